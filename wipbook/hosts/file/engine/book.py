"""Books of the file engine: each is a ``FileWorkbook``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xlwings import base_classes

from wipbook.hosts.base.book import XlwingsBooks
from wipbook.hosts.base.unsupported import Refusing
from wipbook.hosts.file.engine.name import FileNames
from wipbook.hosts.file.engine.sheet import FileSheets
from wipbook.hosts.file.engine.unsupported import refuse, refuse_the_rest
from wipbook.hosts.file.workbook import BACKUPS, FileWorkbook

if TYPE_CHECKING:
    from wipbook.hosts.file.engine.engine import FileApp


@refuse_the_rest
class FileBooks(XlwingsBooks["FileBook"]):
    """The open books of an app."""

    app: FileApp

    def __init__(self, app: FileApp) -> None:
        self.app, self._books = app, list[FileBook]()

    @property
    def active(self) -> FileBook | None:
        return self._books[-1] if self._books else None

    def _list(self) -> list[FileBook]:
        return self._books

    def add(self) -> FileBook:
        refuse("Books.add", "copy the template workbook, then open the copy")

    def _opened(self, path: Path) -> FileBook:
        return self.adopt(FileWorkbook(path, backups=BACKUPS))

    def adopt(self, workbook: FileWorkbook) -> FileBook:
        """A book on an open ``FileWorkbook``."""
        book = FileBook(self, workbook)
        self._books.append(book)
        return book

    def drop(self, book: FileBook) -> None:
        if book in self._books:
            self._books.remove(book)

    def front(self, book: FileBook) -> None:
        self.drop(book)
        self._books.append(book)


@refuse_the_rest
class FileBook(Refusing, base_classes.Book):
    """A workbook file as xlwings sees it; ``workbook`` is the port underneath."""

    def __init__(self, books: FileBooks, workbook: FileWorkbook) -> None:
        self._books, self.workbook = books, workbook
        self.active_sheet: str | None = None

    @property
    def app(self) -> FileApp:
        return self._books.app

    @property
    def name(self) -> str:
        return self.workbook.name

    @property
    def fullname(self) -> str:
        return str(self.workbook.path)

    @property
    def sheets(self) -> FileSheets:
        return FileSheets(self)

    def sheet_names(self) -> list[str]:
        return self.workbook.sheets()

    @property
    def names(self) -> FileNames:
        return FileNames(self, None)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save in place or under another name; see ``FileWorkbook.save``."""
        if password:
            refuse("Book.save with a password", "set the password in Excel")
        if path is not None and Path(path).suffix.lower() != Path(self.name).suffix.lower():
            refuse("Book.save in another format", f"keep the extension {Path(self.name).suffix}")
        self.workbook.save(None if path is None else Path(path))

    def close(self) -> None:
        """Close without saving."""
        self.workbook.close()
        self._books.drop(self)

    def activate(self) -> None:
        self._books.front(self)
