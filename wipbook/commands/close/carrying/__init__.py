"""A workbook for the next year: what is open at the end of a closed period goes along, what is done stays behind."""
