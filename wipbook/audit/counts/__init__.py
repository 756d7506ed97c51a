"""Cycle counts: what to count, what was found."""
