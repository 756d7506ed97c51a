"""Commands of the group Forecast."""
