"""SQLite with a queue of writers: Django's own backend, in which threads take turns."""
