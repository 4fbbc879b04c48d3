"""Import and export, for coordinators."""
