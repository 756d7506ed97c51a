"""Lines below a table that add it up: they are no rows, whatever their cells look like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import polars as pl

from wipbook.port.tables import TableCells
from wipbook.schema.sheet import InputSheet

_ADDS = re.compile(r"\b(?:SUM|SUBTOTAL|AGGREGATE)\s*\(", re.IGNORECASE)
_AREA = re.compile(r"(?<![\w!'\]])\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})(?![\w(])")
_OWN_ROW = re.compile(r"\[\s*(?:#This Row|@)", re.IGNORECASE)
_WORDS = frozenset(
    ("total", "totals", "totale", "totaal", "totali", "subtotal", "subtotals", "grand", "sum", "sums", "summe",
     "gesamt", "gesamtsumme", "zwischensumme", "somme", "suma", "soma", "summa", "razem", "celkem", "итого")
)
_NEAR = 1e-9


def adds_up(text: str, column: str, row: int, table: str) -> bool:
    """Whether a formula in ``column`` (letters) of sheet row ``row`` sums cells above it, or the table.

    >>> [adds_up(text, "E", 10, "Jobs") for text in ("=SUM(E7:E9)", "=SUBTOTAL(109,Jobs[Quantity])")]
    [True, True]
    >>> [adds_up(text, "E", 10, "Jobs") for text in ("=SUM(C10:D10)", "=E9+1")]
    [False, False]
    """
    if not _ADDS.search(text):
        return False
    for first, top, last, bottom in _AREA.findall(text):
        if first.upper() == last.upper() == column and int(top) <= int(bottom) < row:
            return True
    return f"{table}[".casefold() in text.casefold() and not _OWN_ROW.search(text)


def lines_that_add_up(
    sheet: InputSheet, headers: Mapping[str, str], cells: TableCells, below: TableCells,
    texts: Mapping[tuple[int, str], str],
) -> set[int]:
    """The 0-based rows of ``below`` that sum the rows above them: by a formula, or by figures that come to the sum of
    all above where nothing else stands in the row, or a word such as Total. ``headers`` are those of the schema's
    columns.

    A row whose figure happens to be the sum of those above is a row like any other.
    """
    place = below.place
    found = {
        row for (row, header), text in texts.items()
        if adds_up(text, place.cell(0, header).rstrip("0123456789"), place.first_row + row, place.name)
    }
    numbers = [headers[column.name] for column in sheet.columns if column.is_number and column.name in headers]
    suspects: dict[int, int] = {}
    figures: dict[int, int] = {}
    for header in numbers:
        values = _floats(below, header)
        above = _floats(cells, header)
        if values.null_count() == values.len() or above.null_count() == above.len():
            continue
        before = values.fill_null(0).cum_sum() - values.fill_null(0) + (above.sum() or 0)
        several = values.is_not_null().cum_sum() - values.is_not_null() + above.count() > 1
        equal = ((values - before).abs() <= _NEAR + _NEAR * before.abs()) & several & (values != 0)
        for row in equal.fill_null(False).arg_true():
            suspects[row] = suspects.get(row, 0) + 1
        for row in (values.is_not_null() & (values != 0)).fill_null(False).arg_true():
            figures[row] = figures.get(row, 0) + 1
    for row, sums in suspects.items():
        words = _words(below, row, numbers)
        if sums == figures[row] and (not words or _WORDS & set(re.split(r"\W+", words[0].casefold()))):
            found.add(row)
    return found


def _floats(cells: TableCells, header: str) -> pl.Series:
    """The figures of a column, other cells left out."""
    mixed: Sequence[object] | None = cells.mixed.get(header)
    if mixed is None and cells.frame[header].dtype.is_numeric():
        return cells.frame[header].cast(pl.Float64)
    given = mixed if mixed is not None else cells.frame[header].to_list()
    return pl.Series(
        [float(one) if isinstance(one, int | float) and not isinstance(one, bool) else None for one in given],
        dtype=pl.Float64,
    )


def _words(cells: TableCells, row: int, numbers: Sequence[str]) -> list[str]:
    """What stands in a row beside its figures."""
    values = ((cells.mixed.get(header) or cells.frame[header])[row] for header in cells.place.headers
              if header not in numbers)
    return [str(value) for value in values if value not in (None, "")]
