"""Home: the first screen, then the facts of the workbook, the packs, and all sheets by who works with them."""

from __future__ import annotations

import datetime as dt
from math import ceil
from typing import Any

from wipbook.commands.declared import on_home
from wipbook.ooxml.address import absolute, parse_cell
from wipbook.ooxml.sheet.cells import serial_of
from wipbook.port.tables import Formula
from wipbook.schema import input_sheets, pack_notes, packs
from wipbook.sheets import output_sheets
from wipbook.sheets.front import screen
from wipbook.sheets.front.home import COMPANY_LINE, FACTS, FACTS_ROW, LEFT_OUT, PACKS_HEADER_ROW, RUNS_HEADER_ROW
from wipbook.sheets.front.tabs import (
    HIDDEN,
    INDEX_COLUMNS,
    SETTINGS,
    SHOWN,
    TABLE,
    link_where_shown,
    role_of,
    sheet_names,
    tabs_of,
)
from wipbook.sheets.layout import Look, Mark
from wipbook.values.user_role import CONTROLLER, UserRole
from workbook_templates.inputs import TABLE_STYLE
from workbook_templates.looks import (
    BRAND,
    EMPTY,
    GREY,
    INK,
    INPUT_BLUE,
    OPTIONAL,
    PAPER,
    SILENT,
    TAB,
    TILE,
    Formats,
    aligned,
)
from workbook_templates.marks import DOUBT, mark_column
from workbook_templates.outputs import add_table
from workbook_templates.page import lock, page

# The first screen at 1366 x 768 shows some 1,310 by 460 pixels: these columns, and the rows down to the next step.
WIDTHS = (26, 18, 18, 36, 14, 9, 1.5, 14, 17, 26, 2)
ROW, TITLE_HEIGHT, FIGURE_HEIGHT = 13.5, 24, 23
LEFT, RUNS = 0, 7
"""Columns where the two halves of the first screen begin."""
INDEX_ROW = max(FACTS[-1].row, PACKS_HEADER_ROW + len(packs())) + 12
HEADINGS = ("To type on", "To prove it", "To read")
# Characters of small print across the columns that say what a sheet holds.
ABOUT = (23, 46, 74)


def add_home(workbook: Any, formats: Formats) -> Any:
    """The first thing a user sees."""
    home = workbook.get_worksheet_by_name("Home")
    page(home, "front", landscape=True, repeat=False, one_page=False)
    for column, size in enumerate(WIDTHS):
        home.set_column(column, column, size, formats())
    home.set_column(len(WIDTHS), len(WIDTHS) + 1, 18, formats(), {"hidden": True})
    home.set_default_row(ROW)
    home.set_row(0, TITLE_HEIGHT)
    home.write_string(0, 0, "Work in process", formats(font_size=18, bold=True, font_color=BRAND))
    home.write_formula(1, 0, "=company", formats(font_size=11, bold=True, font_color=INK), EMPTY)
    workbook.define_name(COMPANY_LINE, "=Home!$A$2")
    for name, address in screen.ADDRESSES.items():
        workbook.define_name(name, f"={absolute('Home', *parse_cell(address))}")
    _figures(workbook, home, formats)
    _status(workbook, home, formats)
    _trouble(workbook, home, formats)
    _next(home, formats)
    _runs(home, formats)
    _facts(workbook, home, formats)
    _packs(home, formats)
    _legend(home, formats)
    _index(workbook, home, formats)
    _tabs(home, formats)
    lock(home)
    return home


def _heading(home: Any, row: int, column: int, text: str, formats: Formats, columns: int) -> None:
    """``row`` counts from 1."""
    ruled = {"bottom": 1, "bottom_color": BRAND}
    home.set_row(row - 1, 16)
    home.write_string(row - 1, column, text, formats.heading(**ruled))
    for beside in range(column + 1, column + columns):
        home.write_blank(row - 1, beside, None, formats(**ruled))


