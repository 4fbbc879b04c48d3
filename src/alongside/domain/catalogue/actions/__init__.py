"""Writes of the catalogue: what stands in `data/`, and where postcodes are."""
