"""Stories that cross domains, a file each."""
