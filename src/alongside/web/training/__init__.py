"""Training: modules to read, who takes part, and what others saw."""
