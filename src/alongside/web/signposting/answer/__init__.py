"""The group answers, behind its link, on a phone."""
