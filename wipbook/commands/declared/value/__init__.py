"""Commands of value: refresh, methods, one job."""
