"""Accounts, people and their roles, and trying each role of a demo."""
