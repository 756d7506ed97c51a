"""Imports: how long rows take from files and from a database into a workbook, against DuckDB that reads alone."""
