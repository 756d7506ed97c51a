"""A new header for a column of a table, in its cell and in the table part, where nothing names the column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wipbook.ooxml.address import cell_text
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import HeaderMismatch, ProtectedFormula, UnwritableValue
from wipbook.ooxml.sheet.cell_edits import put_cells
from wipbook.ooxml.table.column_names import columns_named, folded
from wipbook.ooxml.table.column_uses import column_uses
from wipbook.ooxml.table.tables import Table, reshaped

LONGEST = 255
"""Characters of a header, as Excel counts them (two for those beyond the first 65,536 of Unicode)."""

Place = tuple[int, int]
Changes = Mapping[Place, tuple[object, str | None]]


def put_cells_and_headers(document: Document, sheet: str, changes: Changes) -> None:
    """Set cells as ``put_cells`` does; a header of a table that is given another text is renamed in the table as well.

    All are renamed at once, so that two columns can change their headers. Raises ProtectedFormula for a header that
    something names, HeaderMismatch for one that another column has, UnwritableValue for one that is none; then nothing
    is changed.
    """
    renamed = {}
    for table in document.tables_on(sheet):
        if table.header_rows:
            headers = _headers(table, changes)
            if headers != list(table.headers):
                _refuse_double(table, headers)
                _refuse_used(document, table, headers, changes)
                renamed[table.name] = headers
    put_cells(document, sheet, changes)
    for name, headers in renamed.items():
        table = document.table(name)
        document.write_table_part(table, reshaped(table, table.area, headers))


def _headers(table: Table, changes: Changes) -> list[str]:
    """The headers after the changes."""
    headers = list(table.headers)
    for offset, old in enumerate(headers):
        value, formula = changes.get(_place(table, offset), (old, None))
        if value == old and formula is None:
            continue
        shown = f"the formula ={formula}" if formula is not None else "nothing" if value is None else repr(value)
        if formula is not None or not isinstance(value, str) or not value.strip():
            raise UnwritableValue(
                where=_where(table, offset), found=shown, expected=f"a text, as the header of table {table.name}",
                remedy="give the column a name",
            )
        length = len(value.encode("utf-16-le", "surrogatepass")) // 2
        if length > LONGEST:
            raise UnwritableValue(
                where=_where(table, offset), found=f"a header of {length:,} characters",
                expected=f"at most {LONGEST}", remedy="give the column a shorter name",
            )
        headers[offset] = value
    return headers


def _refuse_double(table: Table, headers: list[str]) -> None:
    first: dict[str, int] = {}
    for offset, header in enumerate(headers):
        other = first.setdefault(header.lower(), offset)
        if other != offset:
            new = offset if headers[offset] != table.headers[offset] else other
            raise HeaderMismatch(
                where=_where(table, new), found=f"the header {headers[new]!r}, which another column of table "
                f"{table.name} has", expected="one header per column, each once", remedy="choose another name",
            )


def _refuse_used(document: Document, table: Table, headers: list[str], changes: Changes) -> None:
    """Raise ProtectedFormula when something names a header that goes. What is written together with it may name the
    headers that there are then."""
    places = {folded(old): offset for offset, old in enumerate(table.headers) if headers[offset] != old}
    gone = set(places).difference(map(folded, headers))
    for header, user in (*_written(table, gone, changes), *column_uses(document, table, places, changes)):
        offset = places[header]
        raise ProtectedFormula(
            where=_where(table, offset),
            found=f"the header {table.headers[offset]!r} of table {table.name}, which {user} uses",
            expected="a header that nothing uses by its name",
            remedy="rename the column in Excel, which adjusts what uses it",
        )


def _written(table: Table, gone: set[str], changes: Changes) -> Iterator[tuple[str, str]]:
    """Formulas that are written at the same time."""
    for (row, column), (_, formula) in changes.items():
        if formula is not None:
            for header in sorted(columns_named(formula, table.name, gone, table.area.holds(row, column))):
                yield header, f"{table.sheet}!{cell_text(row, column)}"


def _place(table: Table, offset: int) -> Place:
    return table.area.first_row, table.area.first_column + offset


def _where(table: Table, offset: int) -> str:
    return f"{table.sheet}!{cell_text(*_place(table, offset))}"
