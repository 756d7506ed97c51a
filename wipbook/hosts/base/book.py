"""The open books of an app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xlwings import base_classes

from wipbook.hosts.base.collection import Collection, One


class XlwingsBooks(Collection[One], base_classes.Books):
    """Found by the name of the file, with or without its extension."""

    @staticmethod
    def _goes_by(one: Any) -> tuple[str, ...]:
        return one.name, Path(one.name).stem

    def open(self, fullname: str, *args: Any, **options: Any) -> One:
        """Open a workbook file; a password and other options of Excel are refused."""
        if any(value is not None for value in (*args, *options.values())):
            self._refuse("Books.open with options", "open the file with its path alone")
        return self._opened(Path(fullname))

    def _opened(self, path: Path) -> One:
        raise NotImplementedError
