"""Reads of the catalogue. All of it is public."""
