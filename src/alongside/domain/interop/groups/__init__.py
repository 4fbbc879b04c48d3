"""Tables of groups: what a map file says, and a row of a table as a listing's content."""
