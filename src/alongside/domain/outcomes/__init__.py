"""Outcomes: the one measure that a service asks, at the beginning and at the end."""
