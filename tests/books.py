"""Small books written as a person would: a dictionary of rows becomes a table source, cell kinds as in Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from wipbook.ledger import Ledger, read
from wipbook.port.tables import TableCells, TablePlace
from wipbook.schema import input_sheet, input_sheets
from wipbook.schema.settings import SETTINGS

FIRST_ROW = 6


@dataclass(frozen=True)
class Computed:
    """The value of a cell that holds a formula."""

    value: Any


class Book:
    """A table source in memory. ``rows`` maps sheet names to lists of dictionaries (header to Python value)."""

    def __init__(self, rows: Mapping[str, Sequence[Mapping[str, Any]]], settings: Mapping[str, Any] | None = None):
        self._tables: dict[str, TableCells] = {}
        for sheet in input_sheets():
            given = list(rows.get(sheet.name, []))
            extra = [h for row in given for h in row if h not in sheet.headers]
            headers = (*sheet.headers, *dict.fromkeys(extra))
            self._add(sheet.table, sheet.name, headers, given)
        usual = {setting.name: setting.default or None for setting in SETTINGS}
        stated = usual | {"Period Start": "2026-01-01", "Period End": "2026-12-31"} | dict(settings or {})
        chosen = [{"Setting": name, "Value": value} for name, value in stated.items()]
        self._add("Settings", "Settings", ("Setting", "Value"), chosen)

    def _add(self, table: str, sheet: str, headers: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
        columns: dict[str, pl.Series] = {}
        mixed: dict[str, list[object]] = {}
        formulas: dict[str, list[int]] = {}
        for header in headers:
            values = [row.get(header) for row in rows]
            computed = [number for number, value in enumerate(values) if isinstance(value, Computed)]
            if computed:
                formulas[header] = computed
                values = [value.value if isinstance(value, Computed) else value for value in values]
            kinds = {_kind(v) for v in values if v is not None}
            if len(kinds) > 1:
                mixed[header] = list(values)
                values = [None if v is None else str(v) for v in values]
            columns[header] = pl.Series(header, values, strict=False)
        place = TablePlace(table, sheet, FIRST_ROW, FIRST_ROW + max(1, len(rows)) - 1, 1, tuple(headers))
        self._tables[table] = TableCells(place, pl.DataFrame(columns), mixed, formulas)

    def disguise(self, sheet: str, hidden: Sequence[int] = (), merged: Sequence[str] = ()) -> None:
        """Hide rows of a sheet (by their number on it) and merge areas."""
        table = input_sheet(sheet).table
        rows = [row - FIRST_ROW for row in hidden]
        self._tables[table] = replace(self._tables[table], hidden=rows, merged=list(merged))

    def tables(self) -> dict[str, TablePlace]:
        return {name: cells.place for name, cells in self._tables.items()}

    def read_table(self, name: str) -> TableCells:
        return self._tables[name]


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int | float):
        return "number"
    return "text" if isinstance(value, str) else "date"


def ledger_of(rows: Mapping[str, Sequence[Mapping[str, Any]]], **settings: Any) -> Ledger:
    """The ledger of a small book; keyword ``Valuation_Method="LIFO"`` sets a policy."""
    return read(Book(rows, {name.replace("_", " "): value for name, value in settings.items()}))


__all__ = ["FIRST_ROW", "Book", "input_sheet", "ledger_of"]
