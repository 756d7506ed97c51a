"""Imported rows in another unit or currency: what can be turned is taken as it was typed, what cannot is named."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from tests.commands.data.import_.test_import_rows import counts
from wipbook.commands.workbench.opening import open_books
from wipbook.ledger.cells.ratios import ratio_of

MASTERS = """
[sources]
parts = "parts.csv"
units = "units.csv"
rates = "rates.csv"
moves = "moves.csv"
[tables.Materials]
source = "parts"
columns = { Material = "No", Unit = "UoM" }
constants = { Kind = "raw", Description = "x" }
["tables"."Units of Measure"]
source = "units"
columns = { From = "from", To = "to", Factor = "factor" }
["tables"."Rates of Exchange"]
source = "rates"
columns = { From = "cur", Date = "day", Rate = "rate" }
constants = { To = "EUR", Kind = "spot" }
"""
MOVES = """
[tables.Movements]
source = "moves"
columns = { Movement = "no", Date = "day", Material = "part", Quantity = "qty", "Unit Cost" = "cost", Unit = "unit" }
constants = { Type = "Receipt", Currency = "USD" }
"""
FILES = {
    "parts.csv": "No,UoM\nR-1,m\n",
    "units.csv": "from,to,factor\ncm,m,1/100\nin,cm,2.54\n",
    "rates.csv": "cur,day,rate\nUSD,2026-03-02,0.92\n",
    "moves.csv": "no,day,part,qty,cost,unit\nM1,2026-03-02,R-1,300,0.05,cm\nM2,2026-03-02,r-1,100,0.127,IN\n"
    "M3,2026-03-02,R-1,5,1,ft\nM4,2026-02-01,R-1,5,1,m\nM5,2026-03-02,R-9,5,1,ft\n",
}


def test_what_can_be_turned_is_taken_and_what_cannot_is_named_with_row_and_cure(run, book) -> None:
    report = run(MASTERS + MOVES, FILES)
    assert counts(report, "Movements") == (5, 3, 0, 0, 2)
    moves = next(table for table in report.tables if table.sheet == "Movements").rejections
    assert moves.select("File", "Row", "Column", "Found").rows() == [
        ("moves.csv", 4, "Unit", "'ft'"),
        ("moves.csv", 5, "Currency", "USD on 2026-02-01 (the first is of 2026-03-02)"),
    ]
    assert "a row From ft To m with its Factor to Units of Measure" in moves["Expected"][0]
    assert "add a row From USD To EUR of 2026-02-01 to Rates of Exchange" in moves["Expected"][1]


def test_the_row_keeps_what_was_typed_and_the_ledger_has_what_is_used(run, book) -> None:
    run(MASTERS + MOVES, FILES)
    typed = book.read_table("Movements").frame
    assert typed.select("Quantity", "Unit", "Unit Cost", "Currency").row(0) == (300.0, "cm", 0.05, "USD")
    ledger = open_books(book).read
    rows = {row["Movement"]: row for row in ledger.table("Movements").to_dicts()}
    # 300 cm = 3 m at 0.05 USD/cm = 5 USD/m = 4.60 EUR/m: 13.80. 100 in = 2.54 m, 0.127 USD/in = 5 USD/m = 4.60 EUR/m
    assert (rows["M1"]["Quantity"], rows["M1"]["Unit Cost"], rows["M1"]["Amount"]) == (3_000_000, 4_600_000, 1380)
    assert (rows["M2"]["Quantity"], rows["M2"]["Unit Cost"], rows["M2"]["Amount"]) == (2_540_000, 4_600_000, 1168)


def test_a_second_import_changes_nothing_and_the_workbooks_own_units_count(run, book) -> None:
    run(MASTERS, FILES)
    again = run(MASTERS + MOVES, FILES)
    assert counts(again, "Units of Measure") == (2, 0, 0, 2, 0)
    assert counts(again, "Rates of Exchange") == (1, 0, 0, 1, 0)
    assert counts(again, "Movements") == (5, 3, 0, 0, 2)
    third = run(MASTERS + MOVES, FILES)
    assert counts(third, "Movements") == (5, 0, 0, 3, 2) and not third.written


def test_an_imported_factor_takes_the_place_of_the_workbooks(run, book) -> None:
    run(MASTERS, {**FILES, "units.csv": "from,to,factor\ncm,m,1/10\n"})
    run(MASTERS + MOVES, FILES)
    assert book.read_table("UnitsofMeasure").frame["Factor"].to_list() == ["1/100", "2.54"]
    assert open_books(book).read.table("Movements")["Quantity"][0] == 3_000_000


@pytest.mark.parametrize("text", ["1/100", "0.01", "0,3048", "127/50"])
def test_factors_stay_as_they_were_written(run, book, text: str) -> None:
    report = run(MASTERS, {**FILES, "units.csv": f'from,to,factor\ncm,m,"{text}"\n'})
    assert counts(report, "Units of Measure") == (1, 1, 0, 0, 0)
    assert book.read_table("UnitsofMeasure").frame["Factor"].to_list() == [text]


@pytest.mark.parametrize("text", ["0", "0/5", "5/0", "-1", "1.609", "about 5", "1/2/3", "2026-01-02"])
def test_what_is_no_factor_or_may_be_two_is_rejected(run, book, text: str) -> None:
    report = run(MASTERS, {**FILES, "units.csv": f'from,to,factor\ncm,m,"{text}"\n'})
    assert counts(report, "Units of Measure") == (1, 0, 0, 0, 1)
    assert ratio_of(text) is None, "the ledger thinks the same"


@pytest.mark.parametrize("decimal, text, factor", [
    (".", "1.609", Fraction(1609, 1000)), (",", "1,609", Fraction(1609, 1000)), (",", "2,5", Fraction(5, 2)),
])
def test_the_mapping_tells_what_the_point_is(run, book, decimal: str, text: str, factor: Fraction) -> None:
    mapping = MASTERS.replace('source = "units"', f'source = "units"\ndecimal = "{decimal}"')
    assert counts(run(mapping, {**FILES, "units.csv": f'from,to,factor\nmi,km,"{text}"\n'}), "Units of Measure")[1] == 1
    assert ratio_of(book.read_table("UnitsofMeasure").frame["Factor"][0]) == factor


def test_an_order_line_has_the_rate_of_its_first_receipt(run, book) -> None:
    """Ordered in February, when there was no rate; the workbook has a receipt of March that names the line."""
    run(MASTERS + MOVES.replace('Unit = "unit" }', 'Unit = "unit", Document = "doc", Line = "line" }'), {
        **FILES, "moves.csv": "no,day,part,qty,cost,unit,doc,line\nM1,2026-03-02,R-1,3,1,m,PO-1,1\n",
    })
    orders = """
[sources]
orders = "orders.csv"
[tables.Purchases]
source = "orders"
columns = { Order = "o", Line = "l", Ordered = "d", Supplier = "s", Material = "m", Quantity = "q", "Unit Price" = "p" }
constants = { Currency = "usd", Status = "Open" }
"""
    report = run(orders, {"orders.csv": "o,l,d,s,m,q,p\nPO-1,1,2026-02-01,S,R-1,3,1\nPO-2,1,2026-02-01,S,R-1,3,1\n"})
    assert counts(report, "Purchases") == (2, 1, 0, 0, 1)
    converted = open_books(book).read.converted
    line = converted.filter(converted["Sheet"] == "Purchases").to_dicts()[0]
    assert (line["Rate"], line["Rate Date"], line["Price"]) == ("0.92", dt.date(2026, 3, 2), 920_000)
