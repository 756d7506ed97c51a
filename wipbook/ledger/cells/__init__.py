"""Cells of an input table: what the number in each means, and what its column makes of it."""
