"""Contracts whose revenue is earned over time."""
