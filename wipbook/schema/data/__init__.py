"""Sheets that say how data come in."""
