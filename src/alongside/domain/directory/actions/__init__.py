"""Writes of the directory, one noun a file."""
