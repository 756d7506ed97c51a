"""Imported rows against the rows a table already holds: what is new, what changed, what stays."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wipbook.commands.import_.cells import as_cells, as_role, as_they_stand
from wipbook.commands.import_.errors import KeyTwice
from wipbook.schema import InputSheet
from wipbook.values.table import TableCells

_AT, _FROM = "row in workbook:", "row in source:"


@dataclass(frozen=True)
class Comparison:
    """How one table will change.

    ``rows_to_add`` holds the new rows alone, ``whole`` every row of the table after the import (existing rows
    first and in place, then the new ones), both as cells. Columns the mapping does not name keep what they
    hold.
    """

    new: int
    changed: int
    unchanged: int
    was_empty: bool
    rows_to_add: pl.DataFrame
    whole: pl.DataFrame


def compare(sheet: InputSheet, rows: pl.DataFrame, cells: TableCells) -> Comparison:
    """Match ``rows`` (typed, one column per mapped header) with the table by the sheet's key.

    A key column that the mapping leaves out counts as blank. A blank source value blanks the cell.

    Errors: ``KeyTwice`` when two rows of the workbook share the key of an imported row.
    """
    held = as_they_stand(cells)
    full = held.height
    if full:
        blank = pl.all_horizontal(pl.all().is_null())
        positions = held.select(pl.arg_where(~blank)).to_series()
        held = held[positions]
    else:
        positions = pl.Series(dtype=pl.UInt32, values=[])
    added = as_cells(rows)
    if held.height == 0:
        return Comparison(rows.height, 0, 0, True, added, added)

    known = pl.DataFrame(
        [
            as_role(cells, sheet.column(header))[positions]
            for header in dict.fromkeys((*sheet.key, *rows.columns))
        ]
    ).with_row_index(_AT)
    incoming = rows.select(
        *(as_compared(rows, header, known.schema[header]) for header in known.columns if header != _AT)
    ).with_row_index(_FROM)
    match = incoming.select(_FROM, *sheet.key).join(
        known.select(_AT, *sheet.key), on=list(sheet.key), how="left", nulls_equal=True, maintain_order="left"
    )
    if match.height > incoming.height:
        raise _key_twice(sheet, match, cells, positions)

    met = match.filter(pl.col(_AT).is_not_null())
    ours, theirs = incoming[met[_FROM]], known[met[_AT]]
    differs = pl.Series([False]).new_from_index(0, met.height)
    for header in rows.columns:
        differs |= ours[header].ne_missing(theirs[header])
    updates = met.filter(differs)
    fresh = match.filter(pl.col(_AT).is_null())[_FROM]
    whole = _rewritten(held, added, updates[_AT], updates[_FROM], fresh)
    return Comparison(fresh.len(), updates.height, met.height - updates.height, False, added[fresh], whole)


def as_compared(rows: pl.DataFrame, header: str, kind: pl.DataType) -> pl.Expr:
    """A column of ``rows`` in the kind the workbook's cells are compared in; all blank when not mapped."""
    return (pl.col(header) if header in rows.columns else pl.lit(None)).cast(kind).alias(header)


def _rewritten(
    held: pl.DataFrame, added: pl.DataFrame, at: pl.Series, source: pl.Series, fresh: pl.Series
) -> pl.DataFrame:
    columns = []
    for header in held.columns:
        column = held[header]
        if header not in added.columns:
            columns.append(_extended(column, fresh.len()))
            continue
        incoming = added[header]
        kinds_differ = column.dtype != incoming.dtype and column.null_count() < column.len()
        if column.dtype == pl.Object or kinds_differ:
            column, incoming = _as_objects(column), _as_objects(incoming)
            values = column.to_list()
            changes = incoming.to_list()
            for place, row in zip(at, source, strict=True):
                values[place] = changes[row]
            values.extend(changes[row] for row in fresh)
            columns.append(pl.Series(header, values, dtype=pl.Object))
            continue
        column = column.cast(incoming.dtype).scatter(at, incoming[source])
        columns.append(pl.concat([column, incoming[fresh]]))
    return pl.DataFrame(columns)


def _extended(column: pl.Series, more: int) -> pl.Series:
    if column.dtype == pl.Object:
        return pl.Series(column.name, [*column.to_list(), *[None] * more], dtype=pl.Object)
    return column.extend_constant(None, more)


def _as_objects(column: pl.Series) -> pl.Series:
    return column if column.dtype == pl.Object else pl.Series(column.name, column.to_list(), dtype=pl.Object)


def _key_twice(sheet: InputSheet, match: pl.DataFrame, cells: TableCells, positions: pl.Series) -> KeyTwice:
    doubled = match.filter(pl.col(_FROM).is_duplicated())
    first = doubled.filter(pl.col(_FROM) == doubled[_FROM][0])
    key = " / ".join("blank" if value is None else str(value) for value in first.select(sheet.key).row(0))
    places = [cells.address(int(positions[at]), sheet.key[0]) for at in first[_AT].to_list()[:5]]
    return KeyTwice(
        where=", ".join(places),
        found=f"the key {key} in {first.height} rows",
        expected=f"one row per {', '.join(sheet.key)}",
        remedy="delete or renumber all but one of them, then import again",
    )
