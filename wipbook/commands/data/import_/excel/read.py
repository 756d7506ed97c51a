"""Excel sources, read as text so that codes keep what is left of them."""

from __future__ import annotations

import io
from pathlib import Path

import fastexcel
import polars as pl

from wipbook.commands.data.import_.errors import SourceUnreadable, UnknownSource, nearest
from wipbook.commands.data.import_.excel.apart import read_apart
from wipbook.commands.data.import_.mapping import Source
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import NotAWorkbook, StrictWorkbook, UnsupportedMarkup
from wipbook.ooxml.table.one_sheet import SHEET, one_sheet
from wipbook.ooxml.table.read import be_quiet

EXCEL_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_GUARDED = (".xlsx", ".xlsm")


def read_excel(path: Path, source: Source) -> pl.DataFrame:
    """One sheet as text columns: numbers in shortest form, dates as ``YYYY-MM-DD``, blank cells null.

    What the guard of workbook files knows is read behind it; other formats and dialects in a process of their own,
    which may fail without harm.

    Errors: ``SourceUnreadable``, ``UnknownSource`` when the sheet does not exist, and those of
    ``wipbook.ooxml.faults``.
    """
    if path.suffix.lower() in _GUARDED:
        try:
            return _read_guarded(path, source)
        except (NotAWorkbook, StrictWorkbook, UnsupportedMarkup):
            pass  # another format under this name, or a dialect that is not edited but can be read
    answer = read_apart(path, source.sheet, source.header_row)
    if answer.names is not None:
        raise _no_such_sheet(path, source.sheet, answer.names)
    if answer.fault:
        raise _unreadable(path, answer.fault)
    return pl.read_ipc(io.BytesIO(answer.frame))


def _read_guarded(path: Path, source: Source) -> pl.DataFrame:
    document = Document(path)
    try:
        names = [entry.name for entry in document.entries() if document.is_worksheet(entry.name)]
        if (source.sheet and source.sheet not in names) or not names:
            raise _no_such_sheet(path, source.sheet, names)
        content = one_sheet(document, source.sheet or names[0])
    finally:
        document.package.close()
    be_quiet()
    try:
        reader = fastexcel.read_excel(content)
        return pl.DataFrame(reader.load_sheet(SHEET, header_row=source.header_row - 1, dtypes="string"))
    except fastexcel.FastExcelError as fault:
        raise _unreadable(path, str(fault)) from fault


def _no_such_sheet(path: Path, sheet: str, names: list[str]) -> UnknownSource:
    return UnknownSource(
        where=path.name,
        found=f"no sheet {sheet!r}" if sheet else "no sheet with cells",
        expected="the sheet the mapping names",
        remedy=nearest(sheet, names) if names else "give a workbook with such a sheet",
    )


def _unreadable(path: Path, fault: str) -> SourceUnreadable:
    return SourceUnreadable(
        where=path.name,
        found=" ".join(fault.split("\n", 1)[0].split())[:300] or "nothing that can be read",
        expected="a readable Excel file",
        remedy="open it in Excel and save it again",
    )
