"""What every host offers to the commands: whole tables and a few cells, never cell-by-cell loops.

The commands are written against this port alone. ``FileWorkbook`` answers it straight from the .xlsx parts,
``BookWorkbook`` answers it through any ``xlwings.Book`` (Excel, LibreOffice).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import polars as pl

CellValue = str | float | int | bool | None


@dataclass(frozen=True)
class Formula:
    """A formula together with the value Python computed for it.

    ``text`` is in file syntax with the leading ``=`` (``=SUM(Jobs[WIP])``,
    ``=Jobs[[#This Row],[Material Cost]]+1``; functions newer than 2007 carry ``_xlfn.``).
    """

    text: str
    value: CellValue


@dataclass(frozen=True)
class TablePlace:
    """Where a table stands. Rows and columns count from 1; ``first_row`` is the first row of data."""

    name: str
    sheet: str
    first_row: int
    last_row: int
    first_column: int
    headers: tuple[str, ...]

    @property
    def rows(self) -> int:
        return self.last_row - self.first_row + 1


@dataclass(frozen=True)
class TableCells:
    """The body of a table as typed columns, and what typed columns cannot say.

    ``frame`` has one column per header, in order: Float64/Int64 (numbers), String (text), Boolean, Datetime
    (cells with a date format); blank cells are null. A column that mixes kinds is String in ``frame`` and its
    cells, as they stand, are in ``mixed[header]`` (Python objects: str, float, bool, datetime; error cells such
    as ``#N/A`` are ``CellError``). Row ``i`` of the frame is sheet row ``place.first_row + i``.
    ``formulas`` maps a header to the 0-based rows that hold a formula. ``hidden`` are 0-based hidden rows and
    ``merged`` the merged areas (A1 text) that touch the body.
    """

    place: TablePlace
    frame: pl.DataFrame
    mixed: Mapping[str, Sequence[object]] = field(default_factory=dict)
    formulas: Mapping[str, Sequence[int]] = field(default_factory=dict)
    hidden: Sequence[int] = ()
    merged: Sequence[str] = ()

    def address(self, row: int, header: str) -> str:
        """``Sheet!C7`` for 0-based ``row`` of column ``header``."""
        from wipbook.ooxml.address import column_letters

        column = self.place.first_column + self.place.headers.index(header)
        return f"{self.place.sheet}!{column_letters(column)}{self.place.first_row + row}"


@dataclass(frozen=True)
class CellError:
    """An error value in a cell, such as ``#N/A``."""

    code: str


class Workbook(Protocol):
    """A workbook as the commands see it."""

    @property
    def name(self) -> str: ...

    @property
    def path(self) -> Path | None: ...

    def sheets(self) -> list[str]:
        """Sheet names in tab order."""
        ...

    def tables(self) -> dict[str, TablePlace]:
        """Every table by its name."""
        ...

    def read_table(self, name: str) -> TableCells: ...

    def write_table(
        self, name: str, frame: pl.DataFrame, formulas: Mapping[str, str] | None = None
    ) -> None:
        """Replace all rows of table ``name``.

        ``frame`` names the columns to write by header; a table column that ``frame`` lacks is left blank, a
        frame column that the table lacks is an error. ``formulas`` gives, per header, the calculated-column
        formula; the values in ``frame`` are stored as its cached values. Rows shrink and grow; what belongs to
        the table (formats, validations, conditional formats, filters, names, chart series) follows. An empty
        frame leaves one blank row. User cells beside or below the table are never overwritten: refused.
        """
        ...

    def append_rows(self, name: str, frame: pl.DataFrame) -> None:
        """Add rows below the last non-blank row of table ``name``; existing cells stay untouched."""
        ...

    def read_cell(self, sheet: str, address: str) -> object: ...

    def write_cells(self, sheet: str, cells: Mapping[str, CellValue | Formula]) -> None:
        """Set cells by A1 address, keeping their formats."""
        ...

    def names(self) -> dict[str, str]:
        """Defined names of the workbook: name to ``Sheet!$A$1``."""
        ...

    def is_visible(self, sheet: str) -> bool: ...

    def set_visible(self, sheet: str, visible: bool) -> None: ...

    def adopt_sheet(self, template: Path, sheet: str) -> None:
        """Bring a sheet (with its tables, formats, validations, charts, names) in from another workbook file."""
        ...

    def save(self, path: Path | None = None) -> Path: ...

    def close(self) -> None: ...
