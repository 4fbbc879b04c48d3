"""The pages of a listing, a file for each thing that people do."""
