"""A workbook open in LibreOffice, and LibreOffice started without a window."""
