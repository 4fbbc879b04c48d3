"""Writes of safety, a file for each part of a worry's way."""
