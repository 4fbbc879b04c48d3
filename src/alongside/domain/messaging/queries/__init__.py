"""Reads of messaging, each starting from what the actor may see."""
