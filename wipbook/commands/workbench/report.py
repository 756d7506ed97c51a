"""What commands that fill a report of their own share: the sheet is there, filled, headed and shown."""

from __future__ import annotations

from typing import Any

from wipbook.commands.value.refresh import bring_back_sheets, fill
from wipbook.port.workbook import Formula, Workbook
from wipbook.sheets.layout import COMPANY_ROW, OutputSheet


def write_report(workbook: Workbook, sheet: OutputSheet, results: Any, header_line: str) -> None:
    """Fill ``sheet`` from ``results`` (whatever its tables build from) under the company line; the caller saves."""
    bring_back_sheets(workbook)
    fill(workbook, sheet, results)
    workbook.write_cells(sheet.name, {f"A{COMPANY_ROW}": Formula("=header_line", header_line)})
    workbook.set_visible(sheet.name, True)
