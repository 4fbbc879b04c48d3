"""The lists and pages of a coordinator."""
