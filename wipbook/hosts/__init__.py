"""Where a workbook lives: Excel through xlwings, a file on a server, LibreOffice. Knows nothing of work in process."""
