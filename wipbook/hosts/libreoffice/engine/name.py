"""Defined names of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wipbook.hosts.base.name import Name, Names
from wipbook.hosts.libreoffice.bridge import struct
from wipbook.hosts.libreoffice.engine.unsupported import refuse, refuse_the_rest

if TYPE_CHECKING:
    from wipbook.hosts.libreoffice.engine.book import OfficeBook


@refuse_the_rest
class OfficeNames(Names["OfficeName"]):
    """The names of the whole document."""

    def __init__(self, book: OfficeBook) -> None:
        self._book = book

    def _list(self) -> list[OfficeName]:
        return [OfficeName(self._book, name) for name in self._book.document.NamedRanges.ElementNames]

    def add(self, name: str, refers_to: str) -> OfficeName:
        """A new name for what a formula says (``=Home!$B$9``)."""
        content = self._book.formulas.to_office(refers_to, 0)[1:]
        self._book.document.NamedRanges.addNewByName(name, content, struct("table.CellAddress"), 0)
        return OfficeName(self._book, name)


@refuse_the_rest
class OfficeName(Name):
    """A defined name."""

    _book: OfficeBook

    def __init__(self, book: OfficeBook, name: str) -> None:
        self._book, self._key = book, name

    @property
    def name(self) -> str:
        return self._key

    @name.setter
    def name(self, value: str) -> None:
        if value != self._key:
            refuse("Name.name")

    @property
    def refers_to(self) -> str:
        """As Excel says it: ``=Home!$B$9``."""
        return self._book.formulas.of_name(self._book.document.NamedRanges.getByName(self._key).Content)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._book.document.NamedRanges.getByName(self._key).Content = self._book.formulas.to_office(value, 0)[1:]
