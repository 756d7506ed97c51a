"""A workbook whose tables are read once, and the same with what an import would write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import polars as pl

from wipbook.commands.data.import_.apply import Prepared
from wipbook.commands.data.import_.comparison.cells import as_cells
from wipbook.commands.workbench.inputs.reading import read_whole
from wipbook.ledger.settings_table import rows_by_setting
from wipbook.port.joined import below
from wipbook.port.tables import CellValue, TableCells, TablePlace
from wipbook.port.workbook import Workbook


class _AsRead:
    """Everything is the workbook's own but the tables, which are read once."""

    def __init__(self, workbook: Workbook, instead: Mapping[str, TableCells] | None = None) -> None:
        self._workbook, self._read = workbook, dict(instead or {})

    def __getattr__(self, name: str) -> Any:
        return getattr(self._workbook, name)

    def read_table(self, name: str) -> TableCells:
        if name not in self._read:
            self._read[name] = self._workbook.read_table(name)
        return self._read[name]


def as_read(workbook: Workbook) -> Workbook:
    """The workbook, each table of it read at most once. Nothing may be written to it."""
    return cast(Workbook, _AsRead(workbook))


def as_imported(workbook: Workbook, found: Prepared, settings: Mapping[str, CellValue]) -> Workbook:
    """The workbook as it would be read with what was prepared, and with these ``settings``, written to it."""
    instead: dict[str, TableCells] = {}
    for staged, comparison in zip(found.staged, found.comparisons, strict=True):
        if comparison.new or comparison.changed:
            cells, rows = read_whole(workbook, staged.sheet.table), as_cells(staged.frame)
            for header, (places, theirs) in comparison.differences.items():
                cells = _changed(cells, header, places, rows[header][theirs])
            fresh = rows[comparison.fresh]
            instead[staged.sheet.table] = below(cells, _as_table(cells, fresh), fresh.height)
    if settings and workbook.find_table("Settings") is not None:
        cells = workbook.read_table("Settings")
        rows_of = rows_by_setting(cells)
        for name, value in settings.items():
            if name in rows_of:
                cells = _with(cells, "Value", {rows_of[name]: value})
        instead["Settings"] = cells
    return cast(Workbook, _AsRead(workbook, instead))


def _changed(cells: TableCells, header: str, places: pl.Series, values: pl.Series) -> TableCells:
    """The table with other ``values`` in the rows ``places`` of a column."""
    column, gone = cells.frame[header], set(places.to_list())

    def kept(rows: Mapping[str, Sequence[int]]) -> Mapping[str, Sequence[int]]:
        return {**rows, header: [row for row in rows[header] if row not in gone]} if header in rows else rows

    cells = replace(
        cells, formulas=kept(cells.formulas), uncalculated=kept(cells.uncalculated), outside=kept(cells.outside),
        percents=kept(cells.percents), elapsed=kept(cells.elapsed),
    )
    if header not in cells.mixed and (column.dtype == values.dtype or column.null_count() == column.len()):
        return replace(cells, frame=cells.frame.with_columns(column.cast(values.dtype).scatter(places, values)))
    return _with(cells, header, dict(zip(places, values, strict=True)))


def _with(cells: TableCells, header: str, values: Mapping[int, object]) -> TableCells:
    """The table with single cells of a column of any kinds."""
    held = list(cells.mixed.get(header) or cells.frame[header].to_list())
    for place, value in values.items():
        held[place] = value
    texts = pl.Series(header, [None if one is None else str(one) for one in held], dtype=pl.String)
    return replace(cells, frame=cells.frame.with_columns(texts), mixed={**cells.mixed, header: held})


def _as_table(cells: TableCells, rows: pl.DataFrame) -> TableCells:
    """New rows as a table with the columns of another, right below it."""
    place = cells.place
    columns = [
        rows[header] if header in rows.columns else pl.Series(header, [None] * rows.height, dtype=pl.Null)
        for header in place.headers
    ]
    below_it = TablePlace(
        place.name, place.sheet, place.last_row + 1, place.last_row + max(rows.height, 1), place.first_column,
        place.headers,
    )
    return TableCells(below_it, pl.DataFrame(columns))
