"""What stands around an input table: rows and columns it is meant to have, and what is left out."""
