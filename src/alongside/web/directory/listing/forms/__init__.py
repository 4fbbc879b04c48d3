"""The forms of a listing, a file for each task."""
