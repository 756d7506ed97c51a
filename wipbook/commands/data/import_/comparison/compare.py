"""Imported rows against the rows a table already holds: what is new, what changed, what stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from wipbook.commands.data.import_.comparison.cells import as_cells, as_role
from wipbook.commands.data.import_.comparison.rewrite import MANY_CELLS, rewritten
from wipbook.commands.data.import_.errors import KeyTwice
from wipbook.ledger.cells.shown import as_held
from wipbook.port.tables import CellValue, TableCells
from wipbook.schema import InputSheet

_AT, _FROM = "row in workbook:", "row in source:"


@dataclass(frozen=True)
class Comparison:
    """How one table will change.

    ``rows_to_add``: the new rows as cells, one column per mapped header. ``cells_to_change``: address to value
    of every cell of a known row that differs; all other cells stay untouched, those of the user's own columns
    and formulas among them. ``whole``: all rows of the table after the import, in place of the other two, when
    so much changes that writing cells would take long. ``was_empty``: the table held no row at all. ``fresh``: which of
    the imported rows are new. ``differences``: by header the rows of the workbook that change, and the imported rows
    that change them.
    """

    new: int
    changed: int
    unchanged: int
    was_empty: bool
    rows_to_add: pl.DataFrame
    cells_to_change: Mapping[str, CellValue | datetime]
    whole: pl.DataFrame | None = None
    fresh: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.UInt32))
    differences: Mapping[str, tuple[pl.Series, pl.Series]] = field(default_factory=dict)


def compare(sheet: InputSheet, rows: pl.DataFrame, cells: TableCells) -> Comparison:
    """Match ``rows`` (typed, one column per mapped header) with the table by the sheet's key.

    A key column that the mapping leaves out counts as blank. A blank source value blanks the cell.

    Errors: ``KeyTwice`` when two rows of the workbook share the key of an imported row.
    """
    added = as_cells(rows)
    held = _rows_with_something(cells)
    if held.len() == 0:
        everything = pl.int_range(rows.height, dtype=pl.UInt32, eager=True)
        return Comparison(rows.height, 0, 0, True, added, {}, fresh=everything)
    headers = dict.fromkeys((*sheet.key, *rows.columns))
    known = pl.DataFrame([held.alias(_AT), *(as_role(cells, sheet.column(header))[held] for header in headers)])
    incoming = rows.select(_compared(rows, header, known.schema[header]) for header in headers)
    incoming = incoming.with_row_index(_FROM)
    match = incoming.select(_FROM, *sheet.key).join(
        known.select(_AT, *sheet.key), on=list(sheet.key), how="left", nulls_equal=True, maintain_order="left"
    )
    if match.height > incoming.height:
        raise _key_twice(sheet, match, cells)

    met = match.filter(pl.col(_AT).is_not_null())
    ours = incoming[met[_FROM]]
    theirs = met.select(_AT).join(known, on=_AT, how="left", maintain_order="left")
    differences: dict[str, tuple[pl.Series, pl.Series]] = {}
    values: dict[str, tuple[pl.Series, pl.Series]] = {}
    touched = pl.Series([False]).new_from_index(0, met.height)
    for header in rows.columns:
        differs = ours[header].ne_missing(theirs[header])
        if differs.any():
            touched |= differs
            differences[header] = met[_AT].filter(differs), met[_FROM].filter(differs)
            values[header] = differences[header][0], added[header][differences[header][1]]
    changed = int(touched.sum())
    new = match.filter(pl.col(_AT).is_null())[_FROM]
    fresh = added[new]
    counts = fresh.height, changed, met.height - changed
    if sum(places.len() for places, _ in values.values()) > MANY_CELLS:
        whole = rewritten(cells, held, values, fresh)
        if whole is not None:
            return Comparison(*counts, False, fresh, {}, whole, new, differences)
    return Comparison(*counts, False, fresh, _by_address(sheet, cells, values), None, new, differences)


def _by_address(
    sheet: InputSheet, cells: TableCells, differences: Mapping[str, tuple[pl.Series, pl.Series]]
) -> dict[str, CellValue | datetime]:
    return {
        cells.address(int(place), header).rpartition("!")[2]: as_held(sheet.column(header), header, cells, place, value)
        for header, (places, values) in differences.items()
        for place, value in zip(places, values, strict=True)
    }


def _rows_with_something(cells: TableCells) -> pl.Series:
    """Positions of the rows that are not blank; calculated columns do not count, they fill blank rows too."""
    entered = [name for name in cells.frame.columns if len(cells.formulas.get(name, ())) < cells.frame.height]
    if not cells.frame.height or not entered:
        return pl.Series(dtype=pl.UInt32, values=[])
    filled = cells.frame.select(pl.any_horizontal(pl.col(entered).is_not_null()).alias("any"))
    return filled["any"].arg_true()


def _compared(rows: pl.DataFrame, header: str, kind: pl.DataType) -> pl.Expr:
    """A column of ``rows`` in the kind the workbook's cells are compared in; all blank when not mapped."""
    return (pl.col(header) if header in rows.columns else pl.lit(None)).cast(kind).alias(header)


def _key_twice(sheet: InputSheet, match: pl.DataFrame, cells: TableCells) -> KeyTwice:
    doubled = match.filter(pl.col(_FROM).is_duplicated())
    first = doubled.filter(pl.col(_FROM) == doubled[_FROM][0])
    key = " / ".join("blank" if value is None else str(value) for value in first.select(sheet.key).row(0))
    places = [cells.address(int(at), sheet.key[0]) for at in first[_AT].to_list()[:5]]
    return KeyTwice(
        where=", ".join(places),
        found=f"the key {key} in {first.height} rows",
        expected=f"one row per {', '.join(sheet.key)}",
        remedy="delete or renumber all but one of them, then import again",
    )
