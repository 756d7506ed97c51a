"""Demand by month, its forecast, and what bills make of it."""
