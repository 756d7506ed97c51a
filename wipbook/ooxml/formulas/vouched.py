"""Formulas of which it is known that their value is right: they were written, or looked at, together with it."""

from __future__ import annotations

from wipbook.ooxml.address import Area
from wipbook.ooxml.insertion.insertion import Insertion


class Vouched:
    """By sheet: single cells, and stretches of columns."""

    def __init__(self) -> None:
        self._cells: dict[str, set[tuple[int, int]]] = {}
        self._areas: dict[str, list[Area]] = {}

    def cell(self, sheet: str, row: int, column: int) -> None:
        """The formula of a cell stands with its value."""
        self._cells.setdefault(sheet.casefold(), set()).add((row, column))

    def area(self, sheet: str, area: Area) -> None:
        """The formulas of an area stand with their values."""
        known = self._areas.setdefault(sheet.casefold(), [])
        if area not in known:
            known.append(area)

    def forget(self, sheet: str, row: int, column: int) -> None:
        """A cell was given something nobody vouches for: it is kept apart from an area that was vouched for."""
        self._cells.get(sheet.casefold(), set()).discard((row, column))
        areas = self._areas.get(sheet.casefold(), [])
        for area in [one for one in areas if one.holds(row, column)]:
            areas.remove(area)
            areas += [part for part in (
                Area(area.first_row, area.first_column, row - 1, area.last_column),
                Area(row + 1, area.first_column, area.last_row, area.last_column),
                Area(row, area.first_column, row, column - 1), Area(row, column + 1, row, area.last_column),
            ) if part.rows > 0 and part.columns > 0]

    def moved(self, insertion: Insertion) -> None:
        """Rows were put into a sheet."""
        sheet = insertion.sheet.casefold()
        cells = self._cells.get(sheet)
        if cells:
            self._cells[sheet] = {(insertion.row(row), column) for row, column in cells}
        self._areas[sheet] = [
            Area(insertion.row(a.first_row), a.first_column, insertion.row(a.last_row), a.last_column)
            for a in self._areas.get(sheet, [])
        ]

    def knows(self, sheet: str) -> bool:
        """Whether some formula of a sheet is vouched for."""
        return bool(self._cells.get(sheet.casefold()) or self._areas.get(sheet.casefold()))

    def holds(self, sheet: str, row: int, column: int) -> bool:
        """Whether the value of a formula is known to be right."""
        name = sheet.casefold()
        return (row, column) in self._cells.get(name, ()) or any(
            area.holds(row, column) for area in self._areas.get(name, ())
        )
