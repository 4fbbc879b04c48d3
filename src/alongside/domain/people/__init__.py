"""Organisations, neighbourhood teams, persons and the roles that they hold."""
