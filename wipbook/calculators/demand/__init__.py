"""Forecasts of one series: methods, their errors, their choice."""
