"""Imported rows against what the workbook holds."""
