"""Functions that plan."""
