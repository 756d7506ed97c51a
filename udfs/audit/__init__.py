"""Functions that test."""
