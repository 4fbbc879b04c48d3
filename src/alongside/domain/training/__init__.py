"""Training: modules, who takes part, what others observed, and until when it counts."""
