"""Finding peer support: where, which, and on a map."""
