"""The simulated plant: what it makes, of what, with whom."""
