"""Asking a group whether one may come, what came of it, and what nothing suited."""
