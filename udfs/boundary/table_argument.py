"""A table as an argument: its header row, its rows, its columns by header."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import Any

from .cells import error_of, grid_of, is_blank, text_of
from .fault import BadArgument, bad_argument


@dataclass(frozen=True)
class TableArgument:
    """The header row and the rows below it that are not blank, with their ``numbers`` in the range (the header is row
    1): the row an accountant looks for when a message names one."""

    name: str
    headers: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    numbers: Sequence[int]

    def column(self, header: str, aliases: Sequence[str] = (), required: bool = True) -> int | None:
        """Position of a column by its header or an alias, whatever the case; None when an optional one is absent."""
        wanted = {_plain(header), *map(_plain, aliases)}
        found = [at for at, name in enumerate(self.headers) if _plain(name) in wanted]
        if len(found) > 1:
            raise BadArgument(where=self.name, found=f"the column {header!r} twice", expected="each column once")
        if not found and required:
            known = ", ".join(name for name in self.headers if name) or "no header"
            raise BadArgument(where=self.name, found=f"no column {header!r} (there is: {known[:80]})",
                              expected=f"a column {header!r} in the first row")
        return found[0] if found else None

    def values(self, at: int) -> list[Any]:
        return [row[at] for row in self.rows]


def _plain(header: Any) -> str:
    return " ".join(str(header).replace("_", " ").split()).casefold()


def table_of(value: Any, name: str, keep_gaps: bool = False) -> TableArgument:
    """A range, list of lists, array or frame as a table, without its blank rows (at the end there may be a million of
    them: a whole column was passed); with ``keep_gaps`` those in between stay, each cell None."""
    grid = grid_of(value)
    if not grid or all(is_blank(cell) for cell in grid[0]):
        raise BadArgument(where=name, found="a blank first row", expected="a table with its header row")
    end = len(grid)
    while end > 1 and not any(cell is not None and cell != "" for cell in grid[end - 1]):
        end -= 1
    wrong = next((cell for cell in grid[0] if error_of(cell)), None)
    if wrong is not None:
        raise bad_argument(f"{name}, header row", wrong, "column names")
    headers = tuple("" if is_blank(cell) else str(text_of(cell) or cell) for cell in grid[0])
    if headers == ("Status",) and len(grid) > 1 and error_of(grid[1][0]):  # another function's fault, passed on
        raise bad_argument(name, grid[1][0], "a table")
    body = grid[1:end]
    if not set(map(len, body)) <= {len(headers)}:
        raise BadArgument(where=name, found="rows of different length", expected="a rectangular table")
    # any() alone settles nearly every row; only one of zeros and blanks needs the closer look
    filled = [True] * len(body) if _starts_filled(body) else list(map(_is_filled, body))
    if all(filled):
        return TableArgument(name, headers, body, range(2, len(body) + 2))
    if keep_gaps:
        nothing = (None,) * len(headers)
        rows = [row if there else nothing for row, there in zip(body, filled, strict=True)]
        return TableArgument(name, headers, rows, range(2, len(body) + 2))
    return TableArgument(name, headers, list(compress(body, filled)), list(compress(count(2), filled)))


def _starts_filled(body: Sequence[Sequence[Any]]) -> bool:
    """Whether every row has something in its first cell: true of most long tables, and quickly seen."""
    first = [row[0] for row in body]
    kinds = set(map(type, first))
    return kinds <= {dt.datetime} or (kinds == {str} and all(map(str.strip, first)))


def _is_filled(row: Sequence[Any]) -> bool:
    return not all(map(is_blank, row))
