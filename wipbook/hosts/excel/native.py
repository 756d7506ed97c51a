"""What Excel's own objects say beyond xlwings: numbers as they are stored, hidden rows in one question, formulas that
spill. Other engines, and an Excel that is too old, answer in the words of xlwings."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Any

from wipbook.port.tables import TablePlace

_VISIBLE = 12  # XlCellType.xlCellTypeVisible
_LINKS = 1  # XlLink.xlExcelLinks


class Native:
    """An engine of which nothing more is known than xlwings says."""

    date1904: bool = False
    """Whether the bare number of a day counts from 1904. An engine of ours hands days over as days."""

    def __init__(self, book: Any) -> None:
        self.book = book

    def stored(self, cells: Any) -> Any:
        """The values as they are stored, without the types for money and days; None where the program does not tell."""
        return None

    def hidden(self, sheet: Any, first: int, last: int) -> bool | None:
        """Whether all these rows of a sheet are hidden; None when some are; False where nobody can tell."""
        try:
            answer = sheet.range(f"{first}:{last}").rows.hidden
        except NotImplementedError:
            return False
        return None if answer is None else bool(answer)

    def visible_rows(self, sheet: Any, first: int, last: int) -> list[tuple[int, int]] | None:
        """The first and last row of each run of visible ones, some perhaps twice; None where nobody can tell."""
        return None

    def formulas(self, cells: Any) -> Any:
        return cells.formula

    def put_formula(self, cells: Any, text: str | list[list[str]]) -> None:
        """One formula for every cell of a range, whose references move along; or rows of them. Past xlwings'
        converters, which ask the program six times what it is."""
        cells.impl.formula = text

    def without_dialogs(self) -> AbstractContextManager[None]:
        """The program answers its own questions as it would without a user."""
        return nullcontext()

    def renew_pivots(self, place: TablePlace, sheet: str) -> None:
        """Fill the pivot tables over a table anew; those of LibreOffice on this sheet, which are told how far the table
        reaches now, since they know only cells."""
        document = getattr(self.book.impl, "document", None)
        sheets = getattr(document, "Sheets", None)
        ranges = getattr(document, "DatabaseRanges", None)
        if sheets is None or ranges is None or not sheets.hasByName(sheet) or not ranges.hasByName(place.name):
            return
        area = ranges.getByName(place.name).DataArea
        pilots = sheets.getByName(sheet).getDataPilotTables()
        for number in range(pilots.getCount()):
            pilot = pilots.getByIndex(number)
            if pilot.SourceRange.Sheet == area.Sheet:
                pilot.SourceRange = area
                pilot.refresh()

    def links(self) -> list[str]:
        """The other workbooks that this one speaks of, as the program names them."""
        return []

    def point_to_itself(self, link: str) -> None:
        """Let what speaks of another workbook speak of this one."""


class Excel(Native):
    """Excel through xlwings, whatever the machine: formulas that spill, and no dialogs."""

    _spills: bool | None = None

    def formulas(self, cells: Any) -> Any:
        return cells.formula2 if self._knows_formula2(cells) else cells.formula

    def put_formula(self, cells: Any, text: str | list[list[str]]) -> None:
        """By Formula2: by Formula, Excel puts an @ before whatever might spill."""
        if self._knows_formula2(cells):
            cells.impl.formula2 = text
        else:
            cells.impl.formula = text

    def _knows_formula2(self, cells: Any) -> bool:
        """Asked by reading: xlwings never gives up setting a property that Excel 2019 and older do not have."""
        if self._spills is None:
            try:
                _ = cells.formula2
                self._spills = True
            except Exception:  # noqa: BLE001 - each bridge has an error of its own for it
                self._spills = False
        return self._spills

    def without_dialogs(self) -> AbstractContextManager[None]:
        return _WithoutDialogs(self.book.app)


class _WithoutDialogs(AbstractContextManager[None]):
    def __init__(self, app: Any) -> None:
        self._app, self._before = app, True

    def __enter__(self) -> None:
        self._before = self._app.display_alerts
        self._app.display_alerts = False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._app.display_alerts = self._before


_ALL_ROWS = 1, 1_048_576


def _hidden(sheet: Any, first: int, last: int) -> bool | None:
    answer = sheet.range(f"{first}:{last}").api.Hidden
    return None if answer is None else bool(answer)


class WindowsExcel(Excel):
    """Excel for Windows by its object model."""

    _date1904: bool | None = None

    def __init__(self, book: Any) -> None:
        super().__init__(book)
        self._rows_of: dict[int, tuple[Any, bool]] = {}

    @property
    def date1904(self) -> bool:  # type: ignore[override]
        """Workbook.Date1904."""
        if self._date1904 is None:
            self._date1904 = bool(self.book.api.Date1904)
        return self._date1904

    def stored(self, cells: Any) -> Any:
        """Range.Value2: Range.Value rounds cells in a currency or accounting format to four places."""
        return cells.api.Value2

    def hidden(self, sheet: Any, first: int, last: int) -> bool | None:
        """Range.Hidden of entire rows, where xlwings walks them. A sheet of which no row is hidden is asked once: while
        a command runs nobody can hide any (Application.Interactive), and we hide only what was hidden."""
        known = self._rows_of.get(id(sheet))
        if known is None:  # the sheet is kept with its answer: no other object can have its id
            known = self._rows_of[id(sheet)] = sheet, _hidden(sheet, *_ALL_ROWS) is False
        return False if known[1] else _hidden(sheet, first, last)

    def visible_rows(self, sheet: Any, first: int, last: int) -> list[tuple[int, int]] | None:
        """By the areas of Range.SpecialCells, which raises where it finds none; of entire rows, since a hidden column
        has no visible cell."""
        try:
            areas = sheet.range(f"{first}:{last}").api.SpecialCells(_VISIBLE).Areas
        except Exception:  # noqa: BLE001 - "No cells were found."
            return []
        runs = []
        for area in areas:
            row = int(area.Row)
            runs.append((row, row + int(area.Rows.Count) - 1))
        return runs

    def renew_pivots(self, place: TablePlace, sheet: str) -> None:
        """PivotCache.Refresh of each cache over the table; one that Excel cannot fill now, since a sheet of the user's
        that shows it is protected, is filled when the workbook is opened again."""
        caches = self.book.api.PivotCaches()
        for number in range(1, int(caches.Count) + 1):
            cache = caches.Item(number)
            if str(cache.SourceData).casefold() == place.name.casefold():
                try:
                    cache.Refresh()
                except Exception:  # noqa: BLE001 - "that command cannot be performed while a protected sheet contains"
                    cache.RefreshOnFileOpen = True

    def links(self) -> list[str]:
        """Workbook.LinkSources."""
        return [str(one) for one in self.book.api.LinkSources(_LINKS) or ()]

    def point_to_itself(self, link: str) -> None:
        """Workbook.ChangeLink."""
        self.book.api.ChangeLink(link, str(self.book.fullname), _LINKS)


class MacExcel(Excel):
    """Excel for Mac by AppleScript, as far as xlwings' dictionary goes."""

    _date1904: bool | None = None

    @property
    def date1904(self) -> bool:  # type: ignore[override]
        if self._date1904 is None:
            try:
                self._date1904 = self.book.api.date_1904.get() is True
            except Exception:  # noqa: BLE001 - the dictionary of a release may not have the word
                self._date1904 = False
        return self._date1904

    def stored(self, cells: Any) -> Any:
        """AppleScript hands numbers over without a type for money; its days are days."""
        return None


def native_of(book: Any, engine: Any, platform: str = sys.platform) -> Native:
    """The words for the xlwings ``engine`` of ``book``."""
    if engine.name != "excel":
        return Native(book)
    return MacExcel(book) if platform == "darwin" else WindowsExcel(book)
