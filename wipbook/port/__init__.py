"""What commands ask of a workbook: tables, cells, dates. No host and nothing of work in process in it."""
