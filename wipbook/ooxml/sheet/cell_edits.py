"""Writing single cells: format kept, neighbours untouched, arrays and merged areas refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from wipbook.ooxml.address import Area, cell_text
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import ProtectedFormula
from wipbook.ooxml.markup import set_attribute
from wipbook.ooxml.sheet.cells import cell_xml
from wipbook.ooxml.sheet.rows import LIKE_A_FORMULA
from wipbook.ooxml.sheet.worksheet import Worksheet, style_of

_ARRAY = re.compile(rb"""<(?:[\w.\-]+:)?f\s(?=[^>]*t=["'](?:array|dataTable)["'])[^>]*\sref=["']([^"']+)["']""")
_FORMULA = re.compile(rb"<(?:[\w.\-]+:)?f[\s/>]")
_SHARED = re.compile(rb"""<(?:[\w.\-]+:)?f\s(?=[^>]*t=["']shared)(?=[^>]*\sref=)[^>]*\ssi=["'](\d+)["']""")

_LIKE_A_FORMULA = re.compile(LIKE_A_FORMULA)

Place = tuple[int, int]


def put_cells(
    document: Document, sheet_name: str, changes: Mapping[Place, tuple[object, str | None]]
) -> None:
    """Set cells, keyed by row and column, to a value or to a formula (without ``=``) with its value.

    Formats stay; a date in a cell without a date format gets one. Whoever writes into the header row of a table keeps
    the table in step, as ``put_cells_and_headers`` does.
    """
    sheet = document.worksheet(sheet_name)
    refuse_protected(sheet, sheet_name, changes)
    by_row: dict[int, dict[int, bytes]] = {}
    for row, column in sorted(changes):
        by_row.setdefault(row, {})[column] = b""
    for row, columns in by_row.items():
        existing = sheet.cells_of(row)
        for column in columns:
            old, (value, formula) = existing.get(column), changes[row, column]
            if formula is not None or (old is not None and _FORMULA.search(old)):
                document.formulas_touched = True
            document.known.settled.forget(sheet_name, row, column)
            document.known.doubtful.forget(sheet_name, row, column)
            if formula is None or value is None:
                document.known.vouched.forget(sheet_name, row, column)
                document.known.unvalued |= formula is not None
            else:
                document.known.vouched.cell(sheet_name, row, column)
            style = style_of(old) if old is not None else sheet.new_style(row, column)
            style = _quoted(document, _dated(document, style, value), value, formula)
            if value is not None or formula is not None or style:
                columns[column] = cell_xml(
                    cell_text(row, column), style, value, formula, prefix=sheet.prefix, date1904=document.date1904
                )
    document.touch(sheet_name).set_cells(by_row)


def put_number_format(document: Document, sheet_name: str, area: Area, code: str) -> None:
    """Give every cell of an area a number format; cells that do not exist come to be."""
    sheet = document.touch(sheet_name)
    new: dict[int, dict[int, bytes]] = {}
    for row in range(area.first_row, area.last_row + 1):
        existing = sheet.cells_of(row)
        for column in range(area.first_column, area.last_column + 1):
            old = existing.get(column)
            style = style_of(old) if old is not None else sheet.new_style(row, column)
            index = str(document.styles.with_number_format(int(style or 0), code))
            if old is None:
                new.setdefault(row, {})[column] = cell_xml(cell_text(row, column), index, None, prefix=sheet.prefix)
            else:
                end = old.index(b">") + 1
                new.setdefault(row, {})[column] = set_attribute(old[:end], "s", index) + old[end:]
    sheet.set_cells(new)


def _dated(document: Document, style: str, value: object) -> str:
    style = "" if style == "0" else style
    if not isinstance(value, date) or document.styles.is_date(int(style or 0)):
        return style
    timed = isinstance(value, datetime) and (value.hour or value.minute or value.second)
    return str(document.styles.with_number_format(int(style or 0), "yyyy-mm-dd hh:mm" if timed else "yyyy-mm-dd"))


def _quoted(document: Document, style: str, value: object, formula: str | None) -> str:
    """The format with the mark of a text, for texts that look like formulas; without it for all others."""
    wanted = formula is None and isinstance(value, str) and _LIKE_A_FORMULA.match(value) is not None
    index = document.styles.with_quote_prefix(int(style or 0), wanted) if wanted or style else 0
    return str(index) if index else style if wanted else ""


def refuse_protected(
    sheet: Worksheet, sheet_name: str, changes: Mapping[Place, tuple[object, str | None]]
) -> None:
    """Raise ProtectedFormula when a change would break a neighbour."""
    merged = sheet.merged()
    arrays = [(Area.parse(ref.decode())) for ref in _ARRAY.findall(sheet.formulas())] if sheet.has_arrays() else []
    shares = sheet.has_shared_formulas()
    for row, column in changes:
        where = f"{sheet_name}!{cell_text(row, column)}"
        for area in merged:
            if area.holds(row, column) and (row, column) != (area.first_row, area.first_column):
                raise ProtectedFormula(
                    where=where,
                    found=f"a cell hidden by the merged area {area.text}",
                    expected="a cell that shows",
                    remedy="write to its first cell, or unmerge it",
                )
        for array in arrays:
            if array.holds(row, column) and array.text != cell_text(row, column):
                raise ProtectedFormula(
                    where=where,
                    found=f"a part of the array formula in {array.text}",
                    expected="a cell of its own",
                    remedy="change the array formula in Excel",
                )
        old = sheet.cell(row, column) if shares else None
        shared = _SHARED.search(old) if old is not None else None
        if shared and len(re.findall(rb"""\ssi=["']""" + shared[1] + rb"""["']""", sheet.formulas())) > 1:
            raise ProtectedFormula(
                where=where,
                found="a formula that the cells below share with it",
                expected="a formula of its own",
                remedy="type the formula into the next cell again in Excel",
            )
