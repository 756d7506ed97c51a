"""Native charts, bound to the cells of tables of fixed length."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from wipbook.sheets.layout import Chart, OutputTable
from workbook_templates.looks import CHART_COLOURS, FONT, GREY, HAIR, INK, RULE

_CHART_TYPES = {
    "bar": {"type": "bar"}, "column": {"type": "column"}, "stacked": {"type": "column", "subtype": "stacked"},
    "line": {"type": "line"}, "compared": {"type": "column"},
}
# Kinds whose figures stand at the bars themselves, which need no axis then; nothing at a bar of zero.
_LABELLED = ("bar", "column")
_MONEY_LABEL = "#,##0;(#,##0);"
# Whole money; from a million on in millions, so that an axis never needs more than seven characters.
_MONEY_AXIS = '[>=1000000]#,##0.0,,"m";#,##0'
_SMALL = {"name": FONT, "size": 9, "color": GREY}


def add_chart(workbook: Any, page: Any, sheet: str, table: OutputTable, chart: Chart) -> None:
    """Draw ``chart`` over the rows of ``table``."""
    drawing = workbook.add_chart(_CHART_TYPES[chart.kind])
    columns = chart.series[:-1] if chart.kind == "compared" else chart.series
    for number, name in enumerate(columns):
        drawing.add_series(_series(sheet, table, chart, name, CHART_COLOURS[number]))
    if chart.kind == "compared":
        line = workbook.add_chart({"type": "line"})
        expected = replace(chart, kind="line")
        line.add_series(_series(sheet, table, expected, chart.series[-1], CHART_COLOURS[len(columns)]))
        drawing.combine(line)
    title = {"name": FONT, "size": 11, "bold": True, "color": INK}
    drawing.set_title({"name": chart.title, "name_font": title, "overlay": False})
    _set_axes(drawing, chart)
    many = len(chart.series) > 1
    drawing.set_legend({"position": "bottom", "font": _SMALL} if many else {"none": True})
    drawing.set_size({"width": chart.width, "height": chart.height})
    drawing.show_hidden_data()  # figures that only feed a chart stand in columns that are hidden
    drawing.set_chartarea({"border": {"color": RULE}})
    page.insert_chart(
        chart.anchor, drawing, {"object_position": 3, "x_offset": chart.shift, "description": chart.title}
    )


def _series(sheet: str, table: OutputTable, chart: Chart, name: str, colour: str) -> dict[str, Any]:
    first, last = table.header_row, table.header_row + table.rows - 1

    def place(header: str) -> list[Any]:
        column = table.first_column - 1 + table.headers.index(header)
        return [sheet, first, column, last, column]

    head = [sheet, first - 1, table.first_column - 1 + table.headers.index(name)]
    series: dict[str, Any] = {"name": head, "categories": place(chart.category), "values": place(name)}
    if chart.kind == "line":
        return series | {"line": {"color": colour, "width": 2.25}}
    series |= {"fill": {"color": colour}, "border": {"none": True}, "gap": 50}
    if chart.kind in _LABELLED:
        series["data_labels"] = {"value": True, "num_format": _MONEY_LABEL, "font": _SMALL, "position": "outside_end"}
    return series


def _set_axes(drawing: Any, chart: Chart) -> None:
    """The writer counts the axes of a bar chart as they are seen: there the figures lie along x."""
    categories: dict[str, Any] = {
        "num_font": _SMALL, "line": {"color": RULE}, "major_tick_mark": "none",
        "major_gridlines": {"visible": False}, "text_axis": True,
    }
    figures = {
        "num_font": _SMALL, "line": {"none": True}, "major_tick_mark": "none",
        "num_format": "0%" if chart.kind == "compared" else _MONEY_AXIS,
        "major_gridlines": {"visible": chart.kind not in _LABELLED, "line": {"color": HAIR}},
        "visible": chart.kind not in _LABELLED,
    }
    if chart.signed:
        categories["label_position"] = "low"  # else the names stand in the bars below zero
    elif chart.kind != "line":
        # Excel begins an axis near the figures where they are alike, and bars would tell of differences that are none.
        figures["min"] = 0
    if chart.kind == "bar":
        # The first row of the table on top, and the figures below all the same.
        drawing.set_y_axis(categories | {"reverse": True, "crossing": "max"})
        drawing.set_x_axis(figures)
        return
    if chart.kind == "line":
        categories["num_font"] = _SMALL | {"rotation": -45}
    drawing.set_x_axis(categories)
    drawing.set_y_axis(figures)
