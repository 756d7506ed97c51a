"""Functions that value stock."""
