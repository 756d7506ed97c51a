"""A workbook through any xlwings Book: Excel on Windows or macOS, and the engines registered here."""
