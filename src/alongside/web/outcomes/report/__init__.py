"""The report of the service: page, print, CSV, and what its contract asks for."""
