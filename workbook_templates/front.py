"""Home: company, period, state of the checks, index of all sheets, packs, legend, last runs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from wipbook.commands.declared import on_home
from wipbook.ooxml.sheet.cells import serial_of
from wipbook.schema import input_sheets, pack_notes, packs
from wipbook.sheets import output_sheets
from wipbook.sheets.front.home import COMPANY_LINE, FACTS, LEFT_OUT, PACKS_HEADER_ROW, RUNS_HEADER_ROW
from wipbook.sheets.layout import Look, Mark
from workbook_templates.inputs import TABLE_STYLE
from workbook_templates.looks import BRAND, EMPTY, GREY, INK, INPUT_BLUE, OPTIONAL, PAPER, SILENT, TAB, Formats, aligned
from workbook_templates.marks import DOUBT, mark_column
from workbook_templates.page import lock, page

# Index on the left, tables on the right, a narrow gap between them is the empty end of column C.
WIDTHS = (22, 74, 26, 20, 22, 60)
INDEX_ROW = PACKS_HEADER_ROW - 1
KINDS = {"front": "Policies", "input": "Inputs", "report": "Reports", "control": "Controls"}


def add_home(workbook: Any, formats: Formats) -> Any:
    """The first thing a user sees."""
    home = workbook.get_worksheet_by_name("Home")
    page(home, "front", landscape=True, repeat=False)
    for column, size in enumerate(WIDTHS):
        home.set_column(column, column, size, formats())
    home.set_row(0, 36)
    home.write_string(0, 0, "Work in process", formats(font_size=22, bold=True, font_color=BRAND))
    home.write_formula(1, 0, "=company", formats(font_size=12, bold=True, font_color=INK), EMPTY)
    workbook.define_name(COMPANY_LINE, "=Home!$A$2")
    advice = "Type on the blue tabs, then refresh. The grey tabs are computed; the amber tabs prove them."
    home.write_string(2, 0, advice, formats.source())
    _facts(workbook, home, formats)
    _runs(home, formats)
    _index(workbook, home, formats)
    _packs(home, formats)
    _legend(home, formats)
    for row in (RUNS_HEADER_ROW - 2, PACKS_HEADER_ROW - 3):
        home.set_row(row, 20)
    lock(home)
    return home


def _heading(home: Any, row: int, column: int, text: str, formats: Formats, columns: int = 3) -> None:
    ruled = {"bottom": 1, "bottom_color": BRAND}
    home.write_string(row, column, text, formats.heading(**ruled))
    for beside in range(column + 1, column + columns):
        home.write_blank(row, beside, None, formats(**ruled))


def _facts(workbook: Any, home: Any, formats: Formats) -> None:
    _heading(home, FACTS[0].row - 2, 0, "This workbook", formats, columns=2)
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
    home.write_url(check.row - 1, 2, "internal:'Checks'!A1", formats.link(indent=1), "see Checks")
    partly = {"type": "formula", "criteria": '=ISNUMBER(SEARCH("on what was read",header_line))', "stop_if_true": True,
              "format": workbook.add_format(DOUBT)}
    home.conditional_format(check.row - 1, 1, check.row - 1, 1, partly)
    mark_column(workbook, home, Mark.TRUE_IS_GOOD, 2, check.row, 1)
    left_out = next(fact for fact in FACTS if fact.name == LEFT_OUT)
    home.write_number(left_out.row - 1, 1, 0, formats(align="left", bold=True, num_format="#,##0", font_color=INK))
    home.write_url(left_out.row - 1, 2, "internal:'Exceptions'!A1", formats.link(indent=1), "see Exceptions")
    mark_column(workbook, home, Mark.ABOVE_ZERO_IS_DOUBTFUL, 2, left_out.row, 1)


def _index(workbook: Any, home: Any, formats: Formats) -> None:
    """All sheets by kind; those of a pack that is off step back."""
    _heading(home, INDEX_ROW - 2, 0, "Sheets", formats, columns=2)
    next_row = INDEX_ROW - 1
    for kind, entries in _sheets_by_kind().items():
        band = {"bold": True, "font_color": PAPER, "bg_color": TAB[kind], "indent": 1}
        home.write_string(next_row, 0, KINDS[kind], formats(**band))
        home.write_blank(next_row, 1, None, formats(**band))
        for row, (name, about, shown) in enumerate(entries, next_row + 1):
            link = formats.link(left=5, left_color=TAB[kind], indent=1)
            home.write_url(row, 0, f"internal:'{name}'!A1", link, name)
            home.write_string(row, 1, about, formats(font_color=INK))
            home.write_string(row, 2, _condition(shown), formats(font_color=GREY, font_size=9, italic=True, indent=1))
            _step_back(workbook, home, row, shown)
        next_row += len(entries) + 2


def _sheets_by_kind() -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
    """Name, what it holds, and what must be for it to be shown: packs, or rows; nothing when it always is."""
    found: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {kind: [] for kind in KINDS}
    found["front"].append(("Settings", "Method, period, tolerances, currency", ()))
    for sheet in input_sheets():
        found["input"].append((sheet.name, f"One row is {sheet.grain}", () if "core" in sheet.packs else sheet.packs))
    for output in output_sheets():
        rows = ("rows",) if output.when_empty == "hide" else ()
        found[output.kind].append((output.name, output.about, rows))
    return found


def _condition(shown: tuple[str, ...]) -> str:
    if not shown:
        return ""
    return "shown when it has rows" if shown == ("rows",) else "pack " + " or ".join(shown)


def _step_back(workbook: Any, home: Any, row: int, shown: tuple[str, ...]) -> None:
    """Grey the entry of a sheet while none of its packs is on (no table references in a conditional format)."""
    if not shown or shown == ("rows",):
        return
    first, last = PACKS_HEADER_ROW + 1, PACKS_HEADER_ROW + len(packs()) - 1
    on = "+".join(f'COUNTIFS($D${first}:$D${last},"{pack}",$E${first}:$E${last},"yes")' for pack in shown)
    grey = workbook.add_format({"font_color": SILENT})
    home.conditional_format(row, 0, row, 2, {"type": "formula", "criteria": f"={on}=0", "format": grey})


def _table(home: Any, formats: Formats, top: int, name: str, headers: tuple[str, ...], rows: int) -> None:
    home.add_table(
        top, 3, top + rows, 5,
        {"name": name, "style": TABLE_STYLE, "autofilter": False, "banded_rows": False,
         "columns": [{"header": header, "header_format": formats.header()} for header in headers]},
    )


def _packs(home: Any, formats: Formats) -> None:
    _heading(home, PACKS_HEADER_ROW - 3, 3, "Packs", formats)
    advice = "Set Show to yes, then refresh: the sheets of the pack appear. Sheets in grey are hidden till then."
    home.write_string(PACKS_HEADER_ROW - 2, 3, advice, formats.source())
    names = packs()[1:]
    _table(home, formats, PACKS_HEADER_ROW - 1, "Packs", ("Pack", "Show", "What it brings"), len(names))
    for row, name in enumerate(names, PACKS_HEADER_ROW):
        home.write_string(row, 3, name, formats.body(Look.TEXT, bold=True))
        home.write_string(row, 4, "no", formats.body(Look.TEXT, font_color=INPUT_BLUE, locked=False))
        home.write_string(row, 5, pack_notes()[name], formats.body(Look.TEXT))
        home.data_validation(row, 4, row, 4, {"validate": "list", "source": ["yes", "no"]})


def _runs(home: Any, formats: Formats) -> None:
    _heading(home, RUNS_HEADER_ROW - 2, 3, "Last runs", formats)
    _table(home, formats, RUNS_HEADER_ROW - 1, "LastRuns", ("Command", "When", "Result"), len(on_home()))
    for row, name in enumerate(on_home(), RUNS_HEADER_ROW):
        home.write_string(row, 3, name, formats.body(Look.TEXT, bold=True))
        home.write_blank(row, 4, None, formats.body(Look.TIMESTAMP))
        home.write_string(row, 5, "not yet run", formats.body(Look.TEXT, font_color=GREY))


def _legend(home: Any, formats: Formats) -> None:
    top = PACKS_HEADER_ROW + len(packs()) + 1
    _heading(home, top, 3, "Colours", formats)
    rows: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("1,234.50", "Blue: typed or imported, yours", {"font_color": INPUT_BLUE}),
        ("1,234.50", "Black: computed by wipbook; protected, no password", {"font_color": INK}),
        ("Header", "Dark header: the column is required", {"bg_color": BRAND, "font_color": PAPER}),
        ("Header", "Lighter header: the column may stay blank", {"bg_color": OPTIONAL, "font_color": PAPER}),
        ("Tab", "Inputs", {"bg_color": TAB["input"], "font_color": PAPER}),
        ("Tab", "Reports", {"bg_color": TAB["report"], "font_color": PAPER}),
        ("Tab", "Controls: checks, exceptions, change log", {"bg_color": TAB["control"], "font_color": PAPER}),
    )
    for row, (sample, meaning, look) in enumerate(rows, top + 1):
        home.write_string(row, 3, sample, formats(**look, **aligned(Look.TEXT)))
        home.write_string(row, 4, meaning, formats(**aligned(Look.TEXT)))
