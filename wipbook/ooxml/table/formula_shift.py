"""A formula as it reads after it was filled into another cell."""

from __future__ import annotations

import re

from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, column_letters, column_number

_TOKEN = re.compile(
    r"""(?P<skip>"(?:[^"]|"")*"|'(?:[^']|'')*'!?|\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\])"""
    r"""|(?<![\w.$])(?P<ca>\$?)(?P<c>[A-Za-z]{1,3})(?P<ra>\$?)(?P<r>[1-9]\d{0,6})(?![\w(.!])"""
    r"""|(?<![\w.$:])(?P<lines>\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6}|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w(.!:\[])"""
)


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula with its relative references moved; texts and structured references stay.

    >>> shifted('=A1+$B$2&"A1"+Jobs[A1]+LOG10(C$3)', 2, 1)
    '=B3+$B$2&"A1"+Jobs[A1]+LOG10(D$3)'
    >>> shifted("=SUM(A:$B)+SUM(3:$4)", 2, 1)
    '=SUM(B:$B)+SUM(5:$4)'
    """

    def line(text: str) -> str:
        """One end of whole rows or columns."""
        if text.startswith("$"):
            return text
        if text.isdigit():
            row = int(text) + rows
            return str(row) if 1 <= row <= LAST_ROW else ""
        column = column_number(text) + columns
        return column_letters(column) if 1 <= column <= LAST_COLUMN else ""

    def change(match: re.Match[str]) -> str:
        if match["skip"]:
            return match[0]
        if match["lines"]:
            ends = [line(end) for end in match["lines"].split(":")]
            return ":".join(ends) if all(ends) else "#REF!"
        column = column_number(match["c"]) + (0 if match["ca"] else columns)
        row = int(match["r"]) + (0 if match["ra"] else rows)
        if not (1 <= column <= LAST_COLUMN and 1 <= row <= LAST_ROW):
            return "#REF!"
        return f"{match['ca']}{column_letters(column)}{match['ra']}{row}"

    return _TOKEN.sub(change, formula)
