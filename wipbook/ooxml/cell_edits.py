"""Writing single cells: format kept, neighbours untouched, arrays and merged areas refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from wipbook.ooxml.address import Area, cell_text
from wipbook.ooxml.cells import cell_xml
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import ProtectedFormula
from wipbook.ooxml.worksheet import Worksheet

_ARRAY = re.compile(rb"""<(?:[\w.\-]+:)?f\s(?=[^>]*t=["'](?:array|dataTable)["'])[^>]*\sref=["']([^"']+)["']""")
_SHARED = re.compile(rb"""<(?:[\w.\-]+:)?f\s(?=[^>]*t=["']shared)(?=[^>]*\sref=)[^>]*\ssi=["'](\d+)["']""")

Place = tuple[int, int]


def put_cells(
    document: Document, sheet_name: str, changes: Mapping[Place, tuple[object, str | None]],
    formats: Mapping[Place, str] | None = None,
) -> None:
    """Set cells, keyed by row and column, to a value or to a formula (without ``=``) with its value.

    ``formats`` gives cell format indexes that replace the present ones.
    """
    sheet = document.touch(sheet_name)
    refuse_protected(document, sheet, sheet_name, changes)
    new: dict[int, dict[int, bytes]] = {}
    for (row, column), (value, formula) in changes.items():
        old = sheet.cell(row, column)
        if (old is not None and re.search(rb"<(?:[\w.\-]+:)?f[\s/>]", old)) or formula is not None:
            document.formulas_touched = True
        style = (formats or {}).get((row, column), sheet.style_for(row, column))
        if isinstance(value, date) and not document.styles.is_date(int(style or 0)):
            timed = isinstance(value, datetime) and (value.hour or value.minute or value.second)
            code = "yyyy-mm-dd hh:mm" if timed else "yyyy-mm-dd"
            style = str(document.styles.with_number_format(int(style or 0), code))
        style = "" if style == "0" else style
        new.setdefault(row, {})[column] = b"" if value is None and formula is None and not style else cell_xml(
            cell_text(row, column), style, value, formula, prefix=sheet.prefix, date1904=document.date1904)
    sheet.set_cells(new)


def refuse_protected(
    document: Document, sheet: Worksheet, sheet_name: str, changes: Mapping[Place, tuple[object, str | None]]
) -> None:
    """Raise ProtectedFormula when a change would break a neighbour."""
    merged = sheet.merged()
    headers = [(table, Area(table.area.first_row, table.area.first_column, table.area.first_row,
                            table.area.last_column))
               for table in document.tables().values() if table.sheet == sheet_name and table.header_rows]
    arrays = [(Area.parse(ref.decode())) for ref in _ARRAY.findall(sheet.formulas())] if sheet.has_arrays() else []
    for row, column in changes:
        where = f"{sheet_name}!{cell_text(row, column)}"
        for area in merged:
            if area.holds(row, column) and (row, column) != (area.first_row, area.first_column):
                raise ProtectedFormula(where=where, found=f"a cell hidden by the merged area {area.text}",
                                       expected="a cell that shows", remedy="write to its first cell, or unmerge it")
        for array in arrays:
            if array.holds(row, column) and array.text != cell_text(row, column):
                raise ProtectedFormula(where=where, found=f"a part of the array formula in {array.text}",
                                       expected="a cell of its own", remedy="change the array formula in Excel")
        for table, area in headers:
            if area.holds(row, column) and changes[row, column][0] != table.headers[column - area.first_column]:
                raise ProtectedFormula(where=where, found=f"a header of table {table.name}",
                                       expected="headers that stay as they are", remedy="rename the column in Excel")
        old = sheet.cell(row, column)
        shared = _SHARED.search(old) if old is not None else None
        if shared and len(re.findall(rb"""\ssi=["']""" + shared[1] + rb"""["']""", sheet.formulas())) > 1:
            raise ProtectedFormula(where=where, found="a formula that the cells below share with it",
                                   expected="a formula of its own",
                                   remedy="type the formula into the next cell again in Excel")


