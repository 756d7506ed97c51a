"""The Python behind Excel: one process for every workbook and every Excel of a user, which COM starts and finds."""
