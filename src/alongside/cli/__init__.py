"""The command `alongside`."""
