"""The workbook template and the script that builds it."""
