"""What every sheet of the template shares: header lines, print set-up, frozen header, tab colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from wipbook.sheets.front.home import FACTS
from wipbook.sheets.layout import COMPANY_ROW, FIRST_ROW, HEADER_ROW, SOURCE_ROW, TITLE_ROW
from workbook_templates.extent import pages_across
from workbook_templates.looks import TAB, Formats

# Rows are counted from 1 in the layout and from 0 by the writer.


# The way home stands right of the longest title, whatever the widths of the columns below.
TITLE_WIDTH = 52


_LINE = next(str(fact.initial) for fact in FACTS if fact.name == "header_line")


def head(sheet: Any, formats: Formats, title: str, source: str, widths: Sequence[float] = ()) -> None:
    """Title, company line (bound to Home), source line and the way back to Home. A column that is hidden is 0 wide."""
    sheet.set_row(TITLE_ROW - 1, 28)
    sheet.write_string(TITLE_ROW - 1, 0, title, formats.title())
    sheet.write_formula(COMPANY_ROW - 1, 0, "=header_line", formats.company(), _LINE)
    sheet.write_string(SOURCE_ROW - 1, 0, source, formats.source())
    reached = list(accumulate(widths))
    column = next(
        (number for number, width in enumerate(reached, 1) if width >= TITLE_WIDTH and all(widths[number:number + 1])),
        len(reached),
    )
    sheet.write_url(TITLE_ROW - 1, column, "internal:'Home'!A1", formats.link(), "Home")


# By the number of lines its longest header takes.
HEADER_HEIGHT = {1: 21, 2: 31}


def page(
    sheet: Any,
    kind: str,
    landscape: bool = True,
    repeat: bool = True,
    freeze_columns: int = 1,
    width: float = 0,
    header_lines: int = 1,
    one_page: bool = True,
) -> None:
    """Print set-up and view: fit to width, repeated header rows, page n of m, frozen header. A sheet that is ``width``
    pixels wide takes as many pages side by side as its print asks, each with the keys of its rows.

    A sheet that repeats no header is one page, or with ``one_page`` False as many as it takes.
    """
    sheet.set_tab_color(TAB[kind])
    sheet.hide_gridlines(2)
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    across = pages_across(int(width), landscape)
    wide = across > 1 and (repeat or not one_page)
    # A sheet without a header to repeat is one picture: it goes on one page.
    sheet.fit_to_pages(across if wide else 1, 0 if repeat or not one_page else 1)
    if wide:
        if repeat:
            sheet.repeat_columns(0, freeze_columns - 1)
        sheet.print_across()
    sheet.set_footer("&L&8&F  ·  &A&C&8Prepared by ________  Reviewed by ________&R&8Page &P of &N")
    if repeat:
        sheet.set_row(HEADER_ROW - 1, HEADER_HEIGHT[header_lines])
        sheet.repeat_rows(HEADER_ROW - 1)
        sheet.freeze_panes(FIRST_ROW - 1, freeze_columns)


def lock(sheet: Any) -> None:
    """Protect formulas without a password: anyone may unprotect, nobody overwrites by accident."""
    sheet.protect(
        "",
        {
            "format_cells": True, "format_columns": True, "format_rows": True, "sort": True, "autofilter": True,
            "select_locked_cells": True, "select_unlocked_cells": True, "pivot_tables": True, "objects": True,
        },
    )
