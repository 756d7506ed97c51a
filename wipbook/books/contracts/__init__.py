"""Contracts whose revenue is earned over time: where each stands, and what of it is booked."""
