"""What an import found and did, for the shell, the ribbon and the Change Log."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import polars as pl

from wipbook.commands.data.import_.source.loaded import SourceRows, Told
from wipbook.exit_code import ExitCode
from wipbook.ledger.around.reach import TakenIn

FAULT_COLUMNS = ("Table", "File", "Row", "Column", "Found", "Expected")


@dataclass(frozen=True)
class Total:
    """Sum of one number column over every readable row of the source, and over the accepted rows."""

    column: str
    source: Decimal
    accepted: Decimal


@dataclass(frozen=True)
class TableReport:
    """One table: rows read = new + changed + unchanged + rejected. ``rejections`` has File, Row, Column,
    Found, Expected, one line per fault (``staging.rejections``); ``totals`` one entry per number column; ``source`` the
    alias of the source, blank for a query."""

    sheet: str
    read: int
    new: int
    changed: int
    unchanged: int
    rejected: int
    rejections: pl.DataFrame
    totals: tuple[Total, ...]
    source: str = ""


@dataclass(frozen=True)
class ControlResult:
    """One figure of a control: what was expected, what came out, both exactly as computed."""

    control: str
    figure: str
    expected: str
    got: str
    ok: bool


@dataclass(frozen=True)
class SourceFile:
    """A file the import read: its name, size in bytes and SHA-256, so that it can be found again."""

    path: Path
    size: int
    sha256: str


@dataclass(frozen=True)
class ImportReport:
    """The whole import. ``written`` is False after a dry run, and when nothing was new or changed. ``told`` is what is
    to be said of the files as such: lines that are no rows, encodings that were detected; ``taken_in`` what was typed
    around tables and is theirs since."""

    tables: tuple[TableReport, ...]
    controls: tuple[ControlResult, ...]
    files: tuple[SourceFile, ...]
    written: bool
    told: tuple[Told, ...] = ()
    taken_in: tuple[TakenIn, ...] = ()
    period: str = ""
    """That the workbook has been given the period of its first rows."""
    databases: tuple[SourceRows, ...] = ()

    @property
    def rejected(self) -> int:
        """Rows that were not taken, and lines of files that are no rows."""
        return sum(table.rejected for table in self.tables) + len(self.lines)

    @property
    def lines(self) -> tuple[Told, ...]:
        """Lines of files that are no rows: more or fewer fields than the header."""
        return tuple(one for one in self.told if one.expected)

    @property
    def notes(self) -> tuple[Told, ...]:
        """What is good to know of the files."""
        return tuple(one for one in self.told if not one.expected)

    def faults(self) -> pl.DataFrame:
        """All that was not taken, one line per fault: Table (blank for lines of files), File, Row, Column, Found,
        Expected."""
        lines = pl.DataFrame(
            [("", one.file, one.line, "", one.found, one.expected) for one in self.lines],
            schema={name: pl.Int64 if name == "Row" else pl.String for name in FAULT_COLUMNS}, orient="row",
        )
        tables = (
            table.rejections.select(pl.lit(table.sheet).alias("Table"), *FAULT_COLUMNS[1:]).cast({"Row": pl.Int64})
            for table in self.tables
        )
        return pl.concat([lines, *tables])

    @property
    def differences(self) -> tuple[ControlResult, ...]:
        """The figures of controls that did not come out."""
        return tuple(result for result in self.controls if not result.ok)

    @property
    def exit_code(self) -> int:
        """0 fine, 1 rows were rejected, 3 a control total differs."""
        if self.differences:
            return ExitCode.REFUSED
        return ExitCode.FOUND if self.rejected else ExitCode.FINE

    def summary(self) -> pl.DataFrame:
        """One row per table: Sheet, Read, New, Changed, Unchanged, Rejected."""
        return pl.DataFrame(
            [(each.sheet, each.read, each.new, each.changed, each.unchanged, each.rejected) for each in self.tables],
            schema=["Sheet", "Read", "New", "Changed", "Unchanged", "Rejected"],
            orient="row",
        )
