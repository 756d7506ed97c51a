"""Files of other programs, loaded read-only as tables of text with the row and the kind of every cell."""
