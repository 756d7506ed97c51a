"""Sheets, columns and cells of another workbook, such as the template, come into one that a program has open."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from wipbook.errors import WipbookError
from wipbook.hosts.excel.native import Excel, Native
from wipbook.hosts.excel.places import Places
from wipbook.hosts.excel.sheet_cells import SheetCells
from wipbook.ooxml.address import Area, parse_cell
from wipbook.ooxml.sheet.cells import formula_of
from wipbook.port.workbook import CellValue, Formula

if TYPE_CHECKING:
    from wipbook.hosts.file.workbook import FileWorkbook

# A text in quotes is no place; a quoted place may hold a path before the brackets.
_TEXT = r'"(?:[^"]|"")*"'


class LinkLeftBehind(WipbookError):
    """A sheet was brought back, and something on it still points to the workbook it came from."""


def adopt_sheets(
    book: Any, places: Places, cells_of: Callable[[str], SheetCells], native: Native, template: Path,
    sheets: tuple[str, ...],
) -> None:
    """Copy each sheet behind the nearest one that stands before it in the template, which is opened once. What the
    copies say of the template they say of this workbook. ``cells_of`` gives the SheetCells of a sheet by its name.

    Errors: LinkLeftBehind.
    """
    with native.without_dialogs():
        source = book.app.books.open(str(template))
        try:
            name, full = str(source.name), str(source.fullname)
            order, present = [one.name for one in source.sheets], places.sheet_names()
            for sheet in sheets:
                before = [one for one in order[: order.index(sheet)] if one in present]
                if before:
                    source.sheets[sheet].copy(after=book.sheets[before[-1]])
                else:
                    source.sheets[sheet].copy(before=book.sheets[0])
                present.append(sheet)
            places.forget()
            if isinstance(native, Excel):  # an engine of ours does it by itself
                for sheet in sheets:
                    _formulas_home(places.sheet(sheet), cells_of(sheet), native, name)
                _names_home(book, name)
        finally:
            source.close()
        _links_home(str(book.name), native, name, full)


def at_home(text: str, template: str) -> str:
    """A formula whose places in the ``template`` are places in its own workbook.

    >>> at_home("='C:\\\\x\\\\[wipbook.xlsx]Bill of Materials'!A1+[wipbook.xlsx]Home!B2", "wipbook.xlsx")
    "='Bill of Materials'!A1+Home!B2"
    >>> at_home('=SUM(wipbook.xlsx!Jobs[WIP])&"[wipbook.xlsx]"', "wipbook.xlsx")
    '=SUM(Jobs[WIP])&"[wipbook.xlsx]"'
    """
    name = re.escape(template.replace("'", "''"))
    pattern = re.compile(
        rf"(?P<text>{_TEXT})"
        rf"|'(?:(?:[^'\[\]]|'')*[\\/])?{name}'!"  # 'C:\x\wipbook.xlsx'!Jobs[WIP]
        rf"|(?<![\w.\]]){name}!"  # wipbook.xlsx!Jobs[WIP]
        rf"|(?P<quote>')(?:(?:[^'\[\]]|'')*[\\/])?\[{name}\]"  # 'C:\x\[wipbook.xlsx]Bill of Materials'!A1
        rf"|\[{name}\]",  # [wipbook.xlsx]Home!B2
        re.IGNORECASE,
    )
    return pattern.sub(lambda found: found["text"] or found["quote"] or "", text)


def _formulas_home(sheet: Any, cells: SheetCells, native: Native, template: str) -> None:
    used = cells.used
    for row, texts in enumerate(cells.formulas(used), used.first_row):
        for column, text in enumerate(texts, used.first_column):
            if isinstance(text, str) and text.startswith("="):
                ours = at_home(text, template)
                if ours != text:
                    native.put_formula(sheet.range(Area(row, column, row, column).text), ours)


def _names_home(book: Any, template: str) -> None:
    for one in book.names:
        text = str(one.refers_to)
        ours = at_home(text, template)
        if ours != text:
            one.refers_to = ours


def _links_home(book: str, native: Native, name: str, full: str) -> None:
    """What neither cells nor names say, such as a chart: by the program itself."""
    for link in _to(native, name, full):
        native.point_to_itself(link)
    left = _to(native, name, full)
    if left:
        raise LinkLeftBehind(
            where=book, found=f"a link to {left[0]}", expected="sheets that speak of this workbook alone",
            remedy="Data, Edit Links, Change Source: choose this workbook",
        )


def _to(native: Native, name: str, full: str) -> list[str]:
    wanted = {name.lower(), full.lower()}
    return [link for link in native.links() if link.lower() in wanted]


def column_formula(template: Path, table: str, header: str) -> str:
    """The formula of a calculated column in another workbook; "" for one that is none."""
    given = _file(template).document.table(table)
    return next((one.formula for one in given.columns if one.name == header), "")


def copied_cells(template: Path, sheet: str, moves: Mapping[str, str]) -> dict[str, CellValue | Formula]:
    """What cells of a sheet of another workbook hold, by the addresses they go to."""
    source = _file(template)
    found: dict[str, CellValue | Formula] = {}
    for old, new in moves.items():
        row, column = parse_cell(old)
        cell = source.document.worksheet(sheet).cell(row, column)
        formula = formula_of(cell) if cell is not None else None
        found[new] = Formula(formula, None) if formula else cast(CellValue, source.read_cell(sheet, old))
    return found


def _file(template: Path) -> FileWorkbook:
    """The other workbook, read from its file: the program need not open it."""
    from wipbook.hosts.file.workbook import open_file

    return open_file(template)
