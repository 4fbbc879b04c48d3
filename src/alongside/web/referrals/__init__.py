"""Pages of introducing somebody to a service."""
