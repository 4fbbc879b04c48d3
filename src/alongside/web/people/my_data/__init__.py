"""Somebody's own data: behind their account, and behind a link of their own."""