def _figures(workbook: Any, home: Any, formats: Formats) -> None:
    """Three amounts, each over two columns, with what they were at the last close; the label leads to the Statement."""
    home.write_string(2, 0, "No refresh yet: type or import rows, then press Refresh.", formats.source())
    home.write_formula(2, 3, '=""', formats.source(), EMPTY)
    changed = {"type": "formula", "criteria": '=LEFT($D$3,14)="Inputs changed"', "format": workbook.add_format(DOUBT)}
    home.conditional_format(2, 3, 2, 3, changed)
    _heading(home, 4, LEFT, "How much", formats, 6)
    home.set_row(screen.AMOUNT_ROW - 1, FIGURE_HEIGHT)
    edge = {"left": 5, "left_color": BRAND, "bg_color": TILE, "align": "left", "indent": 1}
    for stage, letter in screen.FIGURES.items():
        column = ord(letter) - ord("A")
        link = link_where_shown("Statement", f'"{stage}"', stage)
        row = screen.AMOUNT_ROW - 1
        home.merge_range(row - 1, column, row - 1, column + 1, "", formats(font_color=GREY, underline=1, **edge))
        _put(home, row - 1, column, link, formats(font_color=GREY, underline=1, **edge))
        big = formats(font_size=16, bold=True, font_color=INK, num_format="#,##0.00_);(#,##0.00);\"-\"??_)", **edge)
        home.merge_range(row, column, row, column + 1, "", big)
        home.write_formula(row, column, screen.amount_formula(stage), big, 0)
        small = formats(font_size=9, font_color=GREY, **edge)
        home.merge_range(row + 1, column, row + 1, column + 1, "", small)


def _put(home: Any, row: int, column: int, cell: Formula, look: Any) -> None:
    home.write_formula(row, column, cell.text, look, EMPTY if cell.value in (None, "") else cell.value)


def _status(workbook: Any, home: Any, formats: Formats) -> None:
    _heading(home, screen.STATUS_ROW - 1, LEFT, "What is wrong", formats, 6)
    row = screen.STATUS_ROW - 1
    look = formats.link(align="left", indent=1)
    home.merge_range(row, 0, row, 1, "", look)
    home.merge_range(row, 4, row, 5, "", look)
    cells = (
        (0, link_where_shown("Checks", screen.CHECKS_TEXT, _all_agree())),
        (2, link_where_shown("Exceptions", screen.LEFT_OUT_TEXT, "Rows left out: 0")),
        (3, Formula(screen.high_findings_formula(), screen.NO_AUDIT)),
        (4, link_where_shown("Close", '"No period yet"', "No period yet")),
    )
    for column, cell in cells:
        _put(home, row, column, cell, look)
    doubtful = (
        (0, "=NOT(AND(chk_all,TRUE))"), (2, "=N(rows_left_out)>0"),
        (3, f'=AND(ISNUMBER(--LEFT({screen.HIGH_FINDINGS},1)),LEFT({screen.HIGH_FINDINGS},2)<>"0 ")'),
    )
    for column, criteria in doubtful:
        home.conditional_format(row, column, row, column + (column == 0),
                                {"type": "formula", "criteria": criteria, "format": workbook.add_format(DOUBT)})


def _all_agree() -> str:
    from wipbook.sheets.data.checks import CHECKS

    return f"Checks: {len(CHECKS)} of {len(CHECKS)} agree"


def _trouble(workbook: Any, home: Any, formats: Formats) -> None:
    table = screen.SCREEN.tables[0]
    _heading(home, screen.TROUBLE_ROW - 1, LEFT, "Jobs in trouble", formats, 6)
    add_table(workbook, home, formats, table, list(WIDTHS))
    home.set_row(screen.TROUBLE_ROW - 1, 15)


def _next(home: Any, formats: Formats) -> None:
    _heading(home, screen.NEXT_ROW - 1, LEFT, "Next step", formats, 6)
    row = screen.NEXT_ROW - 1
    said = formats(bold=True, font_color=INK, indent=1)
    home.write_string(row, 0, "Type or import materials, jobs, movements and labor, then refresh", said)
    link = formats.link(indent=1)
    _put(home, row + 1, 0, link_where_shown("Movements", '"Buttons Import and Refresh, or wipbook import"',
                                            "Buttons Import and Refresh, or wipbook import"), link)


def _runs(home: Any, formats: Formats) -> None:
    _heading(home, RUNS_HEADER_ROW - 1, RUNS, "Last runs", formats, 3)
    _table(home, formats, RUNS_HEADER_ROW, "LastRuns", ("Command", "When", "Result"), len(on_home()))
    for row, name in enumerate(on_home(), RUNS_HEADER_ROW):
        home.write_string(row, RUNS, name, formats.body(Look.TEXT, bold=True))
        home.write_blank(row, RUNS + 1, None, formats.body(Look.TIMESTAMP, num_format="yyyy-mm-dd hh:mm"))
        home.write_string(row, RUNS + 2, "not yet run", formats.body(Look.TEXT, font_color=GREY, font_size=9))


