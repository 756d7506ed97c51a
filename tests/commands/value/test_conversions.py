"""The sheet Conversions: what was typed beside what is used, in the demo and in a workbook of one's own."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import polars as pl
import pytest

from tests.plant import Plant, day
from wipbook.beside import template_path
from wipbook.books.books import Books
from wipbook.commands.data.check import check
from wipbook.commands.data.demo.simulate import simulate
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.front.chosen_view import choose_view
from wipbook.commands.workbench.opening import open_books
from wipbook.forecast.performance.supplier_scorecard import supplier_scorecard
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ledger.tables import ROW


@pytest.fixture
def book(tmp_path: Path) -> FileWorkbook:
    path = Path(shutil.copy(template_path(), tmp_path / "book.xlsx"))
    workbook = open_file(path, backups=0)
    workbook.write_table("Materials", pl.DataFrame({
        "Material": ["R", "P"], "Description": ["Tube", "Pump"], "Kind": ["raw", "component"], "Unit": ["m", "pcs"],
    }))
    workbook.write_table("UnitsofMeasure", pl.DataFrame({"From": ["cm"], "To": ["m"], "Factor": ["1/100"]}))
    workbook.write_table("RatesofExchange", pl.DataFrame({
        "From": ["USD", "USD"], "To": ["EUR", "EUR"], "Date": [dt.date(2026, 3, 2), dt.date(2026, 3, 20)],
        "Rate": [0.92, 0.95],
    }))
    workbook.write_table("Movements", pl.DataFrame({
        "Movement": ["M1", "M2", "M3"], "Date": [dt.date(2026, 3, 2)] * 3, "Type": ["Receipt"] * 3,
        "Material": ["R", "P", "P"], "Quantity": [300.0, 100.0, 5.0], "Unit Cost": [0.05, 1.0, 1.0],
        "Unit": ["cm", None, "crate"], "Currency": [None, "usd", None],
    }))
    workbook.write_table("Purchases", pl.DataFrame({
        "Order": ["PO-1"], "Line": ["1"], "Ordered": [dt.date(2026, 2, 1)], "Supplier": ["S"], "Material": ["P"],
        "Quantity": [100.0], "Unit Price": [1.0], "Received": [dt.date(2026, 3, 2)], "Received Quantity": [100.0],
        "Invoice": ["I-1"], "Invoice Date": [dt.date(2026, 3, 21)], "Invoice Quantity": [100.0],
        "Invoice Price": [1.0], "Currency": ["USD"],
    }))
    return workbook


def test_a_refresh_tells_what_was_used_and_leaves_what_was_typed(book: FileWorkbook) -> None:
    summary = refresh(book)
    assert summary.balances["Raw Materials"] == 15.0 + 92.0, "300 cm at 0.05; 100 USD at 0.92"
    rows = book.read_table("Conversions").frame
    choose_view(book, "All")
    assert book.is_visible("Conversions")
    shown = rows.select("Cell", "Typed Quantity", "Unit", "Factor", "Quantity", "Typed Price", "Currency", "Rate",
                        "Price", "Value", "Difference", "Exchange").rows()
    assert shown == [
        ("H7", 300.0, "cm", "0.01", 3.0, 0.05, None, None, 5.0, 15.0, None, None),
        ("H8", 100.0, "pcs", "1", 100.0, 1.0, "usd", "0.92", 0.92, 92.0, None, None),
        ("P7", 100.0, "pcs", "1", 100.0, 1.0, "USD", "0.95", 0.95, 95.0, 3.0, 3.0),
        ("I7", 100.0, "pcs", "1", 100.0, 1.0, "USD", "0.92", 0.92, 92.0, None, None),
    ]
    typed = book.read_table("Movements").frame.select("Quantity", "Unit", "Unit Cost", "Currency").rows()
    assert typed[:2] == [(300.0, "cm", 0.05, None), (100.0, None, 1.0, "usd")]
    out = book.read_table("Exceptions").frame.to_dicts()
    assert [(row["Cell"], row["Found"], row["Effect"]) for row in out if row["Column"] == "Unit"] == [
        ("W9", "'crate'", "row excluded")
    ]
    refresh(book)
    assert book.read_table("Conversions").frame.equals(rows), "a second refresh finds the same"


def test_without_such_rows_the_sheet_is_hidden(tmp_path: Path) -> None:
    book = open_file(Path(shutil.copy(template_path(), tmp_path / "book.xlsx")), backups=0)
    refresh(book)
    assert not book.is_visible("Conversions") and not book.is_visible("Units of Measure")
    assert not book.is_visible("Rates of Exchange"), "two tabs that a small plant has no use for"


def test_a_check_finds_what_a_refresh_leaves_out(book: FileWorkbook) -> None:
    found = check(book).exceptions
    assert found.filter(pl.col("Effect") == "row excluded")["Cell"].to_list() == ["W9"]


def test_the_demo_shows_dollars_boxes_and_centimeters(demo_file: Path) -> None:
    with open_file(demo_file) as book:
        rows = book.read_table("Conversions").frame
        ledger = open_books(book).read
    assert set(rows["Sheet"]) == {"Bill of Materials", "Movements", "Purchases"}
    assert set(rows["Currency"].drop_nulls()) == {"USD"} and {"box", "cm"} <= set(rows["Unit"])
    dollars = rows.filter((pl.col("Currency") == "USD") & (pl.col("Column") == "Invoice Price")).to_dicts()[0]
    # 400 x 4.85 USD x 0.81 = 1,571.40; at 0.8, the rate of the receipt, 1,552.00
    assert dollars["Value"] == 1571.40 and dollars["Exchange"] == dollars["Difference"] == 19.40
    assert ledger.rejections.frame().filter(pl.col("Column").is_in(["Unit", "Currency"])).is_empty()


def test_what_the_demo_types_comes_to_what_it_simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The year once more, with everything typed in euros and stock units: the ledger is the same to the last digit."""
    from tests.books import Book
    from wipbook.commands.data.demo.work import foreign_terms
    from wipbook.ledger import read

    other = simulate()
    monkeypatch.setattr(foreign_terms, "type_as_documents_say", lambda shop, planted: None)
    plain = simulate()
    ledgers = [
        read(Book({name: frame.to_dicts() for name, frame in demo.tables.items()}, demo.settings))
        for demo in (other, plain)
    ]
    assert ledgers[0].converted.height == 8 and ledgers[1].converted.is_empty()
    for name in ("Movements", "Purchases", "Bill of Materials"):
        typed, wanted = (
            ledger.table(name).drop("Unit", "Currency", "Invoice Price", "Amount", strict=False) for ledger in ledgers
        )
        assert typed.sort(ROW).equals(wanted.sort(ROW)), name


