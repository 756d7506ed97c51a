"""A pack as a new workbook: values only, nothing of the workbook it came from but what its pages say."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from wipbook.commands.packs.document import Column, Document, Section, Table
from wipbook.commands.packs.forms.numbers import NUMBERS, shown
from wipbook.sheets.layout import NUMBER_FORMATS, Look, money_format

_BRAND, _PALE, _GREY, _ALARM = "#0F4C5C", "#E3EBEC", "#5B6472", "#A61E1E"
_WIDEST, _NARROWEST = 60.0, 9.0
_ONE_PAGE = 42
"""Rows that are still read well on one page: a section that is not longer is made as small as that."""
_FIRST_ROW = 5  # from 0: title, company, preliminary, note, blank
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def workbook_form(document: Document, made: dt.datetime) -> bytes:
    """The .xlsx: a page of contents with the first facts, a field for comments and for signatures, then a sheet for
    each section. Text that begins with = or looks like an address stays text."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    })
    book.set_properties({
        "title": document.title, "company": document.company, "author": document.company, "created": made,
    })
    formats = _Formats(book, document)
    names = _names_of(document)
    _cover(book.add_worksheet(names[0]), formats, document, names[1:])
    for section, name in zip(document.sections, names[1:], strict=True):
        _page(book.add_worksheet(name), formats, document, section)
    book.close()
    return stream.getvalue()


