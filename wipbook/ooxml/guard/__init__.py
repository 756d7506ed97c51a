"""What a workbook file must be like before anything of it is read: the one guard of all readers."""
