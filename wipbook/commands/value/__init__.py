"""Commands of the group Value: refresh, methods, one job."""
