"""Report and control sheets, from wipbook.sheets: empty tables with their looks, totals, charts, marks."""

from __future__ import annotations

from typing import Any

import polars as pl

from wipbook.ledger.policy import Policy
from wipbook.ooxml.address import absolute, parse_cell
from wipbook.sheets.data.checks import CHECKS
from wipbook.sheets.front.dashboard import FEED_ROW, TILES
from wipbook.sheets.layout import (
    HEADER_ROW,
    NOTE_ROW,
    TOTAL_ROW,
    Look,
    Mark,
    OutputColumn,
    OutputSheet,
    OutputTable,
    Pivot,
    to_cells,
)
from wipbook.sheets.value.statement import CLOSING_ROW
from workbook_templates.charts import add_chart
from workbook_templates.extent import extent
from workbook_templates.inputs import LAST_VALIDATED_ROW, TABLE_STYLE
from workbook_templates.looks import (
    BRAND,
    EMPTY,
    GREY,
    INK,
    INPUT_BLUE,
    TILE,
    WIDTHS,
    Formats,
    aligned,
    breaks,
    fitted,
)
from workbook_templates.marks import mark_column, round_quantities
from workbook_templates.page import HEADER_HEIGHT, head, lock, page

# Width of the empty column between tables that stand side by side.
GAP = 4
# Six tiles of three columns each.
# Within a group the columns are as wide as the figures below the charts ask; all groups are equally wide.
DASHBOARD_WIDTHS = (
    9.5, 13, 9, 12, 13, 6.5, 8, 11.75, 11.75, 6, 11.5, 14, 7.5, 9.5, 14.5, 13.5, 13.5, 4.5,
)


def add_output_sheet(workbook: Any, formats: Formats, sheet: OutputSheet) -> Any:
    """One output sheet, its tables empty but complete."""
    page_ = workbook.get_worksheet_by_name(sheet.name)
    fixed_view = sheet.name == "Dashboard"
    widths: list[float] = list(DASHBOARD_WIDTHS) if fixed_view else _widths(sheet)
    details = _details(sheet)
    for number, size in enumerate(widths):
        page_.set_column(number, number, size, formats(), _grouped(number, details))
    in_sight = [0 if number in details else size for number, size in enumerate(widths)]
    head(page_, formats, sheet.title, sheet.source, in_sight)
    page(
        page_,
        sheet.kind,
        sheet.landscape,
        repeat=sheet.tables[0].header_row == HEADER_ROW and not fixed_view,
        one_page=fixed_view,
        width=extent(widths, details, sheet.charts),
        header_lines=_header_lines(sheet, widths),
    )
    for table in sheet.tables:
        add_table(workbook, page_, formats, table, widths)
    if sheet.name == "Dashboard":
        _add_tiles(page_, formats)
    if sheet.name == "Checks":
        _fill_checks(workbook, page_, formats)
    if sheet.name == "Statement":
        _rule_off(page_, formats, sheet.tables[0])
    for name, address in sheet.named.items():
        define_name(workbook, name, sheet.name, address)
    places = {table.name: table for table in sheet.tables}
    for chart in sheet.charts:
        add_chart(workbook, page_, sheet.name, places[chart.table], chart)
    for pivot in sheet.pivots:
        _head_pivot(page_, formats, pivot)
    if not sheet.pivots:
        lock(page_)
    return page_


def _head_pivot(page_: Any, formats: Formats, pivot: Pivot) -> None:
    """Its name above the page fields, a blank row between these and the pivot; the cells it comes to are left blank."""
    row, column = parse_cell(pivot.anchor)
    page_.write_string(row - len(pivot.only) - 4, column - 1, pivot.name, formats.heading())
    for number, (header, value, _) in enumerate(pivot.only, row - len(pivot.only) - 2):
        page_.write_string(number, column - 1, header, formats.body(Look.TEXT))
        page_.write_string(number, column, value, formats.body(Look.TEXT))
    for number, size in enumerate(pivot.widths, column - 1):
        page_.set_column(number, number, size, formats())


