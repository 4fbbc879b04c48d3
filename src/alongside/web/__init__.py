"""Pages, one folder for each first word of the address."""
