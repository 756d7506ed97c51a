"""Tables of the file engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wipbook.hosts.base.table import Table, Tables
from wipbook.hosts.file.engine.cells import FileRange
from wipbook.hosts.file.engine.unsupported import refuse, refuse_the_rest
from wipbook.ooxml.address import Area
from wipbook.ooxml.markup import attributes, element
from wipbook.ooxml.sheet.sheet_parts import add_table, resize_table
from wipbook.ooxml.table.tables import Table as Definition

if TYPE_CHECKING:
    from wipbook.hosts.file.engine.sheet import FileSheet


@refuse_the_rest
class FileTables(Tables["FileTable"]):
    """The tables of a sheet."""

    parent: FileSheet

    def _list(self) -> list[FileTable]:
        tables = self.parent.book.workbook.document.tables().values()
        return [FileTable(self.parent, table.name) for table in tables if table.sheet == self.parent.name]

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


@refuse_the_rest
class FileTable(Table[FileRange]):
    """A table, known by its name."""

    parent: FileSheet

    _how_to_rename = "rename the table in Excel, which adjusts the formulas that use it"

    @property
    def _table(self) -> Definition:
        return self.parent.book.workbook.document.table(self._name)

    @property
    def _area(self) -> Area:
        return self._table.area

    def _has_headers(self) -> bool:
        return bool(self._table.header_rows)

    def _has_totals(self) -> bool:
        return bool(self._table.totals_rows)

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