def _widths(sheet: OutputSheet) -> list[float]:
    """Of each column of the sheet; where tables stand one below the other, the widest asks."""
    found: dict[int, float] = {}
    for table in sheet.tables:
        for number, column in enumerate(table.columns, table.first_column - 1):
            wanted = fitted(column.width or WIDTHS[column.look], column.name)
            found[number] = max(found.get(number, 0), wanted)
    return [found.get(number, GAP) for number in range(max(found) + 1)]


def _details(sheet: OutputSheet) -> set[int]:
    """The columns of the sheet that are hidden at first."""
    return {
        number for table in sheet.tables for number, column in enumerate(table.columns, table.first_column - 1)
        if column.detail
    }


def _grouped(column: int, details: set[int]) -> dict[str, Any]:
    """A detail is one level down and hidden; the column behind a group says that it is shut."""
    if column in details:
        return {"level": 1, "hidden": True}
    return {"collapsed": True} if column - 1 in details else {}


def _header_lines(sheet: OutputSheet, widths: list[float]) -> int:
    names = sheet.tables[0].headers
    return 1 + any(breaks(size, name) for size, name in zip(widths, names, strict=False))


def add_table(workbook: Any, page_: Any, formats: Formats, table: OutputTable, widths: list[float]) -> None:
    top, left = table.header_row - 1, table.first_column - 1
    initial = table.initial() if table.initial else None
    rows = max(1, table.rows, initial.height if initial is not None else 0)
    if table.heading:
        page_.write_string(top - 1, left, table.heading, formats.heading())
    if table.header_row == HEADER_ROW:
        _add_notes_and_totals(page_, formats, table, widths)
        round_quantities(workbook, page_, [column.look for column in table.columns], table.first_column, table.rows)
    else:
        lines = 1 + any(breaks(widths[n], c.name) for n, c in enumerate(table.columns, left))
        page_.set_row(top, HEADER_HEIGHT[lines])
    filtered = table.header_row == HEADER_ROW and not table.rows
    columns = []
    for column in table.columns:
        shown = _body(formats, column)
        entry: dict[str, Any] = {
            "header": column.name, "header_format": formats.header(column.look, filtered=filtered), "format": shown,
        }
        if column.formula:
            entry["formula"] = column.formula
        columns.append(entry)
    page_.add_table(
        top, left, top + rows, left + len(columns) - 1,
        {"name": table.name, "style": TABLE_STYLE, "columns": columns, "banded_rows": False,
         "autofilter": filtered},
    )
    for number, column in enumerate(table.columns, left):
        # The first row carries the look of all rows; a blank row must not compute from nothing.
        for row in range(top + 1, top + rows + 1):
            if not column.formula:
                page_.write_blank(row, number, None, _body(formats, column))
            elif column.look in (Look.TEXT, Look.CODE):  # the writer would store a zero
                page_.write_formula(row, number, column.formula, _body(formats, column), EMPTY)
        if column.mark:
            mark_column(workbook, page_, column.mark, number + 1, top + 2, table.rows)
        if column.choices:
            last = top + table.rows if table.rows else LAST_VALIDATED_ROW - 1
            page_.data_validation(top + 1, number, last, number, {"validate": "list", "source": list(column.choices)})
    if initial is not None:
        _fill(page_, formats, table, to_cells(initial, table.columns, currency_places=2))


def _fill(page_: Any, formats: Formats, table: OutputTable, rows: pl.DataFrame) -> None:
    """The rows a new workbook has from the start."""
    for at, row in enumerate(rows.iter_rows(named=True), table.header_row):
        for number, column in enumerate(table.columns, table.first_column - 1):
            value, shown = row[column.name], _body(formats, column)
            if column.formula:
                page_.write_formula(at, number, column.formula, shown, EMPTY if value in (None, "") else value)
            elif value is not None:
                page_.write(at, number, value, shown)


