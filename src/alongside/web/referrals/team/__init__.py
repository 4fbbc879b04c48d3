"""Neighbourhood teams: their page, and a card for the consultation."""
