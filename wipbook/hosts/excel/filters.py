"""Filters of a sheet in Excel are off while rows are written, and on again afterwards.

Where rows are hidden, Excel writes an array to the visible ones alone, and its first element to each of them; what is
hidden keeps what it held (xlwings issues 747 and 2619). Criteria are read as Excel's Filter object tells them
(Criteria1, Operator, Criteria2) and applied again, to the rows that are there by then. What a filter does not tell of
itself, such as one by colour, refuses the write before anything was touched. Rows hidden by hand and closed groups are
opened likewise and closed again, by their numbers. Sort orders are left as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any

from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.hosts.excel.native import Excel, Native, WindowsExcel

# XlAutoFilterOperator.
_AND, _OR, _VALUES, _DYNAMIC = 1, 2, 7, 11
_TOP = (3, 4, 5, 6)
_BY = {8: "the colour of the cell", 9: "the colour of the text", 10: "an icon", 12: "no fill", 13: "no colour",
       14: "no icon"}
_REMEDY = "clear the filter (Data, Clear), press the button again, and set it anew"


class FilterInTheWay(RefusedToProtectData):
    """A filter hides rows that must be written, and Excel does not tell enough to set it again."""


class FilterNotPutBack(WipbookError):
    """Rows were written whole; a filter that was off for it could not be set again."""


@dataclass
class Criterion:
    """What one column is filtered by, in Excel's words; ``field`` counts from 1."""

    field: int
    first: Any
    operator: int = 0
    second: Any = None

    def apply(self, cells: Any) -> None:
        """Range.AutoFilter, whose arguments go by their places."""
        if self.second is not None:
            cells.AutoFilter(self.field, self.first, self.operator, self.second)
        elif self.operator:
            cells.AutoFilter(self.field, self.first, self.operator)
        else:
            cells.AutoFilter(self.field, self.first)


class Shown:
    """The rows that are open for the while, by their numbers."""

    def __init__(self) -> None:
        self.runs: list[tuple[int, int]] = []

    def moved(self, row: int, by: int) -> None:
        """So many rows were put in at ``row``."""
        self.runs = [(first + by * (first >= row), last + by * (first >= row)) for first, last in self.runs]


class all_rows_shown:  # noqa: N801 - read as a word: with all_rows_shown(sheet, ...)
    """No filter is on and no row from ``first`` to ``last`` hidden, where that would damage a write; afterwards all is
    as it was. ``sheet`` is that of xlwings. Errors: FilterInTheWay before anything changed, FilterNotPutBack. (No
    generator: Python cannot carry LibreOffice's exceptions through one.)"""

    def __init__(self, sheet: Any, first: int, last: int, native: Native) -> None:
        self._sheet, self._first, self._last, self._native = sheet, first, last, native
        self._shown = Shown()
        self._back: list[tuple[str, Callable[[], None]]] = []

    def __enter__(self) -> Shown:
        sheet, native = self._sheet, self._native
        if not isinstance(native, Excel) or native.hidden(sheet, self._first, self._last) is False:
            return self._shown
        filters = _on(sheet) if isinstance(native, WindowsExcel) else _none_on_mac(sheet)
        try:
            for one in filters:
                self._back.append((one.what, one.set_again))
                one.found.ShowAllData()
            if filters and sheet.api.FilterMode:
                raise _in_the_way(str(sheet.name), "an advanced filter in place")
            for a, b in hidden_runs(sheet, self._first, self._last, native):
                self._shown.runs.append((a, b))
                _hide(sheet, a, b, False)
        except BaseException:
            self._put_back()
            raise
        return self._shown

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        failed = self._put_back()
        if failed and error is None:
            raise FilterNotPutBack(
                where=f"sheet {self._sheet.name}", found=f"{'; '.join(failed)}: Excel did not take it back",
                expected="filters as they were before the write", remedy="the rows are complete: set the filter again",
            )

    def _put_back(self) -> list[str]:
        """Hide again what was hidden, and set the filters; what Excel did not take."""
        failed: list[str] = []
        for a, b in self._shown.runs:
            _tried(partial(_hide, self._sheet, a, b, True), f"hidden rows {a} to {b}", failed)
        for what, again in self._back:
            _tried(again, what, failed)
        return failed


