"""Asking a group whether one may come: four short pages, no account."""
