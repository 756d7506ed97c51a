"""What headers mean by themselves, in the sheet they stand in: those of plain spreadsheets, of databases, of programs.

The tables beside were written down from what people and programs call such columns, not from what is read.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from wipbook.commands.data.import_.proposals.claims import LIKELY, claims
from wipbook.commands.data.import_.proposals.profile import profile
from wipbook.commands.data.import_.proposals.sample import Cells
from wipbook.schema import input_sheet

TABLES = sorted(Path(__file__).parent.glob("*.toml"))
COLUMNS = [
    (table.stem, sheet, column, said)
    for table in TABLES
    for sheet, columns in tomllib.loads(table.read_text("utf-8")).items()
    for column, said in columns.items()
]
EVEN = 0.04


def meant(header: str, sheet: str) -> list[str]:
    """The column that a header means where nothing else is known, several where that would be asked."""
    nothing = profile(Cells(header, header, ()), 0)
    found = [one for one in claims(header, nothing, {}, input_sheet(sheet)) if one.strength >= LIKELY]
    return [one.column for one in found if one.strength >= found[0].strength - EVEN]


@pytest.mark.parametrize(
    ("sheet", "column", "said"),
    [one[1:] for one in COLUMNS],
    ids=[f"{table}-{sheet}.{column}" for table, sheet, column, _ in COLUMNS],
)
def test_headers_of_a_column(sheet: str, column: str, said: str) -> None:
    headers = [header.strip() for header in said.replace("\n", ";").split(";") if header.strip()]
    assert {header: meant(header, sheet) for header in headers} == {header: [column] for header in headers}


@pytest.mark.parametrize(("sheet", "header"), [
    ("Labor", "Shipped out"), ("Movements", "Sr. No."), ("Movements", "S.No."),
    ("Materials", "Out of stock"), ("Purchases", "Open Qty"), ("Purchases", "Backorder Qty"), ("Labor", "OT Hours"),
    ("Materials", "Barcode"), ("Materials", "Tax Rate"), ("Movements", "Delivery status"), ("Jobs", "GUID"),
])
def test_headers_that_mean_none_of_ours_for_sure(sheet: str, header: str) -> None:
    assert meant(header, sheet) == []


@pytest.mark.parametrize(("sheet", "header", "column"), [
    ("Purchases", "Date of purchase", "Ordered"), ("Movements", "Reason for adjustment", "Reason"),
    ("Operations", "Pcs good", "Good"), ("Inspections", "No. rejected", "Rejected"),
    ("Bill of Materials", "Qty/Assy", "Quantity Per"), ("Labor", "$/hr", "Rate"),
    ("Materials", "Supplier/Vendor", "Supplier"), ("Labor", "empno", "Employee"),
    ("Purchases", "qtyordered", "Quantity"),
    ("Purchases", "Rec'd Qty", "Received Quantity"), ("Movements", "Q.tà", "Quantity"), ("Jobs", "N. commessa", "Job"),
])
def test_headers_turned_round_taken_apart_or_said_twice(sheet: str, header: str, column: str) -> None:
    assert meant(header, sheet) == [column]
