"""``wipbook dump``: the tables of a workbook as text that a version control system can compare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import polars as pl

from wipbook.commands.workbench.inputs.reading import read_whole
from wipbook.port.tables import CellError, TableCells
from wipbook.port.workbook import Workbook


def dump(workbook: Workbook) -> Iterator[str]:
    """Lines of text: per table a heading, the column names, and one tab-separated line per row that is not blank.

    Numbers are written shortest, dates as ISO, text with tabs and line ends escaped; the same workbook always
    gives the same lines.
    """
    for name, place in sorted(workbook.tables().items()):
        yield f"## {name} ({place.sheet})"
        cells = read_whole(workbook, name)
        yield "\t".join(cells.place.headers)
        for row in as_text(cells).iter_rows():
            if any(row):
                yield "\t".join(row).rstrip("\t")
        yield ""


def as_text(cells: TableCells) -> pl.DataFrame:
    """The body of a table with every cell as text, blank cells empty."""
    columns = []
    for header in cells.frame.columns:
        mixed = cells.mixed.get(header)
        series = cells.frame[header]
        if mixed is not None:
            columns.append(pl.Series(header, [_text(value) for value in mixed], dtype=pl.String))
        elif series.dtype == pl.String:
            escaped = series.str.replace_all("\\", "\\\\", literal=True).str.replace_all("\t", "\\t", literal=True)
            columns.append(escaped.str.replace_all("\n", "\\n", literal=True).fill_null(""))
        else:
            columns.append(pl.Series(header, [_text(value) for value in series], dtype=pl.String))
    return pl.DataFrame(columns)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, CellError):
        return value.code
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
