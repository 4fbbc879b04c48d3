"""The directory: groups and resources, who vouches for what in them, and finding them."""
