"""Safe contact, what could not be sent, letters to print, and the outbox of a demo."""