def _facts(workbook: Any, home: Any, formats: Formats) -> None:
    _heading(home, FACTS_ROW - 1, LEFT, "This workbook", formats, 6)
    for fact in FACTS:
        row = fact.row - 1
        home.write_string(row, 0, fact.label, formats(font_color=GREY))
        shown = formats(align="left", bold=True, num_format=fact.number_format, font_color=INK)
        if fact.formula:
            value = serial_of(fact.initial) if isinstance(fact.initial, dt.date) else fact.initial
            home.write_formula(row, 1, fact.formula, shown, EMPTY if value == "" else value)
        else:
            home.write_blank(row, 1, None, shown)
        workbook.define_name(fact.name, f"=Home!$B${fact.row}")
    check = next(fact for fact in FACTS if fact.name == "chk_all")
    partly = {"type": "formula", "criteria": '=ISNUMBER(SEARCH("on what was read",header_line))', "stop_if_true": True,
              "format": workbook.add_format(DOUBT)}
    home.conditional_format(check.row - 1, 1, check.row - 1, 1, partly)
    mark_column(workbook, home, Mark.TRUE_IS_GOOD, 2, check.row, 1)
    left_out = next(fact for fact in FACTS if fact.name == LEFT_OUT)
    home.write_number(left_out.row - 1, 1, 0, formats(align="left", bold=True, num_format="#,##0", font_color=INK))
    mark_column(workbook, home, Mark.ABOVE_ZERO_IS_DOUBTFUL, 2, left_out.row, 1)


def _table(home: Any, formats: Formats, top: int, name: str, headers: tuple[str, ...], rows: int,
           column: int = RUNS) -> None:
    """``top`` is the row of the header, from 1."""
    home.add_table(
        top - 1, column, top - 1 + rows, column + len(headers) - 1,
        {"name": name, "style": TABLE_STYLE, "autofilter": False, "banded_rows": False,
         "columns": [{"header": header, "header_format": formats.header()} for header in headers]},
    )


def _packs(home: Any, formats: Formats) -> None:
    _heading(home, PACKS_HEADER_ROW - 2, RUNS, "Packs", formats, 3)
    advice = "Set Show to yes: the sheets of the pack join the tabs of their roles."
    home.write_string(PACKS_HEADER_ROW - 2, RUNS, advice, formats.source())
    names = packs()[1:]
    _table(home, formats, PACKS_HEADER_ROW, "Packs", ("Pack", "Show", "What it brings"), len(names))
    for row, name in enumerate(names, PACKS_HEADER_ROW):
        home.write_string(row, RUNS, name, formats.body(Look.TEXT, bold=True))
        home.write_string(row, RUNS + 1, "no", formats.body(Look.TEXT, font_color=INPUT_BLUE, locked=False))
        home.write_string(row, RUNS + 2, pack_notes()[name], formats.body(Look.TEXT, font_size=8, text_wrap=True))
        home.set_row(row, max(ROW, 2 + 11 * ceil(len(pack_notes()[name]) / 32)))
        home.data_validation(row, RUNS + 1, row, RUNS + 1, {"validate": "list", "source": ["yes", "no"]})


def _legend(home: Any, formats: Formats) -> None:
    top = INDEX_ROW - 10
    _heading(home, top, LEFT, "Colours", formats, 6)
    rows: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("1,234.50", "Blue: typed or imported, yours", {"font_color": INPUT_BLUE}),
        ("1,234.50", "Black: computed by wipbook; protected, no password", {"font_color": INK}),
        ("Header", "Dark header: the column is required", {"bg_color": BRAND, "font_color": PAPER}),
        ("Header", "Lighter header: the column may stay blank", {"bg_color": OPTIONAL, "font_color": PAPER}),
        ("Tab", "Inputs", {"bg_color": TAB["input"], "font_color": PAPER}),
        ("Tab", "Reports", {"bg_color": TAB["report"], "font_color": PAPER}),
        ("Tab", "Controls: checks, exceptions, change log", {"bg_color": TAB["control"], "font_color": PAPER}),
    )
    for row, (sample, meaning, look) in enumerate(rows, top):
        home.write_string(row, 0, sample, formats(**look, **aligned(Look.TEXT)))
        home.write_string(row, 1, meaning, formats(**aligned(Look.TEXT)))


