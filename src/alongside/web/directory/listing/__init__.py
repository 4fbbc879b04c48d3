"""Listing a group: the leader's pages, the coordinator's, and *Still running?*."""
