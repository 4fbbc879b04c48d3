"""Plain codecs: what other systems and programs read and write."""
