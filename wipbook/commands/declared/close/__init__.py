"""Commands of the month's end."""
