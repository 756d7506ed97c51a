"""A small plant of three months in a workbook file; what it comes to is said beside each row.

January: steel for 260.00, 104.00 of it into J-1, 160.00 of labor. February: 40.00 of labor, the ten frames done for
304.00, five shipped. March: the other five shipped; the invoice for the steel is 10.00 higher: 6.00 on hand, 4.00 in
the job, late cost of frames that are shipped.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl

from wipbook.commands.data.new import copy_template, prepare
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.schema.ledger.account_role import ACCOUNT_ROLES

ENDS = (dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31))
CHART = {
    "Raw Materials": "1310", "WIP": "1320", "Finished Goods": "1330", "COGS": "5000",
    "Goods Received Not Invoiced": "2110", "Wages Clearing": "2150",
}


def day(number: int, month: int) -> dt.date:
    return dt.date(2026, month, number)


def write_rows(book: FileWorkbook, table: str, *rows: dict[str, Any]) -> None:
    names = dict.fromkeys(name for row in rows for name in row)
    book.write_table(table, pl.DataFrame({name: [row.get(name) for row in rows] for name in names}))


def three_months(path: Path, as_of: dt.date = ENDS[0]) -> FileWorkbook:
    """The workbook, saved, as of a day of the first quarter."""
    book = open_file(copy_template(path))
    prepare(book, ["ledger"], {"Company": "Frames Ltd", "Period Start": day(1, 1), "Period End": day(31, 3),
                               "As Of": as_of}, dt.datetime(2026, 1, 1))
    write_rows(
        book, "Materials",
        {"Material": "STEEL", "Description": "Steel", "Kind": "raw", "Unit": "kg"},
        {"Material": "FRAME", "Description": "Frame", "Kind": "finished", "Unit": "pcs"},
    )
    write_rows(book, "Jobs", {
        "Job": "J-1", "Description": "Ten frames", "Material": "FRAME", "Quantity": 10.0, "Status": "Released",
        "Due": day(28, 2),
    })
    write_rows(
        book, "Movements",
        _move("M1", day(2, 1), "Receipt", "STEEL", 100, Amount=260.0, Document="PO-1"),
        _move("M2", day(3, 1), "Issue", "STEEL", 40, Job="J-1"),
        _move("M3", day(5, 2), "Completion", "FRAME", 10, Job="J-1"), _move("M4", day(9, 2), "Shipment", "FRAME", 5),
        _move("M5", day(3, 3), "Shipment", "FRAME", 5),
        _move("M6", day(5, 3), "Revaluation", "STEEL", 0, Amount=10.0, Document="PO-1"),
    )
    write_rows(book, "Employees", {"Employee": "E1", "Name": "E. One", "Rate": 40.0})
    write_rows(
        book, "Labor",
        {"Ticket": "T1", "Date": day(20, 1), "Employee": "E1", "Job": "J-1", "Hours": 4.0},
        {"Ticket": "T2", "Date": day(2, 2), "Employee": "E1", "Job": "J-1", "Hours": 1.0},
    )
    write_rows(book, "Accounts", *({"Role": role, "Account": CHART.get(role)} for role in ACCOUNT_ROLES))
    book.save()
    return book


def _move(number: str, when: dt.date, kind: str, material: str, quantity: float, **more: Any) -> dict[str, Any]:
    return {"Movement": number, "Date": when, "Type": kind, "Material": material, "Quantity": float(quantity), **more}


def seen_on(book: FileWorkbook, as_of: dt.date) -> FileWorkbook:
    write_settings(book, {"As Of": as_of})
    return book
