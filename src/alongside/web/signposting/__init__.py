"""Pages of asking to join: for people, for groups and for coordinators."""
