"""Closed periods: what they hold still, whatever is typed later."""
