"""Packs: what leaves the workbook for somebody else, as values only."""
