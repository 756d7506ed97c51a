"""Report and control sheets, from wipbook.sheets: empty tables with their looks, totals, charts, marks."""

from __future__ import annotations

from typing import Any

from wipbook.sheets.checks import CHECKS
from wipbook.sheets.dashboard import TILES
from wipbook.sheets.layout import (
    FIRST_ROW,
    HEADER_ROW,
    NOTE_ROW,
    NUMBER_FORMATS,
    TOTAL_ROW,
    Chart,
    Look,
    OutputSheet,
    OutputTable,
)
from workbook_templates.inputs import TABLE_STYLE
from workbook_templates.looks import BAD, BAD_PALE, BRAND, CHART_COLOURS, FONT, GOOD, GREY, INK, RULE, WIDTHS, Formats
from workbook_templates.page import head, lock, page

_CHART_TYPES = {
    "bar": {"type": "bar"}, "column": {"type": "column"}, "stacked": {"type": "column", "subtype": "stacked"},
    "line": {"type": "line"}, "pie": {"type": "doughnut"},
}  # fmt: skip


def add_output_sheet(workbook: Any, formats: Formats, sheet: OutputSheet) -> Any:
    """One output sheet, its tables empty but complete."""
    page_ = workbook.get_worksheet_by_name(sheet.name)
    head(page_, formats, sheet.title, sheet.source, link_column=5)
    fixed_view = sheet.name == "Dashboard"
    page(page_, sheet.kind, sheet.landscape, repeat=not fixed_view)
    for table in sheet.tables:
        _add_table(page_, formats, table)
    if sheet.name == "Dashboard":
        _add_tiles(page_, formats)
    if sheet.name == "Checks":
        _mark_checks(workbook, page_, formats)
    if sheet.name == "Statement":
        _tie_heading(page_, formats, sheet.tables[1])
    places = {table.name: table for table in sheet.tables}
    for chart in sheet.charts:
        _add_chart(workbook, page_, sheet.name, places[chart.table], chart)
    lock(page_)
    return page_


def _add_table(page_: Any, formats: Formats, table: OutputTable) -> None:
    top = table.header_row - 1
    last = top + max(1, table.rows)
    own_columns = table.header_row == HEADER_ROW
    for number, column in enumerate(table.columns):
        at = table.first_column - 1 + number
        if own_columns:
            shown = formats(num_format=NUMBER_FORMATS[column.look])
            page_.set_column(at, at, column.width or WIDTHS[column.look], shown)
            page_.write_string(NOTE_ROW - 1, at, column.note, formats.note())
            if column.total:
                formula = f"=SUBTOTAL(109,{table.name}[{column.name}])"
                page_.write_formula(TOTAL_ROW - 1, at, formula, formats.total(column.look), 0)
    if own_columns:
        page_.set_row(NOTE_ROW - 1, 24 if any(len(c.note) > 14 for c in table.columns) else 15)
        if any(c.total for c in table.columns):
            page_.write_string(TOTAL_ROW - 1, table.first_column - 1, "Total", formats(bold=True, font_color=INK))
    columns = []
    for column in table.columns:
        entry: dict[str, Any] = {
            "header": column.name, "header_format": formats.header(column.look),
            "format": formats(num_format=NUMBER_FORMATS[column.look]),
        }  # fmt: skip
        if column.formula:
            entry["formula"] = column.formula
        columns.append(entry)
    page_.add_table(
        top, table.first_column - 1, last, table.first_column + len(table.columns) - 2,
        {"name": table.name, "style": TABLE_STYLE, "columns": columns, "autofilter": own_columns and not table.rows},
    )  # fmt: skip
    # a blank row must not compute from nothing: cells of calculated columns start empty of value
    if not own_columns:
        for row in range(top + 1, last + 1):
            for number, column in enumerate(table.columns):
                if not column.formula:
                    shown = formats(num_format=NUMBER_FORMATS[column.look])
                    page_.write_blank(row, table.first_column - 1 + number, None, shown)


def _add_tiles(page_: Any, formats: Formats) -> None:
    page_.set_row(4, 16)
    page_.set_row(5, 30)
    for corner, label in TILES:
        column = ord(corner[0]) - ord("A")
        edge = {"left": 5, "left_color": BRAND, "bg_color": "#F3F7F8"}
        page_.merge_range(4, column, 4, column + 1, label, formats(font_color=GREY, font_size=9, **edge))
        big = formats(font_size=18, bold=True, font_color=INK, align="left", num_format="#,##0_);(#,##0);0_)", **edge)
        page_.merge_range(5, column, 5, column + 1, "", big)
        page_.write_formula(5, column, "=0", big, 0)
    page_.set_column(0, 25, 13.5)
    page_.write_string(50, 0, "Figures behind the charts", formats(bold=True, font_color=GREY))


