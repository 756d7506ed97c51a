"""Rules about labor."""
