"""Rows drawn from the sources, typed, and parted into accepted and rejected."""
