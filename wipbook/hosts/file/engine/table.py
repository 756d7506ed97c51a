"""Tables of the file engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from wipbook.hosts.file.engine.cells import FileRange
from wipbook.hosts.file.engine.unsupported import refuse, refuse_the_rest
from wipbook.ooxml.address import Area
from wipbook.ooxml.markup import attributes, element
from wipbook.ooxml.sheet.sheet_parts import add_table, resize_table
from wipbook.ooxml.table.tables import Table

if TYPE_CHECKING:
    from wipbook.hosts.file.engine.sheet import FileSheet


@refuse_the_rest(base_classes.Collection)
class FileTables(base_classes.Tables):
    """The tables of a sheet."""

    parent: FileSheet

    def __init__(self, sheet: FileSheet) -> None:
        self.parent = sheet

    def _list(self) -> list[FileTable]:
        tables = self.parent.book.workbook.document.tables().values()
        return [FileTable(self.parent, table.name) for table in tables if table.sheet == self.parent.name]

    def __call__(self, name_or_index: str | int) -> FileTable:
        if isinstance(name_or_index, int):
            return self._list()[name_or_index - 1]
        for table in self._list():
            if table.name.lower() == name_or_index.lower():
                return table
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._list())

    def __iter__(self) -> Iterator[FileTable]:
        return iter(self._list())

    def __contains__(self, name: object) -> bool:
        return any(table.name.lower() == str(name).lower() for table in self._list())

    def add(
        self,
        source_type: Any = None,
        source: Any = None,
        link_source: Any = None,
        has_headers: bool = True,
        destination: Any = None,
        table_style_name: str = "TableStyleMedium2",
        name: str | None = None,
    ) -> FileTable:
        """Make a range with a header row a table."""
        if not has_headers:
            refuse("Tables.add without headers", "write the headers above the data first")
        document = self.parent.book.workbook.document
        if not name:
            known, number = {one.lower() for one in document.tables()}, 1
            while f"table{number}" in known:
                number += 1
            name = f"Table{number}"
        add_table(document, self.parent.name, source.impl.area, name, table_style_name)
        return FileTable(self.parent, name)


@refuse_the_rest(base_classes.Table)
class FileTable(base_classes.Table):
    """A table, known by its name."""

    parent: FileSheet

    def __init__(self, sheet: FileSheet, name: str) -> None:
        self.parent, self._name = sheet, name

    @property
    def _table(self) -> Table:
        return self.parent.book.workbook.document.table(self._name)

    @property
    def name(self) -> str:
        return self._table.name

    @name.setter
    def name(self, value: str) -> None:
        if value != self._name:
            refuse("Table.name", "rename the table in Excel, which adjusts the formulas that use it")

    display_name = name

    def _range(self, first_row: int, last_row: int) -> FileRange:
        area = self._table.area
        return FileRange(self.parent, Area(first_row, area.first_column, last_row, area.last_column))

    @property
    def range(self) -> FileRange:
        return FileRange(self.parent, self._table.area)

    @property
    def data_body_range(self) -> FileRange:
        return FileRange(self.parent, self._table.body)

    @property
    def header_row_range(self) -> FileRange | None:
        first = self._table.area.first_row
        return self._range(first, first) if self._table.header_rows else None

    @property
    def totals_row_range(self) -> FileRange | None:
        last = self._table.area.last_row
        return self._range(last, last) if self._table.totals_rows else None

    @property
    def insert_row_range(self) -> None:
        """Always None: a table of a file has at least one row."""

    @property
    def show_headers(self) -> bool:
        return bool(self._table.header_rows)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        if value != self.show_headers:
            refuse("Table.show_headers")

    @property
    def show_totals(self) -> bool:
        return bool(self._table.totals_rows)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        if value != self.show_totals:
            refuse("Table.show_totals")

    @property
    def show_autofilter(self) -> bool:
        return element(self._table.data, b"autoFilter") is not None

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        if value != self.show_autofilter:
            refuse("Table.show_autofilter")

    @property
    def table_style(self) -> str:
        data = self._table.data
        found = element(data, b"tableStyleInfo")
        return "" if found is None else attributes(data[found.start : found.tag_end]).get("name", "")

    @table_style.setter
    def table_style(self, value: str) -> None:
        if value != self.table_style:
            refuse("Table.table_style")

    def resize(self, range: Any) -> None:
        """Cover another area with the same header row; new columns are named by their header cells."""
        resize_table(self.parent.book.workbook.document, self._table, range.impl.area)
