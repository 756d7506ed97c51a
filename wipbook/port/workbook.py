"""What every host offers to the commands: whole tables and a few cells, never cell-by-cell loops.

The commands are written against this port alone. ``FileWorkbook`` answers it straight from the .xlsx parts,
``BookWorkbook`` answers it through any ``xlwings.Book`` (Excel, LibreOffice).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import polars as pl

from wipbook.port.tables import CellError, CellMoment, CellValue, Formula, TableCells, TablePlace

__all__ = ["CellError", "CellMoment", "CellValue", "Formula", "TableCells", "TablePlace", "Workbook"]


class Workbook(Protocol):
    """A workbook as the commands see it."""

    @property
    def name(self) -> str: ...

    @property
    def path(self) -> Path | None: ...

    def sheets(self) -> list[str]:
        """Sheet names in tab order."""
        ...

    def tables(self) -> Mapping[str, TablePlace]:
        """Every table by its name. Where the host is a program, it is asked about one when somebody looks, and then
        says where that one is by now."""
        ...

    def find_table(self, name: str) -> TablePlace | None:
        """One table, None where there is none of this name: less work than all of them where the host is a program."""
        ...

    def read_table(self, name: str) -> TableCells: ...

    def write_table(
        self, name: str, frame: pl.DataFrame, formulas: Mapping[str, str] | None = None, *, plain: bool = False
    ) -> None:
        """Replace all rows of table ``name``.

        ``frame`` names the columns to write by header; a table column that ``frame`` lacks is left blank, a
        frame column that the table lacks is an error. ``formulas`` gives, per header, the calculated-column
        formula; the values in ``frame`` are stored as its cached values. Rows shrink and grow; what belongs to
        the table (formats, validations, conditional formats, filters, names, chart series) follows. An empty
        frame leaves one blank row. User cells beside or below the table are never overwritten: refused.
        ``plain``: numbers are those that a reader shall see, and a format that shows 22 as 2200% gives way.
        """
        ...

    def renew_pivots(self, table: str, sheet: str) -> None:
        """Let pivot tables over ``table``, those of ``sheet`` above all, show what it holds now: a program that is
        running fills them; those of a file are emptied, so that they show nothing rather than what was, until a program
        opens it. Some programs know only those of the sheet."""
        ...

    def append_rows(self, name: str, frame: pl.DataFrame) -> None:
        """Add rows below the last non-blank row of table ``name``; existing cells stay untouched. Numbers are
        shown as they are, as with ``plain``."""
        ...

    def may_go_on(self, place: TablePlace) -> bool:
        """Whether something may stand right below a table, or a header beside it: less work than reading it."""
        ...

    def extend_table(self, name: str, last_row: int, headers: Sequence[str] = ()) -> None:
        """Let table ``name`` reach down to sheet row ``last_row`` and over the columns whose ``headers`` stand right
        beside it.

        Cells stay as they are, blank rows among them; what belongs to the table follows, and blank cells of calculated
        columns get their formula. Another table or merged cells in the way: refused.
        """
        ...

    def make_room(self, name: str, rows: int) -> int:
        """Put blank rows into the sheet right below table ``name``; the number of the first of them.

        All that stands below goes down by ``rows``, with formats, heights, merged areas and whatever else belongs to
        it; formulas and names anywhere that mean these cells mean them still. A table beside this one that reaches
        further down would be torn: refused.
        """
        ...

    def read_cell(self, sheet: str, address: str) -> object: ...

    def computes(self, sheet: str, address: str, formula: str) -> bool:
        """Whether the cell holds this formula (``=A1``) in a program that computes it by itself: what it shows is right
        then, and need not be looked at."""

    def computed(self, sheet: str, formulas: Mapping[str, Formula]) -> set[str]:
        """The addresses of ``formulas`` whose cell holds its formula in a program that computes it by itself: one
        question for all of them."""
        ...

    def write_cells(self, sheet: str, cells: Mapping[str, CellValue | Formula]) -> None:
        """Set cells by A1 address, keeping their formats."""
        ...

    def vouch_for(self, sheet: str, addresses: Iterable[str]) -> None:
        """Say that formulas stand with the value they come to, though something they depend on was written: it was
        computed anew and is the same. Where a program calculates by itself there is nothing to say."""
        ...

    def names(self) -> Mapping[str, str]:
        """Defined names of the workbook: name to ``Sheet!$A$1``; asked for like ``tables``."""
        ...

    def define_name(self, name: str, sheet: str, address: str) -> None:
        """Let a defined name of the workbook mean this cell, whether it is new or meant another."""
        ...

    def is_visible(self, sheet: str) -> bool: ...

    def set_visible(self, sheet: str, visible: bool) -> None: ...

    def go_to(self, sheet: str, address: str) -> None:
        """Put the cursor there, on a sheet that is shown; a file has no cursor and stays as it is."""
        ...

    def adopt_sheet(self, template: Path, *sheets: str) -> None:
        """Bring sheets (with their tables, formats, validations, charts, names) in from another workbook file."""
        ...

    def replace_sheet(self, template: Path, sheet: str) -> str:
        """Put the sheet of another workbook file in place of the one of its name, with tables and names; blank when
        that is done, else why it is not: nothing was changed then."""
        ...

    def adopt_column(self, template: Path, table: str, header: str) -> str:
        """Add a column that another workbook's table of this name has at the right end of this one's, with formats and
        validations as far as the host can; the address of its header. What stands there is never overwritten:
        refused."""
        ...

    def adopt_cells(self, template: Path, sheet: str, moves: Mapping[str, str]) -> None:
        """Copy cells of a sheet of another workbook to the addresses given on the sheet of the same name."""
        ...

    def adopt_validations(self, template: Path, table: str) -> list[str]:
        """Give the columns of a table the validations they have in another workbook; the headers that had others."""
        ...

    def replace_number_formats(self, codes: Mapping[str, str], areas: Sequence[tuple[str, str]]) -> bool:
        """Show numbers that have one of these formats by another. ``areas`` are the sheets and areas that a host which
        keeps formats cell by cell looks at; one that keeps them apart changes them wherever they are used."""
        ...

    def custom_property(self, name: str) -> str | None:
        """A fact about the file itself, kept beside its sheets; None without it."""
        ...

    def set_custom_property(self, name: str, value: str) -> None: ...

    def keep_original(self, label: str) -> None:
        """The file as it is on disk stays among the backups under this label, for good, once a change is saved over
        it."""
        ...

    def keep_before(self, command: str, moment: dt.datetime) -> str:
        """The file as it is on disk stays among the backups once what a command changed is saved over it; its name in
        their folder, blank where none is kept."""
        ...

    def keep_copy(self, label: str) -> Path | None:
        """A copy of the file as it is on disk, now, among the backups under this label and out of their rotation; None
        where there is no file. Errors: ChangedOnDisk, where somebody has saved since it was read."""
        ...

    def copy_file(self, to: Path) -> None:
        """Copy the file as it was read. Errors: ChangedOnDisk, where somebody has saved since."""
        ...

    def save(self, path: Path | None = None) -> Path: ...

    def close(self) -> None: ...
