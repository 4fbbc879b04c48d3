"""Reads of signposting, each starting from what the actor or the link may see."""
