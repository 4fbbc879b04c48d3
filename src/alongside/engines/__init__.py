"""Mathematics as plain Python: a library, a command, and no Django."""
