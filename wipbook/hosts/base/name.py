"""Defined names, and what they refer to."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from wipbook.hosts.base.collection import Collection, One
from wipbook.hosts.base.unsupported import Refusing


class Names(Collection[One], base_classes.Names):
    """A name that is local to a sheet is shown with the sheet, and found without it as well."""

    @staticmethod
    def _goes_by(one: Any) -> tuple[str, ...]:
        name = str(one.name)
        return name, name.split("!")[-1]

    def contains(self, name_or_index: str | int) -> bool:
        try:
            self(name_or_index)
        except (KeyError, IndexError):
            return False
        return True


class Name(Refusing, base_classes.Name):
    """A defined name; ``_key`` is the name without any sheet."""

    _book: Any
    _key: str

    @property
    def refers_to_range(self) -> Any:
        sheet, _, address = self.refers_to.removeprefix("=").rpartition("!")
        try:
            return self._book.sheets(sheet.strip("'").replace("''", "'")).range(address)
        except (ValueError, KeyError):
            self._refuse(f"Name.refers_to_range of {self._key}",
                         f"it refers to {self.refers_to}, which is no area of cells")
