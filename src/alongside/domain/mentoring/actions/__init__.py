"""What people do in mentoring."""
