"""Referrals: somebody is introduced to a service, and hears what becomes of it."""
