"""Rows of cells, with their kinds, as columns of text with the kinds beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from wipbook.commands.data.import_.source.kinds import Kind
from wipbook.commands.data.import_.source.loaded import LINE, kind_name

_UNSEEN = re.compile(r"^[\s\ufeff\u200b-\u200f\u2060]+|[\s\ufeff\u200b-\u200f\u2060]+$")
"""Blanks around a name, byte-order marks, and marks of direction or of no width."""


@dataclass(frozen=True)
class Cell:
    """What a cell says as text, None for nothing, and what it was before."""

    text: str | None
    kind: Kind | None = None


def as_frame(header: Sequence[Cell], rows: Sequence[Sequence[Cell]], first: int) -> pl.DataFrame:
    """Rows under a header; the first of them is row ``first`` of the source. A row may be shorter than the header; what
    stands right of it gets a name."""
    width = max([len(header), *(len(row) for row in rows)])
    names = column_names([header[at].text if at < len(header) else None for at in range(width)])
    columns: dict[str, pl.Series] = {}
    for at, name in enumerate(names):
        cells = [row[at] if at < len(row) else Cell(None) for row in rows]
        columns[name] = pl.Series([cell.text for cell in cells], dtype=pl.String)
        columns[kind_name(name)] = pl.Series([cell.kind for cell in cells], dtype=pl.String)
    columns[LINE.strip('"')] = pl.Series(range(first, first + len(rows)), dtype=pl.Int64)
    return pl.DataFrame(columns)


def column_names(header: Sequence[str | None], nameless: str = "__UNNAMED__") -> list[str]:
    """Names of columns, each once whatever its case, as names in SQL are: a second Reg is Reg_1, one without a name
    __UNNAMED__2. A NUL in one, which would end the process where columns change hands, is the sign of replacement; what
    nobody sees around one, such as a byte-order mark behind a tab, is left out.

    >>> column_names(["Reg", None, "reg"])
    ['Reg', '__UNNAMED__1', 'reg_1']
    >>> column_names([" \\ufeffID", "Qty\\u200b "])
    ['ID', 'Qty']
    """
    names: list[str] = []
    taken: set[str] = set()
    for number, text in enumerate(header):
        base = _UNSEEN.sub("", text or "").replace("\0", "\ufffd") or f"{nameless}{number}"
        name, again = base, 0
        while name.casefold() in taken:
            again += 1
            name = f"{base}_{again}"
        taken.add(name.casefold())
        names.append(name)
    return names
