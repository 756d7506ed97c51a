"""Protected sheets in Excel: opened before the first write to them, protected again as they were.

The reports are protected without a password, so that nobody overwrites a figure by accident; in Excel that holds for
commands as well. A workbook file on a server has no such guard.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import polars as pl

from wipbook.errors import RefusedToProtectData
from wipbook.excel.native_protection import native_protection
from wipbook.hosts.excel.workbook import BookWorkbook, port_of
from wipbook.ooxml.faults import NoSuchSheet
from wipbook.port.workbook import CellValue, Formula, TableCells, TablePlace, Workbook


class SheetHasPassword(RefusedToProtectData):
    """A sheet that must be written is protected with a password, which wipbook does not know."""


class StructureIsProtected(RefusedToProtectData):
    """Sheets must be shown, hidden or added in a workbook whose structure is protected."""


class unprotecting:  # noqa: N801 - read as a word: with unprotecting(book, notes)
    """The port of ``book``, through which protected sheets can be written. On leaving they are protected again;
    ``notes`` gets a line for each that could not be. ``say_before`` gets the sheets that stand open, before each;
    ``before_writing`` is called before anything is written. (No generator: Python cannot carry LibreOffice's exceptions
    through one.)"""

    def __init__(
        self, book: Any, notes: list[str], say_before: Callable[[dict[str, Any]], object] = lambda said: None,
        before_writing: Callable[[], object] = lambda: None,
    ) -> None:
        self._book, self._notes, self._say_before, self._before_writing = book, notes, say_before, before_writing
        self._opened: UnprotectingWorkbook | None = None

    def __enter__(self) -> Workbook:
        port = port_of(self._book)
        if not isinstance(port, BookWorkbook):
            return port
        self._opened = UnprotectingWorkbook(port, self._say_before, self._before_writing)
        return self._opened

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._opened is not None:
            self._notes += self._opened.protect_again()


class UnprotectingWorkbook:
    """A ``Workbook`` that passes everything on, and opens a protected sheet before it writes there."""

    def __init__(
        self, inner: BookWorkbook, say_before: Callable[[dict[str, Any]], object] = lambda said: None,
        before_writing: Callable[[], object] = lambda: None,
    ) -> None:
        self._inner, self._say_before, self._before_writing = inner, say_before, before_writing
        self._native = native_protection(inner.book)
        self._opened: dict[str, Any] = {}
        self._open_anyway = set[str]()

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def path(self) -> Path | None:
        return self._inner.path

    def sheets(self) -> list[str]:
        return self._inner.sheets()

    def tables(self) -> Mapping[str, TablePlace]:
        return self._inner.tables()

    def find_table(self, name: str) -> TablePlace | None:
        return self._inner.find_table(name)

    def read_table(self, name: str) -> TableCells:
        return self._inner.read_table(name)

    def write_table(
        self, name: str, frame: pl.DataFrame, formulas: Mapping[str, str] | None = None, *, plain: bool = False
    ) -> None:
        self._open_table(name)
        self._inner.write_table(name, frame, formulas, plain=plain)

    def renew_pivots(self, table: str, sheet: str) -> None:
        self._open(sheet)
        self._inner.renew_pivots(table, sheet)

    def append_rows(self, name: str, frame: pl.DataFrame) -> None:
        self._open_table(name)
        self._inner.append_rows(name, frame)

    def may_go_on(self, place: TablePlace) -> bool:
        return self._inner.may_go_on(place)

    def extend_table(self, name: str, last_row: int, headers: Sequence[str] = ()) -> None:
        self._open_table(name)
        self._inner.extend_table(name, last_row, headers)

    def make_room(self, name: str, rows: int) -> int:
        self._open_table(name)
        return self._inner.make_room(name, rows)

    def read_cell(self, sheet: str, address: str) -> object:
        return self._inner.read_cell(sheet, address)

    def computes(self, sheet: str, address: str, formula: str) -> bool:
        return self._inner.computes(sheet, address, formula)

    def computed(self, sheet: str, formulas: Mapping[str, Formula]) -> set[str]:
        return self._inner.computed(sheet, formulas)

    def write_cells(self, sheet: str, cells: Mapping[str, CellValue | Formula]) -> None:
        if cells:
            self._open(sheet)
        self._inner.write_cells(sheet, cells)

    def vouch_for(self, sheet: str, addresses: Iterable[str]) -> None:
        self._inner.vouch_for(sheet, addresses)

    def names(self) -> Mapping[str, str]:
        return self._inner.names()

    def define_name(self, name: str, sheet: str, address: str) -> None:
        self._before_writing()
        self._inner.define_name(name, sheet, address)

    def is_visible(self, sheet: str) -> bool:
        return self._inner.is_visible(sheet)

    def set_visible(self, sheet: str, visible: bool) -> None:
        if self._inner.is_visible(sheet) != visible:
            self._refuse_protected_structure(f"the sheet {sheet} to be {'shown' if visible else 'hidden'}")
            self._inner.set_visible(sheet, visible)

    def adopt_sheet(self, template: Path, *sheets: str) -> None:
        self._refuse_protected_structure(f"the sheet {', '.join(sheets)} to be brought back")
        self._inner.adopt_sheet(template, *sheets)

    def go_to(self, sheet: str, address: str) -> None:
        self._inner.go_to(sheet, address)

    def replace_sheet(self, template: Path, sheet: str) -> str:
        self._refuse_protected_structure(f"the sheet {sheet} to be replaced")
        return self._inner.replace_sheet(template, sheet)

    def adopt_column(self, template: Path, table: str, header: str) -> str:
        self._open_table(table)
        return self._inner.adopt_column(template, table, header)

    def adopt_cells(self, template: Path, sheet: str, moves: Mapping[str, str]) -> None:
        self._open(sheet)
        self._inner.adopt_cells(template, sheet, moves)

    def adopt_validations(self, template: Path, table: str) -> list[str]:
        self._before_writing()
        return self._inner.adopt_validations(template, table)

    def replace_number_formats(self, codes: Mapping[str, str], areas: Sequence[tuple[str, str]]) -> bool:
        for sheet, _ in areas:
            self._open(sheet)
        return self._inner.replace_number_formats(codes, areas)

    def custom_property(self, name: str) -> str | None:
        return self._inner.custom_property(name)

    def set_custom_property(self, name: str, value: str) -> None:
        self._before_writing()
        self._inner.set_custom_property(name, value)

    def keep_original(self, label: str) -> None:
        self._inner.keep_original(label)

    def keep_copy(self, label: str) -> Path | None:
        return self._inner.keep_copy(label)

    def copy_file(self, to: Path) -> None:
        self._inner.copy_file(to)

    def keep_before(self, command: str, moment: dt.datetime) -> str:
        return self._inner.keep_before(command, moment)

    def save(self, path: Path | None = None) -> Path:
        return self._inner.save(path)

    def close(self) -> None:
        self._inner.close()

    def protect_again(self) -> list[str]:
        """Protect what was opened, every sheet whatever happens to the others; a line for each failure."""
        failures = []
        for sheet, before in self._opened.items():
            try:
                self._native.protect(self._inner.sheet(sheet), before)
            except Exception as error:  # noqa: BLE001 - the other sheets must be protected all the same
                failures.append(f"The sheet {sheet} could not be protected again: {error}. Review, Protect Sheet.")
        self._opened.clear()
        self._open_anyway.clear()
        return failures

    def _open_table(self, name: str) -> None:
        place = self._inner.find_table(name)
        if place is not None:  # the port says which table is missing
            self._open(place.sheet)

    def _open(self, name: str) -> None:
        self._before_writing()
        if name in self._opened or name in self._open_anyway:
            return
        try:
            sheet = self._inner.sheet(name)
        except NoSuchSheet:  # the port says so once more
            return
        before = self._native.state(sheet)
        if before is None:
            self._open_anyway.add(name)
            return
        self._say_before({"opened": [*self._opened, name]})
        try:
            self._native.unprotect(sheet)
            still = self._native.state(sheet) is not None
        except Exception as error:
            raise self._has_password(name) from error
        if still:
            raise self._has_password(name)
        self._opened[name] = before

    def _has_password(self, sheet: str) -> SheetHasPassword:
        return SheetHasPassword(
            where=f"sheet {sheet}", found="protected with a password", expected="protection without one",
            remedy="unprotect the sheet (Review, Unprotect Sheet) and press the button again",
        )

    def _refuse_protected_structure(self, needed: str) -> None:
        self._before_writing()
        if self._native.structure_is_protected(self._inner.book):
            raise StructureIsProtected(
                where=self.name, found="a protected workbook structure", expected=needed,
                remedy="unprotect the workbook (Review, Protect Workbook) and press the button again",
            )
