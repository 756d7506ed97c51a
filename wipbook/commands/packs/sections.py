"""A report sheet as a section of a pack: its tables, as narrow as a page, as long as somebody reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from wipbook.commands.packs.document import Column, Section, Table
from wipbook.commands.packs.texts.text import Text
from wipbook.commands.workbench.user_columns import UserColumns
from wipbook.port.workbook import Workbook
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable, to_cells

MOST_ROWS = 26
"""Of one table: what is more is told, and stands in the workbook."""


def section(
    sheet: OutputSheet, source: Any, text: Text, only: Mapping[str, Sequence[str]] | None = None,
    workbook: Workbook | None = None, largest: str = "", most: int = MOST_ROWS,
) -> Section | None:
    """A sheet built from ``source`` (whatever its tables build from); None where it has nothing to say.

    ``only``: the tables wanted and their columns (none: all that are not details). ``workbook``: where people typed
    into its tables, what they typed is shown too. ``largest``: the column of the first table by which its rows are in
    order, the largest first, whatever their sign. ``most``: rows of a table that are shown.
    Errors: ``KeyError`` for a column that the sheet does not have.
    """
    if sheet.when_empty == "hide" and not _decides(sheet).build(source).height:
        return None
    tables = [
        _table(table, source, sheet.name, text, (only or {}).get(table.name, ()), workbook,
               largest if table is sheet.tables[0] else "", most)
        for table in sheet.tables if not table.typed and (only is None or table.name in only)
    ]
    shown = tuple(table for table in tables if table.frame.height)
    return Section(sheet.title, sheet.source, shown) if shown else None


def stored(sheet: OutputSheet, text: Text, workbook: Workbook, columns: Sequence[str], newest_last: bool) -> Section:
    """A sheet whose rows are appended and never built: its rows as they stand."""
    table = sheet.tables[0]
    wanted = [column for column in table.columns if column.name in columns]
    frame = workbook.read_table(table.name).frame
    names = [
        (pl.col(one.name) if one.name in frame.columns else pl.lit(None, dtype=pl.String)).alias(one.name)
        for one in wanted
    ]
    rows = _without_blank_rows(frame.select(names))
    rows = rows.tail(MOST_ROWS) if newest_last else rows
    return Section(sheet.title, sheet.source, (_cut(table.heading, wanted, rows, {}, sheet.name, text),))


def _table(
    table: OutputTable, source: Any, sheet: str, text: Text, only: Sequence[str], workbook: Workbook | None,
    largest: str, most: int,
) -> Table:
    frame = table.build(source)
    if largest:
        frame = frame.sort(pl.col(largest).abs(), descending=True, nulls_last=True, maintain_order=True)
    places = source.policy.currency_places
    cells = _without_blank_rows(to_cells(frame, table.columns, places))
    typed = UserColumns.of(workbook, table) if workbook is not None else None
    if typed is not None:
        cells = typed.beside(cells)
    for name in only:
        if name not in table.headers:
            raise KeyError(f"{sheet}, {table.name}: no column {name!r}")
    columns = [one for one in table.columns if (one.name in only if only else not one.detail)]
    summed = [one for one in columns if one.total]
    sums = to_cells(frame.select(pl.col(one.name).sum() for one in summed), tuple(summed), places) if summed else None
    totals = {name: float(value or 0) for name, value in sums.row(0, named=True).items()} if sums is not None else {}
    return _cut(table.heading, columns, cells.select([one.name for one in columns]), totals, sheet, text, most)


def _decides(sheet: OutputSheet) -> OutputTable:
    """The table by which a sheet is shown or hidden, as in the workbook."""
    return next((table for table in sheet.tables if table.name == sheet.decided_by), sheet.tables[0])


def _cut(
    heading: str, columns: Sequence[OutputColumn], frame: pl.DataFrame, totals: dict[str, float], sheet: str,
    text: Text, most: int = MOST_ROWS,
) -> Table:
    more = frame.height - most
    return Table(
        heading,
        tuple(Column(one.name, one.name, one.look, one.width or 12, one.total) for one in columns),
        frame.head(most), totals,
        text("more_rows", shown=most, all=f"{frame.height:,}", sheet=sheet) if more > 0 else "",
        text("nothing"),
    )


def _without_blank_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Tables of fixed length hold rows that say nothing."""
    said = [
        (pl.col(name).is_not_null() & (pl.col(name) != "")) if kind == pl.String else
        (pl.col(name).is_not_null() & (pl.col(name) != 0)) if kind.is_numeric() else pl.col(name).is_not_null()
        for name, kind in frame.schema.items() if kind != pl.Boolean
    ]
    return frame.filter(pl.any_horizontal(said)) if said else frame


def facts_table(title: str, note: str, rows: Sequence[tuple[str, str]], text: Text) -> Section:
    """A section of labels and what they are."""
    columns = (Column("What", "", Look.TEXT, 34), Column("Is", "", Look.TEXT, 60))
    frame = pl.DataFrame(rows, schema={"What": pl.String, "Is": pl.String}, orient="row")
    return Section(title, note, (Table("", columns, frame, empty=text("nothing")),))
