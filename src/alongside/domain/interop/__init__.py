"""Data in and out: import runs with every row accounted for, and exports."""
