"""Telling a worry, the list for those who read worries, and who they are."""
