"""The workbook template and the scripts that build it from the schema and the sheets."""
