"""Reference data: what stands in `data/`, read into tables, and where British places are."""