def _index(workbook: Any, home: Any, formats: Formats) -> None:
    """All sheets in three columns, by the role that works with them; those that are hidden are no links."""
    _heading(home, INDEX_ROW, LEFT, "All sheets", formats, 10)
    advice = (
        "Underlined: click. Grey: hidden; put the cursor on it and press Go To on the tab WIP, or without the add-in "
        "right-click a tab and choose Unhide. View chooses whose tabs are shown."
    )
    home.write_string(INDEX_ROW, 0, advice, formats.source())
    kinds = ("input", "control", "report")
    blocks = [(ord(letter) - ord("A"), kind) for letter, kind in zip(INDEX_COLUMNS, kinds, strict=True)]
    row = INDEX_ROW + 1
    for (column, kind), said in zip(blocks, HEADINGS, strict=True):
        band = formats(bold=True, font_color=PAPER, bg_color=TAB[kind], indent=1)
        last = 9 if column == 4 else column + 1
        for at in range(column, last + 1):
            home.write_blank(row, at, None, band)
        home.write_string(row, column, said, band)
    row += 1
    by_role = _sheets_by_role()
    for role in UserRole:
        home.write_string(row, 0, role.value, formats(bold=True, font_color=BRAND))
        listed = [by_role[role][kind] for kind in kinds]
        for at in range(max(map(len, listed))):
            row += 1
            lines = 1
            for (column, kind), entries, room in zip(blocks, listed, ABOUT, strict=True):
                if at < len(entries):
                    name, about = entries[at]
                    _entry(workbook, home, formats, (row, column), kind, name, about)
                    lines = max(lines, ceil(len(about) / room))
            home.set_row(row, max(ROW, 3 + 11 * lines))
        row += 2


def _entry(
    workbook: Any, home: Any, formats: Formats, at: tuple[int, int], kind: str, name: str, about: str
) -> None:
    row, column = at
    look = formats.link(left=5, left_color=TAB[kind], indent=1, valign="top")
    small = formats(font_color=GREY, font_size=8, text_wrap=True, valign="top")
    if column == 4:  # the third block is as wide as what stands above it
        home.merge_range(row, column, row, column + 1, "", look)
        home.merge_range(row, RUNS, row, RUNS + 2, about, small)
    else:
        home.write_string(row, column + 1, about, small)
    _put(home, row, column, link_where_shown(name, f'"{name}"', name), look)
    first = TABS_ROW + 1
    last = TABS_ROW + len(sheet_names())
    hidden = f'=COUNTIFS($L${first}:$L${last},"{name}",$M${first}:$M${last},"{SHOWN}")=0'
    grey = workbook.add_format({"font_color": SILENT, "underline": 0})
    home.conditional_format(row, column, row, column, {"type": "formula", "criteria": hidden, "format": grey})


def _sheets_by_role() -> dict[UserRole, dict[str, list[tuple[str, str]]]]:
    """Name and what it holds, by role and kind."""
    found: dict[UserRole, dict[str, list[tuple[str, str]]]] = {
        role: {"input": [], "control": [], "report": []} for role in UserRole
    }
    found[role_of(SETTINGS)]["input"].append((SETTINGS, "Method, period, tolerances, currency, whose tabs are shown"))
    for sheet in input_sheets():
        found[role_of(sheet.name)]["input"].append((sheet.name, sheet.grain))
    for output in output_sheets():
        found[role_of(output.name)][output.kind].append((output.name, output.about))
    return found


TABS_ROW = 5
"""The header of the table of tabs, from 1."""


def _tabs(home: Any, formats: Formats) -> None:
    """Which sheets wipbook left shown, for the links and for the next run; in hidden columns."""
    _table(home, formats, TABS_ROW, TABLE, ("Sheet", "Shown"), len(sheet_names()), column=len(WIDTHS))
    mine = shown_at_first()
    for row, name in enumerate(sheet_names(), TABS_ROW):
        home.write_string(row, len(WIDTHS), name, formats())
        home.write_string(row, len(WIDTHS) + 1, SHOWN if name in mine else HIDDEN, formats())


def shown_at_first() -> frozenset[str]:
    """The tabs of a new workbook: of a controller's, the inputs that every plant has and the reports that show
    something before there are rows."""
    blank = {sheet.name for sheet in input_sheets() if not sheet.core}
    blank |= {sheet.name for sheet in output_sheets() if sheet.when_empty == "hide"}
    return tabs_of(CONTROLLER) - blank
