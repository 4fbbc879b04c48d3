"""The first page of a coordinator's day."""
