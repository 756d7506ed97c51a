"""Rules about inventory."""
