"""openpyxl as an independent reader, as quick as it can be: what it says of a workbook is what it always says."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.reader.workbook import WorkbookParser


def sheet_of(path: Path | str, name: str, *, data_only: bool = False) -> Any:
    """One sheet of a workbook as ``openpyxl.load_workbook(path, data_only=data_only)[name]`` reads it."""
    return sheets_of(path, name, data_only=data_only)[name]


def sheets_of(path: Path | str, *names: str, data_only: bool = False) -> Any:
    """The workbook as openpyxl reads it, with all that is on some sheets; the others, of which nobody asks, are not
    read, nor is what the workbook's names mean."""
    reader = _SomeSheets(path, data_only=data_only)
    reader.only = names
    reader.read()
    return reader.wb


class _SomeSheets(ExcelReader):  # type: ignore[misc]
    only: tuple[str, ...] = ()

    def read_workbook(self) -> None:
        super().read_workbook()
        self.parser.sheets = [sheet for sheet in self.parser.sheets if sheet.name in self.only]
        self.parser.assign_names = lambda: None  # they count the sheets


def read_pivots_once() -> None:
    """openpyxl reads the caches of all pivots anew for each sheet: a third of the time that our template takes."""
    once = cached_property(WorkbookParser.pivot_caches.fget)
    once.__set_name__(WorkbookParser, "pivot_caches")
    WorkbookParser.pivot_caches = once
