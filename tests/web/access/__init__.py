"""Rows of the access matrix, one module an area. See `rows.py`."""
