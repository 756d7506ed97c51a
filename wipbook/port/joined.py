"""Tables put together from parts: more columns beside, more rows below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from wipbook.port.tables import TableCells

Rows = Mapping[str, Sequence[int]]
"""What a table says of its cells by header and 0-based row."""


def beside(cells: TableCells, more: TableCells, columns: int) -> TableCells:
    """A table with the first so many ``columns`` of another right of it, which has the same rows."""
    headers = more.place.headers[:columns]

    def wider(left: Rows, right: Rows) -> Rows:
        return {**left, **{name: rows for name, rows in right.items() if name in headers}}

    return replace(
        cells,
        place=replace(cells.place, headers=(*cells.place.headers, *headers)),
        frame=cells.frame.with_columns(more.frame[header] for header in headers),
        mixed={**cells.mixed, **{name: values for name, values in more.mixed.items() if name in headers}},
        formulas=wider(cells.formulas, more.formulas),
        uncalculated=wider(cells.uncalculated, more.uncalculated),
        outside=wider(cells.outside, more.outside),
        percents=wider(cells.percents, more.percents),
        elapsed=wider(cells.elapsed, more.elapsed),
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

    def longer(upper: Rows, lower: Rows) -> Rows:
        found = {}
        for header in cells.place.headers:
            both = [*upper.get(header, ()), *(height + row for row in lower.get(header, ()) if row < rows)]
            if both:
                found[header] = both
        return found

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
        formulas=longer(cells.formulas, more.formulas),
        uncalculated=longer(cells.uncalculated, more.uncalculated),
        outside=longer(cells.outside, more.outside),
        percents=longer(cells.percents, more.percents),
        elapsed=longer(cells.elapsed, more.elapsed),
    )
