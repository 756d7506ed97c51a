"""Whether the inputs are still those of the last run: their row counts and sums then and now, one formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wipbook.ledger.tables import find_headers
from wipbook.port.tables import TableCells, TablePlace
from wipbook.schema import Role, input_sheets

SAME, OTHER = "Inputs unchanged since", "Inputs changed since: press Refresh"
_SUMMED = {Role.QUANTITY, Role.HOURS, Role.AMOUNT, Role.UNIT_COST}
_RELATIVE, _ABSOLUTE = "1E-11", "0.0000005"
"""Two programs that add the same floats in another order differ by less."""


def stamp(tables: Mapping[str, TableCells]) -> tuple[float, float]:
    """The row counts and the sums of input tables, as ``compared`` has the sheets count and add. Each table has a
    weight, so that what leaves one and enters another is seen."""
    rows = total = 0.0
    for weight, table, key, summed in _columns({name: cells.place for name, cells in tables.items()}):
        read = tables[table]
        rows += weight * int(read.frame[key].is_not_null().sum())
        total += weight * sum(_sum(read, header) for header in summed)
    return rows, total


def compared(places: Mapping[str, TablePlace], names: tuple[str, str, str]) -> str:
    """The formula that says whether the inputs are others than at the last run, whose counts and sums bear the first
    two ``names``."""
    counts, sums = [], []
    for weight, table, key, summed in _columns(places):
        counts.append(f"{weight}*COUNTA({table}[{_escaped(key)}])")
        if summed:
            sums.append(f"{weight}*SUM({','.join(f'{table}[{_escaped(one)}]' for one in summed)})")
    rows, total = "+".join(counts) or "0", "+".join(sums) or "0"
    near = f"ABS({total}-{names[1]})<={_ABSOLUTE}+{_RELATIVE}*ABS({names[1]})"
    return f'=IF({names[0]}="","",IF(AND({rows}={names[0]},{near}),"{SAME}","{OTHER}"))'


def _columns(places: Mapping[str, TablePlace]) -> Iterator[tuple[int, str, str, list[str]]]:
    """Weight, table, header of the key, headers of what is added up, of each input table that is there."""
    for weight, sheet in enumerate(input_sheets(), 1):
        place = places.get(sheet.table)
        if place is None or not sheet.facts:
            continue
        headers = find_headers(sheet, place.headers, sheet.table)
        summed = [headers[one.name] for one in sheet.columns if one.role in _SUMMED and one.name in headers]
        if sheet.key[0] in headers:
            yield weight, sheet.table, headers[sheet.key[0]], summed


def _sum(read: TableCells, header: str) -> float:
    """As SUM adds: numbers, not texts that look like some."""
    column = read.frame[header]
    if column.dtype.is_numeric():
        return float(column.sum() or 0)
    return float(sum(
        cell for cell in read.mixed.get(header, ()) if isinstance(cell, int | float) and not isinstance(cell, bool)
    ))


def _escaped(header: str) -> str:
    """A header as it stands in a structured reference.

    >>> _escaped("Budget [EUR] #1")
    "Budget '[EUR'] '#1"
    """
    return re.sub(r"(['#\[\]])", r"'\1", header)


