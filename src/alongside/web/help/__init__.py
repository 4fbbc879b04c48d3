"""Need help now, and the pages about this site: fixed words, no database."""
