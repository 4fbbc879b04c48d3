"""Migrations of mentoring."""
