"""Sheets of value: statement, stock, jobs, overhead."""
