"""Writes of signposting, a file for each part of the story."""