def _mark_checks(workbook: Any, page_: Any, formats: Formats) -> None:
    for number, check in enumerate(CHECKS):
        row = HEADER_ROW + number
        workbook.define_name(f"chk_{check.id}", f"=Checks!$H${row + 1}")
        page_.write_string(row, 0, f"chk_{check.id}", formats())
        page_.write_string(row, 1, check.what, formats())
        page_.write_url(row, 2, f"internal:'{check.where}'!A1", formats.link(), check.where)
        money = formats(num_format=NUMBER_FORMATS[Look.MONEY])
        page_.write_formula(row, 3, check.left, money, 0)
        page_.write_formula(row, 4, check.right, money, 0)
        page_.write_number(row, 6, 0.005, formats(num_format=NUMBER_FORMATS[Look.UNIT_COST]))
        table = "Checks[[#This Row],[{}]]"
        page_.write_formula(row, 5, f"=ROUND({table.format('Left')}-{table.format('Right')},6)", money, 0)
        ok = f"=ABS({table.format('Difference')})<={table.format('Tolerance')}"
        page_.write_formula(row, 7, ok, formats(align="center", bold=True), True)
    last = HEADER_ROW + len(CHECKS)
    area = f"H{FIRST_ROW}:H{last}"
    good = workbook.add_format({"font_color": GOOD, "bg_color": "#DCFCE7"})
    bad = workbook.add_format({"font_color": BAD, "bg_color": BAD_PALE})
    page_.conditional_format(area, {"type": "formula", "criteria": f"=H{FIRST_ROW}=TRUE", "format": good})
    page_.conditional_format(area, {"type": "formula", "criteria": f"=H{FIRST_ROW}=FALSE", "format": bad})


def _tie_heading(page_: Any, formats: Formats, table: OutputTable) -> None:
    page_.write_string(
        table.header_row - 2, 0, "Tie-out of the closing balances", formats(bold=True, font_size=12, font_color=BRAND)
    )


def _add_chart(workbook: Any, page_: Any, sheet: str, table: OutputTable, chart: Chart) -> None:
    drawing = workbook.add_chart(_CHART_TYPES[chart.kind])
    first, last = table.header_row, table.header_row + table.rows - 1

    def place(header: str) -> list[Any]:
        column = table.first_column - 1 + table.headers.index(header)
        return [sheet, first, column, last, column]

    for number, name in enumerate(chart.series):
        column = table.first_column - 1 + table.headers.index(name)
        series: dict[str, Any] = {
            "name": [sheet, first - 1, column], "categories": place(chart.category), "values": place(name), "gap": 60,
        }  # fmt: skip
        if chart.kind == "line":
            series["line"] = {"color": CHART_COLOURS[number], "width": 2.25}
        elif chart.kind == "pie":
            series["points"] = [{"fill": {"color": colour}} for colour in CHART_COLOURS[: table.rows]]
            series["data_labels"] = {"percentage": True, "font": {"size": 8, "name": FONT}}
        else:
            series["fill"] = {"color": CHART_COLOURS[number]}
            series["border"] = {"none": True}
        drawing.add_series(series)
    small = {"name": FONT, "size": 8, "color": GREY}
    drawing.set_title(
        {"name": chart.title, "name_font": {"name": FONT, "size": 11, "bold": True, "color": INK}, "overlay": False}
    )
    if chart.kind != "pie":
        drawing.set_x_axis(
            {
                "num_font": small,
                "line": {"color": RULE},
                "major_gridlines": {"visible": chart.kind == "bar", "line": {"color": "#E5E7EB"}},
                "num_format": "#,##0",
                "reverse": False,
            }
        )
        drawing.set_y_axis(
            {
                "num_font": small,
                "line": {"none": True},
                "major_gridlines": {"visible": chart.kind != "bar", "line": {"color": "#E5E7EB"}},
                "num_format": "#,##0",
                "reverse": chart.kind == "bar",
            }
        )
    if len(chart.series) > 1 or chart.kind == "pie":
        drawing.set_legend({"position": "bottom", "font": small})
    else:
        drawing.set_legend({"none": True})
    drawing.set_size({"width": chart.width, "height": chart.height})
    drawing.set_chartarea({"border": {"color": RULE}})
    page_.insert_chart(chart.anchor, drawing, {"object_position": 3})
