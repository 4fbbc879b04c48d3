"""Introducing somebody: staff, a carer, the person themselves."""
