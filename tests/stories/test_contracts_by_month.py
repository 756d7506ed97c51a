"""Contracts through two closes: what is booked stays, estimates catch up, the sheets tie and LibreOffice agrees."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from tests.second_opinion import compare, recalculate
from wipbook.commands.close.close import close
from wipbook.commands.data.new import copy_template, prepare
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file

NOW = dt.datetime(2026, 4, 2, 9)


def day(number: int, month: int) -> dt.date:
    return dt.date(2026, month, number)


def contractor(path: Path) -> FileWorkbook:
    """Two contracts in January and February: a lift whose cabin is delivered early, and a bridge that will lose."""
    book = open_file(copy_template(path))
    prepare(book, ["contracts", "ledger"], {
        "Company": "Lifts Ltd", "Period Start": day(1, 1), "Period End": day(31, 1), "Revenue": "over time",
    }, dt.datetime(2026, 1, 1))
    book.write_table("Materials", pl.DataFrame({
        "Material": ["STEEL", "CABIN", "LIFT", "BRIDGE"], "Description": ["Steel", "Cabin", "Lift", "Bridge"],
        "Kind": ["raw", "raw", "finished", "finished"], "Unit": ["kg", "pcs", "pcs", "pcs"],
    }))
    book.write_table("Customers", pl.DataFrame({"Customer": ["C1"], "Name": ["City of Lund"]}))
    book.write_table("Jobs", pl.DataFrame({
        "Job": ["L1", "B1"], "Description": ["Lift, town hall", "Foot bridge"], "Customer": ["C1", "C1"],
        "Material": ["LIFT", "BRIDGE"], "Quantity": [1.0, 1.0], "Status": ["Released"] * 2,
        "Released": [day(2, 1)] * 2, "Due": [day(30, 6)] * 2, "Contract Price": [50_000.0, 9_000.0],
        "Retention %": [10.0, None],
    }))
    book.write_table("Movements", pl.DataFrame({
        "Movement": [f"M{number}" for number in range(1, 6)],
        "Date": [day(2, 1), day(3, 1), day(3, 1), day(10, 2), day(11, 2)],
        "Type": ["Receipt", "Issue", "Issue", "Receipt", "Issue"],
        "Material": ["STEEL", "STEEL", "STEEL", "CABIN", "CABIN"],
        "Quantity": [1000.0, 500.0, 400.0, 1.0, 1.0], "Unit Cost": [10.0, None, None, 15_000.0, None],
        "Job": [None, "L1", "B1", None, "L1"],
    }))
    book.write_table("Billing", pl.DataFrame({
        "Document": ["I-1", "I-2", "CO-1"], "Date": [day(31, 1), day(28, 2), day(20, 2)], "Job": ["L1", "B1", "B1"],
        "Kind": ["Progress", "Progress", "Change Order"], "Amount": [8_000.0, 6_000.0, 1_000.0],
        "Cost Effect": [None, None, 500.0], "Approved": [None, None, day(25, 2)],
    }))
    book.write_table("Estimates", pl.DataFrame({
        "Job": ["L1", "B1"], "Date": [day(31, 1)] * 2, "Cost to Complete": [35_000.0, 4_000.0],
        "By": ["Dana"] * 2,
    }))
    return book


def held(book: FileWorkbook, table: str) -> dict[str, dict[str, object]]:
    frame = book.read_table(table).frame
    return {row["Job"]: row for row in frame.iter_rows(named=True) if row["Job"]}


def role(book: FileWorkbook, name: str) -> float:
    """What the journals of the period post on a role, debit positive."""
    frame = book.read_table("Journals").frame.filter(pl.col("Role") == name)
    return round(float((frame["Debit"] - frame["Credit"]).sum()), 2)


def as_of(book: FileWorkbook, start: dt.date, end: dt.date) -> None:
    write_settings(book, {"Period Start": start, "Period End": end, "As Of": None})
    refresh(book)


@pytest.mark.libreoffice
def test_estimates_catch_up_and_what_was_closed_stays(tmp_path: Path, office_profile: Path) -> None:
    path = tmp_path / "lifts.xlsx"
    book = contractor(path)
    book.save()
    book = open_file(path)
    refresh(book)
    # L1: 5,000 of 40,000 spent, an eighth of 50,000; B1: 4,000 of 8,000, half of 9,000
    lift, bridge = (held(book, "WIPSchedule")[job] for job in ("L1", "B1"))
    assert (lift["Earned Revenue"], lift["Over Billed"], lift["Retention"]) == (6_250, 1_750, 800)
    assert (bridge["Earned Revenue"], bridge["Under Billed"], bridge["Loss Provision"]) == (4_500, 4_500, 0)
    assert role(book, "Contract Revenue") == -10_750
    assert role(book, "Contract Cost") == 9_000
    assert role(book, "WIP") == 0
    close(book, by="Ann", now=NOW)
    # February: the cabin is delivered, not installed; the bridge will cost 7,500 more
    book.write_table("Estimates", pl.DataFrame({
        "Job": ["L1", "B1", "L1", "B1"], "Date": [day(31, 1), day(31, 1), day(28, 2), day(28, 2)],
        "Cost to Complete": [35_000.0, 4_000.0, 20_000.0, 7_500.0],
        "Uninstalled Material": [None, None, 15_000.0, None],
    }))
    as_of(book, day(1, 2), day(28, 2))
    lift, bridge = (held(book, "WIPSchedule")[job] for job in ("L1", "B1"))
    # L1: 5,000 of 25,000 without the cabin, a fifth of 35,000, and the cabin at cost: 22,000
    assert (lift["Cost to Date"], lift["Uninstalled Material"], lift["Earned Revenue"]) == (5_000, 15_000, 22_000)
    assert (lift["Earned Before"], lift["Gross Profit"]) == (6_250, 2_000)
    # B1: 4,000 of 11,500 for 10,000: 3,478.26 earned; the loss of 1,500 shows with 521.74, 978.26 are provided for
    assert (bridge["Earned Revenue"], bridge["Loss Provision"]) == (3_478.26, 978.26)
    assert role(book, "Contract Revenue") == -round(22_000 + 3_478.26 - 10_750, 2)
    assert role(book, "Contract Cost") == 15_978.26
    assert role(book, "Billing Clearing") == 6_000
    checks = book.read_table("Checks").frame
    assert checks["OK"].all(), checks.filter(~pl.col("OK"))
    close(book, by="Ann", now=NOW)
    # an estimate of January that comes late, and a bill of January: what was booked stays
    book.write_table("Estimates", pl.DataFrame({
        "Job": ["L1", "B1", "B1"], "Date": [day(31, 1), day(31, 1), day(28, 2)],
        "Cost to Complete": [95_000.0, 4_000.0, 7_500.0],
    }))
    as_of(book, day(1, 2), day(28, 2))
    assert held(book, "WIPSchedule")["L1"]["Earned Revenue"] == 22_000
    assert role(book, "Contract Revenue") == -round(22_000 + 3_478.26 - 10_750, 2)
    as_of(book, day(1, 3), day(31, 3))
    assert open_books(book).adjusted.is_empty()
    # L1 now: 20,000 of 100,000, all installed: 10,000 earned of 50,000, and the loss still to come
    lift = held(book, "WIPSchedule")["L1"]
    assert (lift["Earned Revenue"], lift["Gross Profit"], lift["Loss Provision"]) == (10_000, -10_000, 40_000)
    assert role(book, "Contract Revenue") == 12_000
    assert role(book, "Contract Cost") == 40_000
    checks = book.read_table("Checks").frame
    assert checks["OK"].all(), checks.filter(~pl.col("OK"))
    book.save()
    count, wrong = compare(path, recalculate(path, office_profile, tmp_path / "again"))
    assert count > 200
    assert not wrong, wrong[:5]
