"""Sheets of forecast, schedule and performance."""
