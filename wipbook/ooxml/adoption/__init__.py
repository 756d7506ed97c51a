"""Sheets, columns and cells brought in from another workbook, with all that belongs to them."""
