"""Defined names of a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xlwings import base_classes

from wipbook.hosts.libreoffice.engine.unsupported import refuse, refuse_the_rest

if TYPE_CHECKING:
    from wipbook.hosts.libreoffice.engine.book import OfficeBook
    from wipbook.hosts.libreoffice.engine.cells import OfficeRange


@refuse_the_rest(base_classes.Names)
class OfficeNames(base_classes.Names):
    """The names of the whole document."""

    def __init__(self, book: OfficeBook) -> None:
        self._book = book

    def __call__(self, name_or_index: str | int) -> OfficeName:
        known = list(self._book.document.NamedRanges.ElementNames)
        if isinstance(name_or_index, int):
            return OfficeName(self._book, known[name_or_index - 1])
        for name in known:
            if name.lower() == name_or_index.lower():
                return OfficeName(self._book, name)
        raise KeyError(name_or_index)

    def contains(self, name_or_index: str | int) -> bool:
        try:
            self(name_or_index)
        except (KeyError, IndexError):
            return False
        return True

    def __len__(self) -> int:
        return int(self._book.document.NamedRanges.Count)

    def __iter__(self) -> Iterator[OfficeName]:
        return (OfficeName(self._book, name) for name in self._book.document.NamedRanges.ElementNames)


@refuse_the_rest(base_classes.Name)
class OfficeName(base_classes.Name):
    """A defined name."""

    def __init__(self, book: OfficeBook, name: str) -> None:
        self._book, self._name = book, name

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        if value != self._name:
            refuse("Name.name")

    @property
    def refers_to(self) -> str:
        """As Excel says it: ``=Home!$B$9``."""
        return self._book.formulas.of_name(self._book.document.NamedRanges.getByName(self._name).Content)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._book.document.NamedRanges.getByName(self._name).Content = self._book.formulas.to_office(value, 0)[1:]

    @property
    def refers_to_range(self) -> OfficeRange:
        sheet, _, address = self.refers_to.removeprefix("=").rpartition("!")
        try:
            return self._book.sheets(sheet.strip("'").replace("''", "'")).range(address)
        except (ValueError, KeyError):
            refuse(f"Name.refers_to_range of {self._name}", f"it refers to {self.refers_to}, which is no area of cells")
