"""What the service knows and does, one Django app for each word of the domain."""
