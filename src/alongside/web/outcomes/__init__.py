"""Outcomes: the few questions of a service, for whoever is asked, and its choice of them."""
