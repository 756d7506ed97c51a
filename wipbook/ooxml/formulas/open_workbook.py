"""What the search for stale formulas asks of a workbook that is open for edits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from wipbook.ooxml.formulas.known import KnownFormulas
from wipbook.ooxml.package.package import Package
from wipbook.ooxml.sheet.worksheet import Worksheet
from wipbook.ooxml.table.tables import Table
from wipbook.ooxml.workbook import SheetEntry


class OpenWorkbook(Protocol):
    """A ``Document``, which knows of formulas and is therefore not known to them."""

    @property
    def path(self) -> Path: ...

    @property
    def package(self) -> Package: ...

    @property
    def main(self) -> str: ...

    @property
    def workbook(self) -> bytes: ...

    @property
    def first_workbook(self) -> bytes:
        """The workbook part as it was in the file."""
        ...

    @property
    def known(self) -> KnownFormulas: ...

    @property
    def changed(self) -> bool: ...

    @property
    def touched(self) -> set[str]: ...

    @property
    def worksheets(self) -> Mapping[str, Worksheet]:
        """The sheets that are open, by part."""
        ...

    @property
    def strings(self) -> list[str]: ...

    def entries(self) -> list[SheetEntry]: ...

    def index_of(self, sheet: str) -> int: ...

    def part_of(self, sheet: str) -> str: ...

    def is_worksheet(self, sheet: str) -> bool: ...

    def extent(self, sheet: str) -> object:
        """How far a sheet reaches. Errors: those of the guard, which looks at it now if it has not yet."""
        ...

    def is_touched(self, sheet: str) -> bool: ...

    def worksheet(self, sheet: str) -> Worksheet: ...

    def touch(self, sheet: str) -> Worksheet: ...

    def tables(self) -> dict[str, Table]: ...

    def source(self, path: Path) -> OpenWorkbook:
        """Another file that something was taken from, open to be read."""
        ...
