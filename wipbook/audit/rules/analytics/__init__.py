"""Rules that weigh chances."""
