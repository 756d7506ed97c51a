"""Tables put together from parts: more columns beside, more rows below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from wipbook.port.tables import TableCells


def beside(cells: TableCells, more: TableCells, columns: int) -> TableCells:
    """A table with the first so many ``columns`` of another right of it, which has the same rows."""
    headers = more.place.headers[:columns]
    return replace(
        cells,
        place=replace(cells.place, headers=(*cells.place.headers, *headers)),
        frame=cells.frame.with_columns(more.frame[header] for header in headers),
        mixed={**cells.mixed, **{name: values for name, values in more.mixed.items() if name in headers}},
        **{
            kind: {**getattr(cells, kind), **{n: rows for n, rows in getattr(more, kind).items() if n in headers}}
            for kind in _BY_HEADER
        },
    )


def below(cells: TableCells, more: TableCells, rows: int) -> TableCells:
    """A table with the first so many ``rows`` of another below it, which has at least the same headers.

    >>> from wipbook.port.tables import TablePlace
    >>> upper = TableCells(TablePlace("T", "S", 6, 6, 1, ("a",)), pl.DataFrame({"a": [1.5]}))
    >>> lower = TableCells(TablePlace("T", "S", 7, 8, 1, ("a",)), pl.DataFrame({"a": ["x", None]}))
    >>> joined = below(upper, lower, 1)
    >>> joined.place.last_row, joined.frame["a"].to_list(), joined.mixed
    (7, ['1.5', 'x'], {'a': [1.5, 'x']})
    """
    height, columns, mixed = cells.frame.height, [], {}
    for header in cells.place.headers:
        upper, lower = cells.frame[header], more.frame[header].head(rows)
        kinds = {one.dtype for one in (upper, lower) if one.null_count() < one.len()}
        known = [one.mixed.get(header) for one in (cells, more)]
        if len(kinds) < 2 and known == [None, None]:
            kind = next(iter(kinds), upper.dtype)
            columns.append(pl.concat([upper.cast(kind), lower.cast(kind)]))
            continue
        mixed[header] = [*(known[0] or upper.to_list()), *(known[1] or lower.to_list())[:rows]]
        columns.append(pl.concat([upper.cast(pl.String), lower.cast(pl.String)]))
    return replace(
        cells,
        place=replace(cells.place, last_row=cells.place.first_row + height + rows - 1),
        frame=pl.DataFrame(columns),
        mixed=mixed,
        hidden=[*cells.hidden, *(height + row for row in more.hidden if row < rows)],
        **{kind: _longer(getattr(cells, kind), getattr(more, kind), cells.place.headers, height, rows)
           for kind in _BY_HEADER},
    )


_BY_HEADER = ("formulas", "uncalculated", "outside")
"""What a table says of its cells by header and 0-based row."""


def _longer(
    upper: Mapping[str, Sequence[int]], lower: Mapping[str, Sequence[int]], headers: Sequence[str], height: int,
    rows: int,
) -> dict[str, list[int]]:
    found = {}
    for header in headers:
        both = [*upper.get(header, ()), *(height + row for row in lower.get(header, ()) if row < rows)]
        if both:
            found[header] = both
    return found