def bought(**more: object) -> Plant:
    found = Plant().material("P", unit="pcs")
    found.add("Suppliers", supplier="S", name="S")
    found.rows["Rates of Exchange"] = [
        {"From": "USD", "To": "EUR", "Date": day(at), "Rate": rate} for at, rate in ((2, 0.92), (20, 0.95))
    ]
    return found.add("Purchases", **{
        "order": "PO-1", "line": "1", "ordered": day(2), "promised": day(5), "supplier": "S", "material": "P",
        "quantity": 100, "unit_price": 1, "received": day(5), "received_quantity": 100, "invoice": "I",
        "invoice_date": day(21), "invoice_quantity": 100, "invoice_price": 1.1, "currency": "USD", **more,
    })


def test_a_supplier_answers_for_prices_and_not_for_rates() -> None:
    """Billed 1.10 USD for 1.00: at the rate of the order 100 x 0.10 x 0.92 = 9.20, whatever the dollar did since."""
    solved = bought().solve()
    card = supplier_scorecard(Books(solved.ledger, solved.solution)).to_dicts()[0]
    assert (card["Price Variance"], card["Spend"]) == (9_20, 92_00)


def test_an_order_in_pounds_that_came_in_parts_is_in_full() -> None:
    """0.45359237 kg three times are 1.360776 rounded one by one, 1.360777 together."""
    found = bought(received=None, received_quantity=None, quantity=3, currency=None, unit="lb", status="Complete")
    found.rows["Materials"][0]["Unit"] = "kg"
    found.rows["Units of Measure"] = [{"From": "lb", "To": "kg", "Factor": "0.45359237"}]
    for at in (3, 4, 5):
        found.move(day(at), "Receipt", "P", 1, unit_cost=1, unit="lb", document="PO-1", line="1")
    solved = found.solve()
    assert solved.quantity("P") == 1.360776 and solved.value("P") == 3.0
    card = supplier_scorecard(Books(solved.ledger, solved.solution)).to_dicts()[0]
    assert (card["In Full"], card["OTIF"]) == (1.0, 1.0)
