"""How much a package may hold. A sound book is far below each of these; what is above is refused, not read.

Measured on books of Excel, LibreOffice and wipbook: sheets compress 5 to 40 times; a cell takes 25 bytes of XML or
more; a sheet of 670,000 movements has 640 bytes a row.
"""

from __future__ import annotations

#: Deflate ends at 1,032 times; sheets compress 5 to 40 times, and small parts may be anything.
LARGEST_RATIO, RATIO_FROM = 80, 32 << 20
LARGEST_PART = 4 << 30
#: All parts together: what the ratio allows of the file, and room for what a small file may hold.
PACKAGE_FROM = 96 << 20
MOST_PARTS = 20_000
#: Parts that are held and searched as a whole: the list of sheets, formats, tables, relations.
LARGEST_HELD = 32 << 20
LARGEST_HELD_TOGETHER = 64 << 20
#: Shared strings: so many, and one more for every two packed bytes.
MOST_STRINGS = 2_000_000
DEEPEST = 128
#: Cells between the outermost filled ones. Each costs a reader of columns 24 bytes, whether it is there or not.
GRID_FROM, GRID_PER_ROW, BYTES_PER_GRID_CELL = 4_000_000, 64, 10
#: One row as XML.
LARGEST_ROW = 32 << 20
#: Cells of one table, rows that are blank or missing included: 1,048,576 rows of 31 columns are below.
LARGEST_TABLE = 33_000_000
