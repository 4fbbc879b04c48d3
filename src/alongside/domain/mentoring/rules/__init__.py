"""Decisions of mentoring that need no database."""
