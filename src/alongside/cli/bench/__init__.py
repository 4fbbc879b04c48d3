"""`alongside bench`: how fast, beside what else does the same, with every answer checked."""
