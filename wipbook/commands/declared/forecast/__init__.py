"""Commands of forecast and schedule."""
