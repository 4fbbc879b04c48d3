"""Posters and cards that lead from a practice's wall to the start page, and how often they do."""
