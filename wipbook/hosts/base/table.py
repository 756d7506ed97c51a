"""Tables and the ranges they are made of."""

from __future__ import annotations

from typing import Any, Generic

from xlwings import base_classes

from wipbook.hosts.base.collection import Collection, One
from wipbook.hosts.base.sheet import Cells
from wipbook.hosts.base.unsupported import Refusing
from wipbook.ooxml.address import Area


class Tables(Collection[One], base_classes.Tables):
    """The tables of a sheet."""

    parent: Any

    def __init__(self, sheet: Any) -> None:
        self.parent = sheet


class Table(Refusing, base_classes.Table, Generic[Cells]):
    """A table, known by its name. An engine says where it is (``_area``) and which rows frame it."""

    parent: Any
    _how_to_rename = ""

    def __init__(self, sheet: Any, name: str) -> None:
        self.parent, self._name = sheet, name

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        if value != self._name:
            self._refuse("Table.name", self._how_to_rename)

    display_name = name

    @property
    def _area(self) -> Area:
        """Header and totals rows included."""
        raise NotImplementedError

    def _has_headers(self) -> bool:
        raise NotImplementedError

    def _has_totals(self) -> bool:
        raise NotImplementedError

    def _rows(self, first: int, last: int) -> Cells:
        area = self._area
        cells: Cells = self.parent.over(Area(first, area.first_column, last, area.last_column))
        return cells

    @property
    def range(self) -> Cells:
        return self._rows(self._area.first_row, self._area.last_row)

    @property
    def header_row_range(self) -> Cells | None:
        return self._rows(self._area.first_row, self._area.first_row) if self.show_headers else None

    @property
    def data_body_range(self) -> Cells:
        return self._rows(self._area.first_row + self.show_headers, self._area.last_row - self.show_totals)

    @property
    def totals_row_range(self) -> Cells | None:
        return self._rows(self._area.last_row, self._area.last_row) if self.show_totals else None

    @property
    def insert_row_range(self) -> None:
        """Always None: a table of ours has at least one row."""

    @property
    def show_headers(self) -> bool:
        return self._has_headers()

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        if value != self.show_headers:
            self._refuse("Table.show_headers")

    @property
    def show_totals(self) -> bool:
        return self._has_totals()

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        if value != self.show_totals:
            self._refuse("Table.show_totals")
