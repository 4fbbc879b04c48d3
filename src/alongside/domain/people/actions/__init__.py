"""Writes of people, a noun a file. Each is one unit of work with its audit rows."""
