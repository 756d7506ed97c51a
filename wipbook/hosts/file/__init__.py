"""A workbook as a file, without Excel."""
