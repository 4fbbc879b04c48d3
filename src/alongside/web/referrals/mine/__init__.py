"""What was written about me, behind its link."""
