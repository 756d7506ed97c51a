"""What draws the eye: conditional formats by the mark of a column, and whole quantities without a stray point."""

from __future__ import annotations

from typing import Any

from wipbook.port.tables import letters
from wipbook.sheets.layout import FIRST_ROW, Look, Mark
from workbook_templates.looks import AMBER, AMBER_PALE, BAD, BAD_PALE, GOOD, GOOD_PALE, SILENT

LAST_SHEET_ROW = 1_048_576
# Conditional formats may not hold table references, so they reach down the sheet: tables grow. Their rules
# name whole columns: a reference to the only row of a new table would be stretched when the table grows.

_GOOD = {"font_color": GOOD, "bg_color": GOOD_PALE}
_BAD = {"font_color": BAD, "bg_color": BAD_PALE}
DOUBT = {"font_color": AMBER, "bg_color": AMBER_PALE}

# For each mark: formulas over a cell, and the look of a cell for which one holds.
_RULES: dict[Mark, tuple[tuple[str, dict[str, str]], ...]] = {
    Mark.TRUE_IS_GOOD: (("={0}=TRUE", _GOOD), ("={0}=FALSE", _BAD)),
    Mark.TRUE_IS_LATE: (("={0}=TRUE", DOUBT), ("={0}=FALSE", {"font_color": SILENT})),
    Mark.ABOVE_ZERO: (("=AND(ISNUMBER({0}),{0}>0)", {"font_color": BAD}),),
    Mark.ABOVE_ZERO_IS_DOUBTFUL: (("=AND(ISNUMBER({0}),{0}>0)", DOUBT),),
    Mark.BELOW_ZERO: (("=AND(ISNUMBER({0}),{0}<0)", {"font_color": BAD}),),
    Mark.NOT_ZERO: (("=AND(ISNUMBER({0}),{0}<>0)", _BAD),),
    Mark.SHORTAGE: (('=OR(LEFT({0},5)="short",{0}="trued up")', DOUBT),),
    Mark.EXCLUDED: (('=OR({0}="row excluded",{0}="not read",{0}="column gone")', _BAD), ('={0}="warning"', DOUBT)),
    Mark.SEVERITY: (('={0}="high"', _BAD), ('={0}="medium"', DOUBT)),
    Mark.OUTSTANDING: (
        ('=OR({0}="overdue",{0}="outside tolerance",LEFT({0},6)="failed",LEFT({0},1)="X")', _BAD),
        ('=OR({0}="late",{0}="too late",{0}="stop",{0}="will pass the limit",{0}="D",{0}="bottleneck")', _BAD),
        ('=OR({0}="order now",{0}="too high",{0}="too low")', _BAD),
        ('=OR({0}="due",{0}="recount",{0}="amounts differ",LEFT({0},3)="in ",{0}="open",{0}="pending")', DOUBT),
        ('=OR({0}="below safety stock",{0}="build",{0}="hold",LEFT({0},4)="not ")', DOUBT),
        ('=OR({0}="warning",{0}="C",{0}="worse",{0}="job late",{0}="expedite",{0}="order soon")', DOUBT),
    ),
    Mark.SIGNED: (('={0}="as signed"', _GOOD), ('=LEN({0})>LEN("as signed")', DOUBT)),
}


def mark_column(workbook: Any, page: Any, mark: Mark, column: int, first: int = FIRST_ROW, rows: int = 0) -> None:
    """Mark ``column`` (from 1) over ``rows`` rows from row ``first``, or to the end of the sheet."""
    name = letters(column)
    area = f"{name}{first}:{name}{first + rows - 1 if rows else LAST_SHEET_ROW}"
    for formula, look in _RULES.get(mark, ()):
        rule = {"type": "formula", "criteria": formula.format(_cell(name)), "format": workbook.add_format(look)}
        page.conditional_format(area, rule)


def _cell(column: str) -> str:
    """The cell of ``column`` in the row that the rule is asked for."""
    return f"INDEX(${column}:${column},ROW())"


def round_quantities(workbook: Any, page: Any, looks: list[Look], first_column: int = 1, rows: int = 0) -> None:
    """Excel shows 40 as ``40.`` in a format with optional decimals; whole quantities get a format without.

    Over ``rows`` rows where another table stands below, whose dates must not be shown as quantities.
    """
    last = FIRST_ROW + rows - 1 if rows else LAST_SHEET_ROW
    whole = workbook.add_format({"num_format": '#,##0_);(#,##0);"-"??_)'})
    for number, look in enumerate(looks, first_column):
        if look is Look.QUANTITY:
            name = letters(number)
            cell = _cell(name)
            rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{cell}=INT({cell}))", "format": whole}
            page.conditional_format(f"{name}{FIRST_ROW}:{name}{last}", rule)
