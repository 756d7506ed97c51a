"""Commands of help."""
