"""Books of the file engine: each is a ``FileWorkbook``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from wipbook.hosts.file.engine.name import FileNames
from wipbook.hosts.file.engine.sheet import FileSheets
from wipbook.hosts.file.engine.unsupported import refuse, refuse_the_rest
from wipbook.hosts.file.workbook import BACKUPS, FileWorkbook

if TYPE_CHECKING:
    from wipbook.hosts.file.engine.engine import FileApp


@refuse_the_rest(base_classes.Books)
class FileBooks(base_classes.Books):
    """The open books of an app."""

    app: FileApp

    def __init__(self, app: FileApp) -> None:
        self.app, self._books = app, list[FileBook]()

    @property
    def active(self) -> FileBook | None:
        return self._books[-1] if self._books else None

    def __call__(self, name_or_index: str | int) -> FileBook:
        if isinstance(name_or_index, int):
            return self._books[name_or_index - 1]
        for book in self._books:
            if book.name.lower() == name_or_index.lower() or Path(book.name).stem.lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._books)

    def __iter__(self) -> Iterator[FileBook]:
        return iter(self._books)

    def add(self) -> FileBook:
        refuse("Books.add", "copy the template workbook, then open the copy")

    def open(self, fullname: str, *args: Any, **options: Any) -> FileBook:
        """Open a workbook file; a password and other options of Excel are refused."""
        if any(value is not None for value in (*args, *options.values())):
            refuse("Books.open with options", "open the file with its path alone")
        return self.adopt(FileWorkbook(Path(fullname), backups=BACKUPS))

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


@refuse_the_rest(base_classes.Book)
class FileBook(base_classes.Book):
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
