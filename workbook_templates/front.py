"""Home: company, period, state of the checks, index of all sheets, packs, legend, last runs."""

from __future__ import annotations

from typing import Any

from wipbook.schema import input_sheets, packs
from wipbook.sheets import output_sheets
from wipbook.sheets.home import COMMANDS, FACTS, PACK_NOTES, PACKS_HEADER_ROW, RUNS_HEADER_ROW
from workbook_templates.inputs import TABLE_STYLE
from workbook_templates.looks import BAD, BAD_PALE, BRAND, GOOD, GREY, INK, INPUT_BLUE, TAB, Formats
from workbook_templates.page import lock, page

INDEX_ROW = 14


def add_home(workbook: Any, formats: Formats) -> Any:
    """The first thing a user sees."""
    home = workbook.get_worksheet_by_name("Home")
    page(home, "front", landscape=True, repeat=False)
    for column, size in enumerate((22, 62, 3, 22, 20, 52)):
        home.set_column(column, column, size, formats())
    home.set_row(0, 34)
    home.write_string(0, 0, "Work in process", formats(font_size=22, bold=True, font_color=BRAND))
    home.write_formula(1, 0, "=company", formats(font_size=12, bold=True, font_color=INK), "")
    home.write_string(
        2,
        0,
        "Type on the blue tabs, then refresh. The grey tabs are computed; the amber tabs prove them.",
        formats.source(),
    )
    for fact in FACTS:
        row = fact.row - 1
        home.write_string(row, 0, fact.label, formats(font_color=GREY))
        shown = formats(align="left", bold=True, num_format=fact.number_format, font_color=INK)
        home.write_formula(row, 1, fact.formula, shown, fact.initial)
        workbook.define_name(fact.name, f"=Home!$B${fact.row}")
    check = next(fact for fact in FACTS if fact.name == "chk_all")
    cell = f"B{check.row}"
    good = workbook.add_format({"font_color": GOOD, "bg_color": "#DCFCE7"})
    bad = workbook.add_format({"font_color": BAD, "bg_color": BAD_PALE})
    home.conditional_format(cell, {"type": "formula", "criteria": f"=${cell}=TRUE", "format": good})
    home.conditional_format(cell, {"type": "formula", "criteria": f"=${cell}=FALSE", "format": bad})
    _index(home, formats)
    _packs(home, formats)
    _runs(home, formats)
    _legend(home, formats)
    lock(home)
    return home


def _heading(home: Any, row: int, column: int, text: str, formats: Formats) -> None:
    home.write_string(
        row, column, text, formats(bold=True, font_size=12, font_color=BRAND, bottom=1, bottom_color=BRAND)
    )
    home.write_blank(row, column + 1, None, formats(bottom=1, bottom_color=BRAND))


def _index(home: Any, formats: Formats) -> None:
    _heading(home, INDEX_ROW - 2, 0, "Sheets", formats)
    entries = [("Settings", "Policies: method, period, tolerances", "front")]
    entries += [(sheet.name, f"One row is {sheet.grain}", "input") for sheet in input_sheets()]
    entries += [(sheet.name, sheet.about, sheet.kind) for sheet in output_sheets()]
    for number, (name, about, kind) in enumerate(entries):
        row = INDEX_ROW - 1 + number
        home.write_url(row, 0, f"internal:'{name}'!A1", formats.link(left=5, left_color=TAB[kind]), name)
        home.write_string(row, 1, about, formats(font_color=INK))


def _packs(home: Any, formats: Formats) -> None:
    _heading(home, PACKS_HEADER_ROW - 2, 3, "Packs: set Show to yes, then refresh", formats)
    names = packs()[1:]
    home.add_table(
        PACKS_HEADER_ROW - 1, 3, PACKS_HEADER_ROW - 1 + len(names), 5,
        {"name": "Packs", "style": TABLE_STYLE, "autofilter": False,
         "columns": [{"header": h, "header_format": formats.header()} for h in ("Pack", "Show", "What it brings")]},
    )  # fmt: skip
    for number, name in enumerate(names):
        row = PACKS_HEADER_ROW + number
        home.write_string(row, 3, name, formats(bold=True))
        home.write_string(row, 4, "no", formats(font_color=INPUT_BLUE, locked=False))
        home.write_string(row, 5, PACK_NOTES[name], formats())
        home.data_validation(row, 4, row, 4, {"validate": "list", "source": ["yes", "no"]})


def _runs(home: Any, formats: Formats) -> None:
    _heading(home, RUNS_HEADER_ROW - 2, 3, "Last runs", formats)
    home.add_table(
        RUNS_HEADER_ROW - 1, 3, RUNS_HEADER_ROW - 1 + len(COMMANDS), 5,
        {"name": "LastRuns", "style": TABLE_STYLE, "autofilter": False,
         "columns": [{"header": h, "header_format": formats.header()} for h in ("Command", "When", "Result")]},
    )  # fmt: skip
    for number, name in enumerate(COMMANDS):
        row = RUNS_HEADER_ROW + number
        home.write_string(row, 3, name, formats(bold=True))
        home.write_blank(row, 4, None, formats(num_format="yyyy-mm-dd hh:mm:ss", align="left"))
        home.write_string(row, 5, "not yet run", formats(font_color=GREY))


def _legend(home: Any, formats: Formats) -> None:
    top = RUNS_HEADER_ROW + len(COMMANDS) + 2
    _heading(home, top - 1, 3, "Colours", formats)
    rows = (
        ("Blue figures", "typed or imported: yours", {"font_color": INPUT_BLUE}),
        ("Black figures", "computed by wipbook: protected, no password", {"font_color": INK}),
        ("Blue tabs", "inputs", {"bg_color": TAB["input"], "font_color": "#FFFFFF"}),
        ("Grey tabs", "reports", {"bg_color": TAB["report"], "font_color": "#FFFFFF"}),
        (
            "Amber tabs",
            "controls: checks, exceptions, change log",
            {"bg_color": TAB["control"], "font_color": "#FFFFFF"},
        ),
    )
    for number, (name, meaning, look) in enumerate(rows):
        home.write_string(top + number, 3, name, formats(**look))
        home.write_string(top + number, 4, meaning, formats())
