"""Safety: worries that people tell, who reads them and when, and whether the service may open."""