class _Formats:
    """Cell formats, made once each."""

    def __init__(self, book: Any, document: Document) -> None:
        self._book, self._document = book, document
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, **said: object) -> Any:
        told = {"font_name": "Calibri", "font_size": 10, "valign": "top"} | said
        key = tuple(sorted(told.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(told)
        return self._made[key]

    def look(self, look: Look, **said: object) -> Any:
        number = {
            Look.MONEY: money_format(self._document.places), Look.DATE: self._document.text.day_format,
            Look.TIMESTAMP: f"{self._document.text.day_format} hh:mm",
        }.get(look, NUMBER_FORMATS[look])
        beside: Mapping[str, object] = {} if look in NUMBERS else {"indent": 1}  # a text beside a number keeps apart
        wrap: Mapping[str, object] = {"text_wrap": True} if look is Look.TEXT else {}
        return self.of(num_format=number, **beside, **wrap, **said)


def _names_of(document: Document) -> list[str]:
    """Names of sheets: at most 31 characters, none twice whatever the case."""
    names: list[str] = []
    for title in (document.text("contents"), *(section.title for section in document.sections)):
        plain = _FORBIDDEN.sub(" ", title).strip("' ")[:31] or "-"
        name, number = plain, 1
        while name.casefold() in {one.casefold() for one in names}:
            number += 1
            name = f"{plain[: 30 - len(str(number))]} {number}"
        names.append(name)
    return names


def _head(sheet: Any, formats: _Formats, document: Document, title: str, note: str, last: int) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.65)
    sheet.fit_to_pages(1, 0)
    alarm = f'&C&"Calibri,Bold"&KA61E1E{_escaped(document.preliminary)}' if document.preliminary else ""
    sheet.set_header(f"&L{_escaped(document.company)[:60]}{alarm}"[:255])
    words = document.text
    sheet.set_footer(f"&L{_escaped(document.title)[:80]}&R{words('page')} &P {words('of')} &N")
    sheet.write_string(0, 0, title, formats.of(bold=True, font_size=16, font_color=_BRAND))
    sheet.write_string(1, 0, document.line, formats.of(font_color=_GREY))
    if document.preliminary:
        sheet.write_string(2, 0, document.preliminary, formats.of(bold=True, font_color=_ALARM))
    if note:
        sheet.merge_range(3, 0, 3, max(last, 1), "", formats.of(font_color=_GREY, text_wrap=True, italic=True))
        sheet.write_string(3, 0, note, formats.of(font_color=_GREY, text_wrap=True, italic=True))


def _escaped(text: str) -> str:
    """For headers, where & begins a code."""
    return text.replace("&", "&&")


def _cover(sheet: Any, formats: _Formats, document: Document, names: list[str]) -> None:
    words = document.text
    _head(sheet, formats, document, document.title, "", 3)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, 3, 26)
    row = 4
    for label, value in document.facts:
        sheet.write_string(row, 0, label, formats.of(font_color=_GREY))
        sheet.write_string(row, 1, value, formats.of(bold=True, text_wrap=True))
        row += 1
    row = _cover_heading(sheet, formats, row + 1, words("contents"))
    for number, (section, name) in enumerate(zip(document.sections, names, strict=True), 1):
        sheet.write_url(row, 0, f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1",
                        formats.of(font_color=_BRAND, underline=1), f"{number}. {section.title}")
        row += 1
    if document.for_comments or document.comments:
        row = _cover_heading(sheet, formats, row + 1, words("comments"))
        for comment in document.comments:
            sheet.merge_range(row, 0, row, 3, "", formats.of(text_wrap=True))
            sheet.write_string(row, 0, comment, formats.of(text_wrap=True))
            sheet.set_row(row, 13.5 * (1 + len(comment) // 120))
            row += 1
        if document.for_comments:
            sheet.merge_range(row, 0, row + 5, 3, "", formats.of(border=1, border_color=_GREY, text_wrap=True,
                                                               locked=False))
            row += 6
    if document.signatures:
        sheet.write_row(row + 1, 0, ["", words("name"), words("date"), words("signature")],
                        formats.of(bold=True, font_color="#FFFFFF", bg_color=_BRAND))
        for at, who in enumerate(document.signatures, row + 2):
            sheet.set_row(at, 26)
            sheet.write_string(at, 0, words(who), formats.of(bold=True, bottom=1, bottom_color=_GREY))
            for column in (1, 2, 3):
                sheet.write_blank(at, column, None, formats.of(bottom=1, bottom_color=_GREY, locked=False))


def _cover_heading(sheet: Any, formats: _Formats, row: int, title: str) -> int:
    sheet.write_string(row, 0, title, formats.of(bold=True, font_size=12, font_color=_BRAND))
    return row + 1


def _page(sheet: Any, formats: _Formats, document: Document, section: Section) -> None:
    widest = max((len(table.columns) for table in section.tables), default=2)
    _head(sheet, formats, document, section.title, section.note, widest - 1)
    widths = [_NARROWEST] * widest
    for table in section.tables:
        for at, column in enumerate(table.columns):
            widths[at] = max(widths[at], _width(table, column, document))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    room = max(40.0, sum(widths))
    if section.note:
        sheet.set_row(3, 13.5 * (1 + int(len(section.note) / room)))
    if sum(table.frame.height + 4 for table in section.tables) <= _ONE_PAGE:
        sheet.fit_to_pages(1, 1)
    row = _FIRST_ROW
    for number, table in enumerate(section.tables):
        if number == 0 and not table.heading:
            sheet.freeze_panes(row + 1, 0)
            sheet.repeat_rows(row)
        row = _write_table(sheet, formats, document, table, row) + 2


def _write_table(sheet: Any, formats: _Formats, document: Document, table: Table, row: int) -> int:
    """The row behind the last one."""
    if table.heading:
        sheet.write_string(row, 0, table.heading, formats.of(bold=True, font_color=_BRAND))
        row += 1
    if not table.frame.height:
        sheet.write_string(row, 0, table.empty, formats.of(italic=True, font_color=_GREY))
        return row + 1
    for at, column in enumerate(table.columns):
        side = "right" if column.look in NUMBERS else "left"
        sheet.write_string(row, at, column.header, formats.of(
            bold=True, font_color="#FFFFFF", bg_color=_BRAND, text_wrap=True, align=side, valign="vcenter",
            indent=int(side == "left")))
    first = row + 1
    for row, values in enumerate(table.frame.select([column.name for column in table.columns]).iter_rows(), first):
        for at, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            _write(sheet, row, at, value, formats.look(column.look, bottom=4, bottom_color=_PALE), document)
    if table.totals:
        row += 1
        for at, column in enumerate(table.columns):
            style = {"bold": True, "top": 1, "top_color": _BRAND}
            if column.name not in table.totals:
                sheet.write_string(row, at, document.text("total") if at == 0 else "", formats.of(**style))
            elif table.left_out:
                sheet.write_number(row, at, table.totals[column.name], formats.look(column.look, **style))
            else:
                area = f"{xl_rowcol_to_cell(first, at)}:{xl_rowcol_to_cell(row - 1, at)}"
                total = f"=SUBTOTAL(109,{area})"
                rounded = f"=ROUND({total[1:]},{document.places})" if column.look is Look.MONEY else total
                sheet.write_formula(row, at, rounded, formats.look(column.look, **style), table.totals[column.name])
    if table.left_out:
        row += 1
        sheet.write_string(row, 0, table.left_out, formats.of(italic=True, font_color=_GREY))
    return row + 1


def _write(sheet: Any, row: int, column: int, value: object, style: Any, document: Document) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        sheet.write_string(row, column, document.text("yes") if value else document.text("no"), style)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value)[:32_767], style)


def _width(table: Table, column: Column, document: Document) -> float:
    """As wide as its numbers ask; texts keep the width they were given and take several lines."""
    widest = min(column.width, _WIDEST)
    if column.look in NUMBERS and table.frame.height:
        values = [*table.frame[column.name].to_list(), table.totals.get(column.name)]
        widest = max(widest, *(len(shown(one, column.look, document.text, document.places)) + 2.5 for one in values))
    longest = max((len(word) for word in column.header.split()), default=1)
    return max(widest, longest * 1.15 + 1.5)
