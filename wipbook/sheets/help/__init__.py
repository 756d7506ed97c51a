"""Sheets that explain."""
