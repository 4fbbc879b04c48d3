"""Pages of the directory: what the public reads, what groups write, what coordinators check."""
