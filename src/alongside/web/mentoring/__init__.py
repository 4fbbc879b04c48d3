"""Volunteers: applying, their own pages, and those of who looks after them."""
