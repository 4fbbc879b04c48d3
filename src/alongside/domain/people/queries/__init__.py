"""Reads of people, one noun a file, each starting from what the actor may see."""
