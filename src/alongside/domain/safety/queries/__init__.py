"""Reads of safety, each starting from what the actor may see."""
