"""Rules about purchasing."""
