"""A whole table after an import, for imports that change so many cells that one by one would take too long."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.port.tables import TableCells

MANY_CELLS = 5_000  # above this a table is written as a whole; a cell by itself takes some 70 microseconds


def rewritten(
    cells: TableCells, held: pl.Series, differences: Mapping[str, tuple[pl.Series, pl.Series]], fresh: pl.DataFrame
) -> pl.DataFrame | None:
    """Every row of the table: the rows at the positions ``held`` with their ``differences`` (header to positions
    and values), then the ``fresh`` ones. Calculated columns are left out, so that they keep their formula.

    None when typed columns cannot say all that the cells say: columns of mixed kinds, formulas in some rows only,
    percentages, elapsed times, a new value of another kind than its column. Such a table must be changed cell by cell.
    """
    calculated = {name for name, rows in cells.formulas.items() if len(rows) == cells.frame.height}
    if cells.mixed or cells.percents or cells.elapsed:
        return None
    if any(rows and name not in calculated for name, rows in cells.formulas.items()):
        return None
    if calculated & (set(differences) | set(fresh.columns)):
        return None
    columns = []
    for name in cells.frame.columns:
        if name in calculated:
            continue
        column = cells.frame[name][held]
        values = fresh[name] if name in fresh.columns else pl.Series(name, [None] * fresh.height, dtype=column.dtype)
        if column.dtype != values.dtype:
            if column.null_count() < column.len() and not _same_family(column.dtype, values.dtype):
                return None
            column = column.cast(values.dtype)
        if name in differences:
            places, changed = differences[name]
            column = column.scatter(held.search_sorted(places), changed)
        columns.append(pl.concat([column, values]))
    return pl.DataFrame(columns)


def _same_family(one: pl.DataType, other: pl.DataType) -> bool:
    moments = (pl.Datetime, pl.Date)
    return (one.is_numeric() and other.is_numeric()) or (isinstance(one, moments) and isinstance(other, moments))
