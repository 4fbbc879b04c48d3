"""Interfaces for other systems: thin, and versioned in the address."""
