"""What may be read of mentoring."""