@dataclass
class _Filter:
    """A filter that is on: Excel's AutoFilter, the range it is of (asked when it is set again), and its criteria."""

    what: str
    found: Any
    cells: Callable[[], Any]
    criteria: list[Criterion]

    def set_again(self) -> None:
        for one in self.criteria:
            one.apply(self.cells())


def _on(sheet: Any) -> list[_Filter]:
    """The filters that hide rows. Errors: FilterInTheWay, before anything changed."""
    api, name = sheet.api, str(sheet.name)
    on: list[_Filter] = []
    for table in api.ListObjects:
        found = table.AutoFilter
        if found is not None and found.FilterMode:
            what = f"the filter of table {table.Name}"
            on.append(_Filter(what, found, partial(getattr, table, "Range"), _criteria(found, name, what)))
    if api.AutoFilterMode and api.AutoFilter.FilterMode:
        what, found = "the filter of the sheet", api.AutoFilter
        on.append(_Filter(what, found, lambda: api.AutoFilter.Range, _criteria(found, name, what)))
    if not on and api.FilterMode:
        raise _in_the_way(name, "an advanced filter in place")
    return on


def _criteria(found: Any, sheet: str, what: str) -> list[Criterion]:
    """All criteria of an AutoFilter. FilterInTheWay for one that cannot be set again as it is."""
    criteria = []
    for field in range(1, int(found.Filters.Count) + 1):
        one = found.Filters(field)
        if not one.On:
            continue
        where = f"{what}, column {field}"
        try:
            operator = int(one.Operator or 0)
            first = one.Criteria1 if operator not in _BY else None
        except Exception as error:
            raise _in_the_way(sheet, f"{where}: by groups of dates or otherwise, as Excel does not say") from error
        if operator in _BY:
            raise _in_the_way(sheet, f"{where}: by {_BY[operator]}")
        if operator == _VALUES:
            if _second(one) is not None:
                raise _in_the_way(sheet, f"{where}: by groups of dates")
            criteria.append(Criterion(field, first, operator))
        elif operator in _TOP:
            if str(first).lstrip("=").startswith((">", "<")):
                raise _in_the_way(sheet, f"{where}: by a number of the largest or smallest")
            criteria.append(Criterion(field, str(first), operator))
        elif operator in (_AND, _OR):
            criteria.append(Criterion(field, first, operator, _second(one)))
        elif operator in (0, _DYNAMIC):
            criteria.append(Criterion(field, first, operator))
        else:
            raise _in_the_way(sheet, f"{where}: of a kind that wipbook does not know ({operator})")
    return criteria


def _second(one: Any) -> Any:
    """Filter.Criteria2; None where there is none, for which Excel raises."""
    try:
        return one.Criteria2
    except Exception:  # noqa: BLE001
        return None


def hidden_runs(sheet: Any, first: int, last: int, native: Native) -> list[tuple[int, int]]:
    """The first and last row of each run of hidden rows: by their areas where the program has them, else by halves."""
    answer = native.hidden(sheet, first, last)
    if answer is not None:
        return [(first, last)] if answer else []
    visible = native.visible_rows(sheet, first, last)
    if visible is None:
        middle = (first + last) // 2
        return [*hidden_runs(sheet, first, middle, native), *hidden_runs(sheet, middle + 1, last, native)]
    runs, at = [], first
    for a, b in [*sorted(visible), (last + 1, last + 1)]:
        if a > at:
            runs.append((at, a - 1))
        at = max(at, b + 1)
    return runs


def _hide(sheet: Any, first: int, last: int, hidden: bool) -> None:
    sheet.range(f"{first}:{last}").rows.hidden = hidden


def _tried(restore: Callable[[], None], what: str, failed: list[str]) -> None:
    try:
        restore()
    except Exception as error:  # noqa: BLE001 - the others must be put back all the same
        failed.append(f"{what} ({error})")


def _none_on_mac(sheet: Any) -> list[_Filter]:
    """xlwings for Mac does not hand every criterion over: a filter that hides rows refuses the write."""
    if bool(sheet.api.autofilter_mode.get()) or any(
        one.type != "none" for table in sheet.tables for one in table.autofilter.criteria
    ):
        raise _in_the_way(str(sheet.name), "a filter that hides rows")
    return []


def _in_the_way(sheet: str, found: str) -> FilterInTheWay:
    return FilterInTheWay(
        where=f"sheet {sheet}", found=found, expected="a filter that can be set again once the rows are written",
        remedy=_REMEDY,
    )
