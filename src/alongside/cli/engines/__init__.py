"""Commands of the engines: plain Python, no Django."""
