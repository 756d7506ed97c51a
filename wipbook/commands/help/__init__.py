"""Commands of the group Help."""
