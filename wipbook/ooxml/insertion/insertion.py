"""Where rows go when blank ones are put in above them: row numbers, areas, formulas, as Excel moves them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, column_number

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_PLACE = rf"(?:{_CELL}(?::{_CELL})?|\$?[1-9]\d{{0,6}}:\$?[1-9]\d{{0,6}})(?![\w(.!\[])"
#: A text; a place on a sheet named before it (of this workbook, of several sheets, or of another workbook); a place
#: without a sheet; what stands in brackets, which are headers of tables.
_FORMULA = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")"""
    rf"""|(?P<sheet>'(?:[^']|'')+'!|(?:\[[^\[\]]+\])?(?:[^\W\d][\w.]*:)?[^\W\d][\w.]*!)(?P<there>{_PLACE})"""
    rf"""|(?<![\w.$!])(?P<here>{_PLACE})"""
    r"""|(?P<headers>\[[^\]]*\])"""
)
_END = re.compile(r"(\$?(?:[A-Za-z]{1,3})?\$?)(\d+)")
_GONE = "#REF!"


@dataclass(frozen=True)
class Insertion:
    """``rows`` blank rows before row ``at`` of a sheet: what stands there and below goes down by so many."""

    sheet: str
    at: int
    rows: int

    def row(self, number: int) -> int:
        """Where a row stands afterwards; never below the end of the sheet.

        >>> down = Insertion("Statement", 23, 5)
        >>> down.row(22), down.row(23), down.row(1_048_576)
        (22, 28, 1048576)
        """
        return number if number < self.at else min(number + self.rows, LAST_ROW)

    def tears(self, first_row: int, last_row: int) -> bool:
        """Whether the blank rows would come between the first and the last of these rows."""
        return first_row < self.at <= last_row

    def place(self, text: str) -> str:
        """A cell, an area or whole rows of the sheet, ``$`` kept; ``#REF!`` when it falls off the sheet.

        >>> down = Insertion("Statement", 23, 5)
        >>> [down.place(text) for text in ("$B$23", "A7:B22", "A7:B30", "$20:$25", "D1:D1048576")]
        ['$B$28', 'A7:B22', 'A7:B35', '$20:$30', 'D1:D1048576']
        """
        ends = [_END.fullmatch(end) for end in text.split(":")]
        rows = [int(end[2]) for end in ends if end is not None]
        if len(rows) != len(ends) or self._is_name(text):
            return text
        if min(rows) >= self.at and min(rows) + self.rows > LAST_ROW:
            return _GONE
        return ":".join(f"{end[1]}{self.row(row)}" for end, row in zip(ends, rows, strict=True) if end is not None)

    def places(self, text: str) -> str:
        """A list of them as in ``sqref``; whole columns stay.

        >>> Insertion("Statement", 23, 5).places("D27:D29 F27 A:A")
        'D32:D34 F32 A:A'
        """
        return " ".join(self.place(part) for part in text.split(" "))

    def formula(self, text: str, own_sheet: bool) -> str:
        """A formula that means the same cells as before; ``own_sheet``: a place without a sheet is on this one.

        >>> down = Insertion("Statement", 23, 5)
        >>> down.formula("Statement!B27+'statement'!$B$7:$B$27+Home!B27+[1]Statement!B27+B27", False)
        "Statement!B32+'statement'!$B$7:$B$32+Home!B27+[1]Statement!B27+B27"
        >>> down.formula('B27&"B27"+Jobs[B27]+SUM(Jan:Statement!B27)+LOG10(A1)', True)
        'B32&"B27"+Jobs[B27]+SUM(Jan:Statement!B27)+LOG10(A1)'
        """

        def change(match: re.Match[str]) -> str:
            if match["sheet"]:
                place = match["there"]
                return match["sheet"] + (self.place(place) if self._is_mine(match["sheet"]) else place)
            return self.place(match["here"]) if match["here"] and own_sheet else match[0]

        return _FORMULA.sub(change, text)

    def _is_mine(self, sheet: str) -> bool:
        name = sheet[:-1]
        name = name[1:-1].replace("''", "'") if name.startswith("'") else name
        return name.casefold() == self.sheet.casefold()

    @staticmethod
    def _is_name(text: str) -> bool:
        """Letters and digits beyond the last column are no cell but a name."""
        letters = [re.sub(r"[^A-Za-z]", "", end) for end in text.split(":")]
        return any(one and column_number(one) > LAST_COLUMN for one in letters)
