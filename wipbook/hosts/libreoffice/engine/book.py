"""Books: each is a document open in the office."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from wipbook.hosts.base.book import XlwingsBooks
from wipbook.hosts.base.unsupported import Refusing
from wipbook.hosts.libreoffice.bridge import properties, uno
from wipbook.hosts.libreoffice.engine.formulas import Formulas
from wipbook.hosts.libreoffice.engine.name import OfficeNames
from wipbook.hosts.libreoffice.engine.protection import writable
from wipbook.hosts.libreoffice.engine.sheet import OfficeSheet, OfficeSheets
from wipbook.hosts.libreoffice.engine.table import Place
from wipbook.hosts.libreoffice.engine.unsupported import refuse, refuse_the_rest
from wipbook.hosts.libreoffice.engine.values import NumberFormats
from wipbook.hosts.libreoffice.faults import OfficeCannotOpen
from wipbook.hosts.libreoffice.main_thread import in_main_thread, load
from wipbook.ooxml.faults import WorkbookOpenElsewhere
from wipbook.ooxml.saving.locks import refuse_if_open_elsewhere

if TYPE_CHECKING:
    from wipbook.hosts.libreoffice.engine.app import OfficeApp

_FILTER = "Calc MS Excel 2007 XML"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
#: LibreOffice's own name for a filter or a sorted list that is no table.
_NO_TABLE = "__Anonymous_Sheet_DB__"
_FORMULA = 16  # com.sun.star.sheet.CellFlags


@refuse_the_rest
class OfficeBooks(XlwingsBooks["OfficeBook"]):
    """The spreadsheets open in the office."""

    app: OfficeApp

    def __init__(self, app: OfficeApp) -> None:
        self.app = app
        self._known: dict[str, OfficeBook] = {}

    def _list(self) -> list[OfficeBook]:
        components, found = self.app.desktop.getComponents().createEnumeration(), []
        while components.hasMoreElements():
            document = components.nextElement()
            if hasattr(document, "supportsService") and document.supportsService(_CALC):
                found.append(self.on(document))
        return found

    def on(self, document: Any) -> OfficeBook:
        """The book on an open document, the same one every time."""
        return self._known.setdefault(document.RuntimeUID, OfficeBook(self, document))

    @property
    def active(self) -> OfficeBook | None:
        document = self.app.desktop.getCurrentComponent()
        if document is not None and hasattr(document, "supportsService") and document.supportsService(_CALC):
            return self.on(document)
        known = self._list()
        return known[-1] if known else None

    def add(self) -> OfficeBook:
        """A new, blank document."""
        return self._load("private:factory/scalc", "a new document")

    def _opened(self, path: Path) -> OfficeBook:
        """Without a window; to read only when somebody has it open. Errors: OfficeCannotOpen."""
        path = path.absolute()
        try:
            refuse_if_open_elsewhere(path)
        except WorkbookOpenElsewhere as error:
            book = self._load(path.as_uri(), str(path), ReadOnly=True)
            book.why_read_only = error
            return book
        return self._load(path.as_uri(), str(path))

    def _load(self, url: str, what: str, **how: bool) -> OfficeBook:
        try:
            document, reason = self._document(url, Hidden=True, **how), ""
        except Exception as error:  # noqa: BLE001 - UNO's exceptions have no class of ours before the office is there
            document, reason = None, str(error)
        if document is None or not document.supportsService(_CALC):
            raise OfficeCannotOpen(where=what, found=reason or "nothing that LibreOffice Calc opens",
                                   expected="a workbook", remedy="open it in LibreOffice by hand")
        return self.on(document)

    def _document(self, url: str, **how: bool) -> Any:
        if self.app.is_ours:
            return load(self.app.create, url, **how)
        # a button of the window: it is in the main thread already
        return self.app.desktop.loadComponentFromURL(url, "_blank", 0, properties(**how))

    def forget(self) -> None:
        """Look anew at every document: the user has worked in them since."""
        self._known.clear()

    def drop(self, book: OfficeBook) -> None:
        self._known = {uid: one for uid, one in self._known.items() if one is not book}


@refuse_the_rest
class OfficeBook(Refusing, base_classes.Book):
    """A document as xlwings sees it; ``document`` is LibreOffice's own."""

    def __init__(self, books: OfficeBooks, document: Any) -> None:
        self._books, self.document = books, document
        self.formulas = Formulas(document, books.app.create("sheet.FormulaOpCodeMapper"))
        self.formats = NumberFormats(document)
        self._tables: dict[str, Place] | None = None
        self._sheets: dict[str, Any] = {}
        self.why_read_only: WorkbookOpenElsewhere | None = None

    @property
    def app(self) -> OfficeApp:
        return self._books.app

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def fullname(self) -> str:
        return str(uno().fileUrlToSystemPath(self.document.URL)) if self.document.URL else str(self.document.Title)

    @property
    def sheets(self) -> OfficeSheets:
        return OfficeSheets(self)

    def sheet_names(self) -> list[str]:
        return list(self.document.Sheets.ElementNames)

    @property
    def names(self) -> OfficeNames:
        return OfficeNames(self)

    def tables(self) -> dict[str, Place]:
        """Where every table is. Kept, as each question to the office costs a quarter of a millisecond; a book lives as
        long as a command does, and nobody else moves them meanwhile."""
        if self._tables is None:
            names, ranges = self.sheet_names(), self.document.DatabaseRanges
            self._tables = {}
            for name in ranges.ElementNames:
                if not name.startswith(_NO_TABLE):
                    native = ranges.getByName(name)
                    place = native.DataArea
                    area = OfficeSheet.area_of(place)
                    if 0 <= place.Sheet < len(names):  # of a sheet deleted by hand the range may stay behind
                        self._tables[name] = Place(names[place.Sheet], area, bool(native.TotalsRow))
        return self._tables

    def native_sheet(self, name: str) -> Any:
        """LibreOffice's own sheet, kept like the places of tables."""
        if name not in self._sheets:
            self._sheets[name] = self.document.Sheets.getByName(name)
        return self._sheets[name]

    def forget(self) -> None:
        """Sheets or tables have moved."""
        self._tables = None
        self._sheets.clear()

    def settle(self) -> None:
        """Calculate what waits for it: what is read is true whatever the calculation mode."""
        if not self.app.calculates:
            self.document.calculate()

    def take_in(self, sheet: OfficeSheet, index: int) -> None:
        """Bring a sheet of another document in at a 0-based place.

        Errors: ``NotOnThisHost`` when this one has few of the sheets there: what the sheet's formulas speak of would
        be missing, and LibreOffice itself may fall over such an import.
        """
        source = sheet.book
        if len(set(source.sheet_names()) & set(self.sheet_names())) < len(source.sheet_names()) / 2:
            refuse(f"the sheet {sheet.name} in {self.name}, a workbook of another kind",
                   f"open a workbook that has the other sheets of {source.name}")
        documents = (self.document, source.document)
        for document in documents:  # nothing draws or updates meanwhile: charts of the sheet are half there
            document.lockControllers()
            document.addActionLock()
        try:
            bring_in = partial(self.document.Sheets.importSheet, source.document, sheet.name, index)
            if self.app.is_ours:
                in_main_thread(self.app.create, bring_in)
            else:  # a button of the window: it is there already
                bring_in()
        finally:
            for document in documents:
                document.removeActionLock()
                document.unlockControllers()
        mine, known = self.document.Sheets.getByIndex(index), self.document.DatabaseRanges
        for name, place in source.tables().items():
            if place.sheet == sheet.name and not known.hasByName(name):
                cells = OfficeSheet(self, mine.Name).over(place.area).cells_of()
                known.addNewByName(name, cells.RangeAddress)
                known.getByName(name).ContainsHeader = True
        self.forget()
        # What was imported still points into the other document; the same words mean the sheets of this one.
        for block in sheet.native.queryContentCells(_FORMULA).getRangeAddresses():
            corners = (block.StartColumn, block.StartRow, block.EndColumn, block.EndRow)
            texts = sheet.native.getCellRangeByPosition(*corners).getFormulaArray()
            with writable(mine):
                mine.getCellRangeByPosition(*corners).setFormulaArray(texts)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save as .xlsx, as LibreOffice writes it: table styles and calculated columns are lost. Never deliver such a
        file. Errors: ``WorkbookOpenElsewhere``."""
        if password:
            refuse("Book.save with a password")
        if path is None and self.why_read_only is not None:
            raise self.why_read_only
        target = Path(path).absolute().as_uri() if path else self.document.URL
        if not target:
            refuse("Book.save of a new document without a path", "name a path")
        self.document.storeAsURL(target, properties(FilterName=_FILTER))

    def close(self) -> None:
        """Close without saving."""
        self._books.drop(self)
        self.document.setModified(False)
        self.document.close(True)

    def activate(self, steal_focus: bool = False) -> None:
        controller = self.document.getCurrentController()
        if controller is not None:
            controller.Frame.activate()
