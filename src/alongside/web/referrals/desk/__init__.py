"""Introductions for the coordinators of a service."""
