"""Volunteers who share what they have lived through, and the people they meet."""
