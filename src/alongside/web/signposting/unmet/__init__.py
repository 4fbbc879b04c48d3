"""When nothing suited: told when something opens, or only counted."""
