"""Sheets of the month's end: what is to be done, what was closed, what closed periods are otherwise now."""
