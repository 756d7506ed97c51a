"""Workbooks, sheets, tables and names of Excel's object model, over workbook files: what wipbook asks of them."""

# ruff: noqa: N802, N803
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import xlwings

from tests.excel_in_miniature.cells import MONEY, Com, Range
from tests.excel_in_miniature.filtering import AutoFilter
from tests.excel_in_miniature.windows import ComError, engine
from wipbook.hosts.file.engine.engine import FileEngine
from wipbook.ooxml.address import Area
from wipbook.ooxml.sheet.worksheet import style_of


class Application(Com):
    """``spills`` says whether this Excel has Formula2; ``asked`` is what it asked in dialogs."""

    Hwnd = 1
    ScreenUpdating, Calculation, StatusBar = True, -4105, False

    def __init__(self, spills: bool = True) -> None:
        self.spills, self.asked = spills, list[str]()
        self.open: list[Workbook] = []
        self.DisplayAlerts = True

    @property
    def Workbooks(self) -> Workbooks:
        return Workbooks(self)


class Many(Com):
    """A collection: by number from 1 or by name, whatever its case."""

    def _list(self) -> list[Any]:
        raise NotImplementedError

    def __call__(self, key: int | str) -> Any:
        return self.Item(key)

    def Item(self, key: int | str) -> Any:
        if isinstance(key, int):
            return self._list()[key - 1]
        for one in self._list():
            if one.Name.lower() == key.lower():
                return one
        raise ComError("Subscript out of range")

    @property
    def Count(self) -> int:
        return len(self._list())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._list())


class Workbooks(Many):
    def __init__(self, app: Application) -> None:
        self._app = app

    def _list(self) -> list[Any]:
        return self._app.open

    def Open(self, path: str, *options: Any) -> Workbook:
        return Workbook(self._app, Path(path))


class Workbook(Com):
    """``chart`` is another workbook that a chart of this one still shows."""

    def __init__(self, app: Application, path: Path) -> None:
        self.app, self.file = app, FileEngine().apps.add().books.open(str(path))
        self.known: dict[str, Worksheet] = {}
        self.linked_names: dict[str, str] = {}
        self.chart: str | None = None
        self.saved_as = ""
        self.linkable = True
        app.open.append(self)

    Application = property(lambda self: self.app)
    Name = property(lambda self: self.file.name)
    ProtectStructure = False

    @property
    def FullName(self) -> str:
        return self.saved_as or str(self.file.fullname)

    @property
    def Date1904(self) -> bool:
        return bool(self.file.workbook.document.date1904)

    @property
    def Worksheets(self) -> Worksheets:
        return Worksheets(self)

    @property
    def Names(self) -> Names:
        return Names(self)

    def PivotCaches(self) -> PivotCaches:
        return PivotCaches(self)

    def LinkSources(self, kind: int) -> tuple[str, ...] | None:
        texts = [text for sheet in self.known.values() for text in sheet.texts.values()]
        texts += self.linked_names.values()
        found = {match for text in texts for match in re.findall(r"\[(.*?\.xlsx)\]", text)}
        return tuple(sorted(found | ({self.chart} if self.chart else set()))) or None

    def ChangeLink(self, name: str, new: str, kind: int) -> None:
        assert new == self.FullName
        if self.linkable and name == self.chart:
            self.chart = None

    def Close(self, SaveChanges: bool) -> None:
        self.app.open.remove(self)
        self.file._books.drop(self.file)

    def CustomDocumentProperties(self, name: str) -> Any:
        raise ComError("no such property")


class PivotCaches(Com):
    """The caches of the file, which are as the file says; one that is refreshed is counted."""

    def __init__(self, book: Workbook) -> None:
        package = book.file.workbook.document.package
        self.of = [re.findall(rb'worksheetSource name="(.*?)"', package.read(name))[0].decode()
                   for name in package.names() if "pivotCacheDefinition" in name and name.endswith(".xml")]

    @property
    def Count(self) -> int:
        return len(self.of)

    def Item(self, number: int) -> PivotCache:
        return PivotCache(self.of[number - 1])


class PivotCache(Com):
    refreshed: ClassVar[list[str]] = []

    def __init__(self, source: str) -> None:
        self.SourceData = source

    def Refresh(self) -> None:
        self.refreshed.append(self.SourceData)


class Worksheets(Many):
    def __init__(self, book: Workbook) -> None:
        self._book = book

    def _list(self) -> list[Any]:
        return [self._book.known.setdefault(one.name, Worksheet(self._book, one)) for one in self._book.file.sheets]


