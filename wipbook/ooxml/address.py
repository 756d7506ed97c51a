"""Cell addresses: ``C7``, ``$C$7``, ``A1:J100``. Rows and columns count from 1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wipbook.ooxml.faults import DamagedWorkbook

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6}))?")


@lru_cache(maxsize=4096)
def column_letters(column: int) -> str:
    """Letters of a column.

    >>> column_letters(1), column_letters(28), column_letters(16384)
    ('A', 'AB', 'XFD')
    """
    if not 1 <= column <= LAST_COLUMN:
        raise ValueError(f"column {column} is outside 1 to {LAST_COLUMN}")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """Number of a column.

    >>> column_number("A"), column_number("ab")
    (1, 28)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_text(row: int, column: int) -> str:
    """``C7`` for row 7, column 3."""
    return f"{column_letters(column)}{row}"


def absolute(sheet: str, row: int, column: int) -> str:
    """A cell as a defined name says it.

    >>> absolute("Home", 7, 2), absolute("Job Costs", 1, 28)
    ('Home!$B$7', "'Job Costs'!$AB$1")
    """
    quoted = sheet if re.fullmatch(r"[A-Za-z_][A-Za-z_.]*", sheet) else "'" + sheet.replace("'", "''") + "'"
    return f"{quoted}!${column_letters(column)}${row}"


def parse_cell(text: str) -> tuple[int, int]:
    """Row and column of an A1 address.

    >>> parse_cell("$C$7")
    (7, 3)
    """
    match = _CELL.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a cell address such as C7")
    row, column = int(match[2]), column_number(match[1])
    if row > LAST_ROW or column > LAST_COLUMN:
        raise ValueError(f"{text!r} lies outside the sheet")
    return row, column


@dataclass(frozen=True, order=True)
class Area:
    """A rectangle of cells, ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @classmethod
    def parse(cls, text: str) -> Area:
        """The rectangle of ``A1:J100`` or ``C7``.

        >>> Area.parse("A1:J100").text
        'A1:J100'
        >>> Area.parse("C7").rows
        1
        """
        match = _AREA.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not an area such as A1:J100")
        row, column = int(match[2]), column_number(match[1])
        other_row = int(match[4]) if match[4] else row
        other_column = column_number(match[3]) if match[3] else column
        rows, columns = sorted((row, other_row)), sorted((column, other_column))
        if rows[1] > LAST_ROW or columns[1] > LAST_COLUMN:
            raise ValueError(f"{text!r} lies outside the sheet")
        return cls(rows[0], columns[0], rows[1], columns[1])

    @classmethod
    def stated(cls, text: str, where: str) -> Area:
        """The rectangle that a part of a workbook states; DamagedWorkbook when it is none.

        >>> Area.stated("A1:J100", "table Jobs").rows
        100
        """
        try:
            return cls.parse(text)
        except ValueError as error:
            raise DamagedWorkbook(
                where=where, found=f"the area {text[:40]!r}", expected="an area such as A1:J100",
                remedy="open and save the workbook with Excel, or take the last backup",
            ) from error

    @property
    def rows(self) -> int:
        return self.last_row - self.first_row + 1

    @property
    def columns(self) -> int:
        return self.last_column - self.first_column + 1

    @property
    def text(self) -> str:
        first = cell_text(self.first_row, self.first_column)
        last = cell_text(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"

    def meets(self, other: Area) -> bool:
        """Whether the two rectangles share a cell."""
        return (
            self.first_row <= other.last_row
            and other.first_row <= self.last_row
            and self.first_column <= other.last_column
            and other.first_column <= self.last_column
        )

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies in the rectangle."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column
