"""The XML of a worksheet: rows, cells, marks, parts that belong to it."""