class Worksheet(Com):
    """``texts`` are formulas that only Excel has: with an @, or into another workbook. ``sheet_filter`` is that of the
    sheet, ``advanced`` an advanced filter in place, ``hidden`` the rows and ``hidden_columns`` the columns that
    nobody sees."""

    ProtectContents = ProtectDrawingObjects = ProtectScenarios = False
    EnableSelection = 0

    def __init__(self, book: Workbook, file: Any) -> None:
        self.book, self.file = book, file
        self.texts: dict[tuple[int, int], str] = {}
        self.hidden: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.sheet_filter: AutoFilter | None = None
        self.advanced = False
        self._tables: dict[str, ListObject] = {}

    Name = property(lambda self: self.file.name)
    Parent = property(lambda self: self.book)
    Index = property(lambda self: self.file.index)

    @property
    def Visible(self) -> int:
        return -1 if self.file.visible else 0

    @Visible.setter
    def Visible(self, value: bool) -> None:
        self.file.visible = bool(value)

    def Range(self, first: Any, second: Any = None) -> Range:
        if second is not None:
            first = f"{first.Address}:{second.Address}"
        assert len(first) <= 255, "Excel takes no longer address"
        try:
            return Range(self, *(self.file._area(one) for one in first.split(",")))
        except ValueError:
            raise ComError(f"Method 'Range' of object '_Worksheet' failed: {first}") from None

    def Cells(self, row: int, column: int) -> Range:
        return Range(self, Area(row, column, row, column))

    @property
    def UsedRange(self) -> Range:
        return Range(self, self.file.used_range.area)

    @property
    def ListObjects(self) -> ListObjects:
        return ListObjects(self)

    def tables(self) -> list[ListObject]:
        return [self._tables.setdefault(one.name, ListObject(self, one)) for one in self.file.tables]

    @property
    def AutoFilterMode(self) -> bool:
        return self.sheet_filter is not None

    @property
    def AutoFilter(self) -> AutoFilter | None:
        return self.sheet_filter

    @property
    def FilterMode(self) -> bool:
        return self.advanced or (self.sheet_filter is not None and self.sheet_filter.FilterMode)

    def filter_over(self, area: Area) -> AutoFilter:
        return next(
            one for one in [*(table.filter for table in self.tables()), self.sheet_filter]
            if one is not None and one.area == area
        )

    def money_in(self, area: Area) -> set[tuple[int, int]]:
        """Cells whose format shows money."""
        document = self.book.file.workbook.document
        worksheet = document.worksheet(self.Name)
        codes: dict[int, bool] = {}
        found = set()
        for row, column, cell in worksheet.cells_in(area):
            style = int(style_of(cell) or 0)
            if style not in codes:
                codes[style] = MONEY.search(document.styles.number_format(style)) is not None
            if codes[style]:
                found.add((row, column))
        return found

    def forget_texts(self, area: Area) -> None:
        self.texts = {at: text for at, text in self.texts.items() if not area.holds(*at)}

    def refuse_protected(self) -> None:
        if self.ProtectContents:
            raise ComError("The cell is protected.")

    def Copy(self, Before: Worksheet | None = None, After: Worksheet | None = None) -> None:
        """What the copy says of other sheets it says of the workbook it came from. Where both have a name, Excel asks
        which to take."""
        target = (Before or After).book  # type: ignore[union-attr]
        if self.book.app.DisplayAlerts:
            self.book.app.asked.append("The name 'header_line' already exists.")
        self.file.copy(Before and Before.file, After and After.file)
        copied = target.Worksheets(self.Name)
        formulas = copied.file.over(copied.file.used_range.area)
        for r, row in enumerate(formulas._formulas(), formulas.row):
            for c, text in enumerate(row, formulas.column):
                if isinstance(text, str) and text.startswith("=") and ("!" in text or "[" in text):
                    copied.texts[r, c] = _into(text, self.book.Name)
        target.linked_names["copied_name"] = f"='[{self.book.Name}]Bill of Materials'!$B$9"


class ListObjects(Many):
    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet

    def _list(self) -> list[Any]:
        return self._sheet.tables()


class ListObject(Com):
    def __init__(self, sheet: Worksheet, file: Any) -> None:
        self.sheet, self.file = sheet, file
        self.filter = AutoFilter(sheet, lambda: self.file.range.area)
        self.sorted_by = [("qty", 1)]

    Name = property(lambda self: self.file.name)
    Parent = property(lambda self: self.sheet)
    ShowTotals = property(lambda self: self.file.show_totals)
    ShowHeaders = property(lambda self: self.file.show_headers)

    @property
    def Range(self) -> Range:
        return Range(self.sheet, self.file.range.area)

    @property
    def AutoFilter(self) -> AutoFilter | None:
        return self.filter

    def Resize(self, cells: Range) -> None:
        self.file.resize(SimpleNamespace(impl=SimpleNamespace(area=cells.area)))


class Names(Many):
    def __init__(self, book: Workbook) -> None:
        self._book = book

    def _list(self) -> list[Any]:
        linked = [Name(self._book, None, name) for name in self._book.linked_names]
        return [*(Name(self._book, one, one.name) for one in self._book.file.names), *linked]

    def Add(self, name: str, refers_to: str) -> Name:
        return Name(self._book, self._book.file.names.add(name, refers_to), name)


class Name(Com):
    def __init__(self, book: Workbook, file: Any, name: str) -> None:
        self._book, self._file, self.Name = book, file, name

    @property
    def RefersTo(self) -> str:
        return str(self._file.refers_to if self._file is not None else self._book.linked_names[self.Name])

    @RefersTo.setter
    def RefersTo(self, text: str) -> None:
        if self._file is not None:
            self._file.refers_to = text
        else:
            self._book.linked_names[self.Name] = text


def _into(text: str, book: str) -> str:
    """A formula of a copy: what it says of other sheets and tables, with the workbook it came from."""
    text = re.sub(r"'([^']+)'!", rf"'[{book}]\1'!", text)
    text = re.sub(r"(?<![\w'\]])([A-Za-z]\w*)!", rf"[{book}]\1!", text)
    return re.sub(r"(?<![\w!\]])([A-Za-z]\w*)(\[)(?=[A-Za-z#\[])", rf"{book}!\1\2", text)


def excel_book(path: Path, spills: bool = True) -> Any:
    """A workbook file as an ``xlwings.Book`` of Excel for Windows."""
    return xlwings.Book(impl=engine().Book(xl=Workbook(Application(spills), path)))
