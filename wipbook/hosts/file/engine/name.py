"""Defined names of a book or of one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wipbook.hosts.base.name import Name, Names
from wipbook.hosts.file.engine.unsupported import refuse, refuse_the_rest
from wipbook.ooxml import workbook as parts
from wipbook.ooxml.sheet.sheet_parts import delete_name, set_local_name

if TYPE_CHECKING:
    from wipbook.hosts.file.engine.book import FileBook


@refuse_the_rest
class FileNames(Names["FileName"]):
    """Names of the workbook, or (``sheet`` its 0-based index) those local to a sheet; built-in ones left out."""

    def __init__(self, book: FileBook, sheet: int | None) -> None:
        self._book, self._sheet = book, sheet

    def _list(self) -> list[FileName]:
        return [
            FileName(self._book, one.name, one.sheet)
            for one in parts.defined_names(self._book.workbook.document.workbook)
            if not one.name.startswith("_xlnm.") and (self._sheet is None or one.sheet == self._sheet)
        ]

    def add(self, name: str, refers_to: str) -> FileName:
        set_local_name(self._book.workbook.document, name.split("!")[-1], refers_to, self._sheet)
        return FileName(self._book, name.split("!")[-1], self._sheet)


@refuse_the_rest
class FileName(Name):
    """A defined name."""

    def __init__(self, book: FileBook, key: str, sheet: int | None) -> None:
        self._book, self._key, self._sheet = book, key, sheet

    @property
    def name(self) -> str:
        """The name; one that is local to a sheet is shown with the sheet, as Excel does."""
        if self._sheet is None:
            return self._key
        return f"{_quoted(self._book.workbook.sheets()[self._sheet])}!{self._key}"

    @name.setter
    def name(self, value: str) -> None:
        refuse("Name.name", "rename it in Excel, which adjusts the formulas that use it")

    @property
    def refers_to(self) -> str:
        for one in parts.defined_names(self._book.workbook.document.workbook):
            if one.name == self._key and one.sheet == self._sheet:
                return "=" + one.text
        raise KeyError(self._key)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        set_local_name(self._book.workbook.document, self._key, value, self._sheet)

    def delete(self) -> None:
        delete_name(self._book.workbook.document, self._key, self._sheet)


def _quoted(sheet: str) -> str:
    return (
        sheet if sheet.replace("_", "a").isalnum() and not sheet[0].isdigit() else "'" + sheet.replace("'", "''") + "'"
    )
