"""What somebody asked for, behind the link that they were given."""