def _body(formats: Formats, column: OutputColumn) -> Any:
    more: dict[str, Any] = {"text_wrap": True} if column.wrap else {}
    if "HYPERLINK(" in column.formula:
        more |= {"font_color": BRAND, "underline": 1}
    if column.typed:
        more |= {"locked": False, "font_color": INPUT_BLUE}
    if column.mark is Mark.TRUE_IS_GOOD:
        more["bold"] = True
    return formats.body(column.look, **more)


def _add_notes_and_totals(page_: Any, formats: Formats, table: OutputTable, widths: list[float]) -> None:
    left = table.first_column - 1
    for number, column in enumerate(table.columns, left):
        page_.write_string(NOTE_ROW - 1, number, column.note, formats.note(column.look))
        if column.total:
            page_.write_formula(TOTAL_ROW - 1, number, table.total_formula(column), formats.total(column.look), 0)
    two_lines = any(len(column.note) > 1.1 * size for column, size in zip(table.columns, widths[left:], strict=False))
    if two_lines or not left:
        page_.set_row(NOTE_ROW - 1, 24 if two_lines else 15)
    page_.set_row(TOTAL_ROW - 1, 18)
    if any(column.total for column in table.columns):
        label = formats(bold=True, font_color=INK, **aligned(Look.TEXT))
        page_.write_string(TOTAL_ROW - 1, left, table.total_label, label)


def _add_tiles(page_: Any, formats: Formats) -> None:
    page_.set_row(4, 20)
    page_.set_row(5, 34)
    for letter, label in TILES.values():
        column = ord(letter) - ord("A")
        edge = {"left": 5, "left_color": BRAND, "bg_color": TILE, "align": "left", "indent": 1}
        page_.merge_range(4, column, 4, column + 2, label, formats(font_color=GREY, **edge))
        big = formats(font_size=20, bold=True, font_color=INK, num_format="#,##0;(#,##0);0", **edge)
        page_.merge_range(5, column, 5, column + 2, "", big)
        page_.write_formula(5, column, "=0", big, 0)
    page_.write_string(FEED_ROW - 2, 0, "Figures behind the charts", formats.heading())
    page_.set_zoom(90)


def define_name(workbook: Any, name: str, sheet: str, address: str) -> None:
    """Let a name mean one cell."""
    workbook.define_name(name, f"={absolute(sheet, *parse_cell(address))}")


def _fill_checks(workbook: Any, page_: Any, formats: Formats) -> None:
    for number, check in enumerate(CHECKS):
        row = HEADER_ROW + number
        text, money = formats.body(Look.TEXT), formats.body(Look.MONEY)
        define_name(workbook, f"chk_{check.id}", "Checks", f"H{row + 1}")
        page_.write_string(row, 0, f"chk_{check.id}", text)
        page_.write_string(row, 1, check.what, text)
        link = formats.body(Look.TEXT, font_color=BRAND, underline=1)
        page_.write_url(row, 2, f"internal:'{check.where}'!A1", link, check.where)
        page_.write_formula(row, 3, check.left, money, 0)
        page_.write_formula(row, 4, check.right, money, 0)
        page_.write_number(row, 6, check.tolerance(2, Policy().materiality), formats.body(Look.UNIT_COST))
        table = "Checks[[#This Row],[{}]]"
        page_.write_formula(row, 5, f"=ROUND({table.format('Left')}-{table.format('Right')},6)", money, 0)
        ok = f"=ABS({table.format('Difference')})<={table.format('Tolerance')}"
        page_.write_formula(row, 7, ok, formats.body(Look.FLAG, bold=True), True)


def _rule_off(page_: Any, formats: Formats, lines: OutputTable) -> None:
    """The closing balances below the last line."""
    row = CLOSING_ROW - 1
    closed = {"top": 1, "bottom": 6, "bold": True, "font_color": INK}
    page_.set_row(row, 18)
    page_.write_string(row, 0, lines.total_label, formats(**closed, **aligned(Look.TEXT)))
    for number, column in enumerate(lines.columns):
        if column.total:
            formula = f"=SUM({lines.name}[{column.name}])"
            page_.write_formula(row, number, formula, formats.total(column.look, bottom=6), 0)
