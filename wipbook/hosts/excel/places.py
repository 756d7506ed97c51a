"""Where a table of an open workbook stands, and which of its rows are hidden or merged."""

from __future__ import annotations

from typing import Any

from wipbook.port.tables import TablePlace


def hidden_rows(body: Any) -> list[int]:
    """0-based hidden rows, where the engine can tell; one question when none is hidden."""
    try:
        if body.rows.hidden is False:
            return []
        return [index for index, row in enumerate(body.rows) if row.rows.hidden]
    except NotImplementedError:
        return []


def merged_areas(body: Any) -> list[str]:
    """The merged areas that touch a range, as A1 text."""
    if body.merge_cells is False:
        return []
    return sorted({cell.merge_area.get_address(False, False) for cell in body if cell.merge_cells})


def placed(sheet: Any, table: Any) -> TablePlace | None:
    """Where a table stands; None for one without headers, whose columns cannot be named."""
    header, body = table.header_row_range, table.data_body_range
    if header is None:
        return None
    names = header.options(ndim=1).value
    first = header.row + 1
    last = body.last_cell.row if body is not None else first
    return TablePlace(
        table.name, sheet.name, first, last, header.column, tuple("" if one is None else str(one) for one in names)
    )
