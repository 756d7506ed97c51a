"""What ``count post`` books is what it previewed, whatever moved between the count and the posting.

Hand figures throughout: 100 on hand at 2.50 on 31 January, 30 issued on 1 February, 98 counted on 31 January. The
difference is -2 (-5.00) whichever day it is booked on; 68 are there in the end.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from wipbook.audit.counts.count_results import count_results
from wipbook.books.books import Books
from wipbook.commands.audit.count import sheets
from wipbook.commands.audit.count_post import post
from wipbook.commands.data.new import copy_template
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.port.tables import letters

COUNTED, ISSUED = dt.date(2026, 1, 31), dt.date(2026, 2, 1)
POSTED = dt.datetime(2026, 2, 3, 9)


def _book(path: Path, **settings: Any) -> FileWorkbook:
    copy_template(path)
    book = open_file(path, backups=0)
    stated = {"Period Start": dt.date(2026, 1, 1), "Period End": dt.date(2026, 2, 28)}
    write_settings(book, stated | {name.replace("_", " "): value for name, value in settings.items()})
    book.write_table("Materials", pl.DataFrame({
        "Material": ["S", "F"], "Description": ["Steel", "Frame"], "Kind": ["raw", "finished"], "Unit": ["kg", "pcs"],
    }))
    book.write_table("Jobs", pl.DataFrame({
        "Job": ["J1"], "Description": ["Ten frames"], "Material": ["F"], "Quantity": [10.0], "Status": ["Released"],
        "Due": [dt.date(2026, 6, 1)],
    }))
    book.write_table("Movements", pl.DataFrame({
        "Movement": ["M1", "M2"], "Date": [dt.date(2026, 1, 10), ISSUED], "Type": ["Receipt", "Issue"],
        "Material": ["S", "S"], "Quantity": [100.0, 30.0], "Unit Cost": [2.5, None], "Job": [None, "J1"],
    }))
    return book


def _count(book: FileWorkbook, quantity: float, day: dt.date = COUNTED) -> None:
    sheets(book, day, every=True, now=POSTED)
    place = book.tables()["CountSheet"]
    for header in ("Counted", "Recounted"):
        column = letters(place.first_column + place.headers.index(header))
        book.write_cells("Count Sheet", {f"{column}{place.first_row}": quantity})


def _booked(book: FileWorkbook) -> list[tuple[Any, ...]]:
    """Date, type, and what costing made of the movements that name the count."""
    results = open_books(book)
    ours = results.ledger.table("Movements").filter(pl.col("Document").is_not_null()).select("_row", "Type")
    rows = results.solution.movements.join(ours, on="_row").select(
        "Date", "Type", (pl.col("quantity_in") - pl.col("quantity_out")) / 1e6,
        (pl.col("value_in") - pl.col("value_out")) / 100,
    )
    return rows.rows()


def _on_hand(book: FileWorkbook) -> tuple[float, float]:
    row = open_books(book).valuation.row(0, named=True)
    return row["Quantity"] / 1e6, row["Value"] / 100


def test_a_closed_day_is_booked_on_the_first_open_one_with_its_own_difference(tmp_path: Path) -> None:
    book = _book(tmp_path / "small.xlsx", Closed_Through=COUNTED)
    _count(book, 98.0)
    preview = post(book, now=POSTED)
    assert preview.lines.select("Book", "Difference", "Value", "Booked").rows() == [
        (100_000_000, -2_000_000, -500, ISSUED)
    ]
    post(book, accept=True, now=POSTED, user="noor")
    assert _booked(book) == [(ISSUED, "Adjustment", -2.0, -5.0)]
    assert _on_hand(book) == (68.0, 170.0), "100 - 30 - 2 at 2.50"
    counted = book.read_table("Counts").frame.select("Date", "Book Quantity", "Counted", "Recounted").rows()
    assert counted == [(dt.datetime(2026, 1, 31), 100.0, 98.0, 98.0)]
    moved = book.read_table("Movements").frame.row(2, named=True)
    assert (moved["Movement"], moved["Document"], moved["Reason"], moved["Quantity"]) == (
        "CT-20260131-001", "CT-20260131", "Count difference (counted 2026-01-31)", -2.0,
    )


def test_an_open_day_keeps_its_day(tmp_path: Path) -> None:
    book = _book(tmp_path / "small.xlsx")
    _count(book, 98.0)
    post(book, accept=True, now=POSTED)
    assert _booked(book) == [(COUNTED, "Count", -2.0, -5.0)]
    assert _on_hand(book) == (68.0, 170.0)


def test_a_gain_on_a_closed_day_comes_in_at_what_is_there(tmp_path: Path) -> None:
    """103 counted: 3 more at 2.50."""
    book = _book(tmp_path / "small.xlsx", Closed_Through=COUNTED)
    _count(book, 103.0)
    post(book, accept=True, now=POSTED)
    assert _booked(book) == [(ISSUED, "Adjustment", 3.0, 7.5)]
    assert _on_hand(book) == (73.0, 182.5)


@pytest.mark.parametrize("closed", [None, COUNTED])
def test_the_result_of_the_count_explains_the_stock(tmp_path: Path, closed: dt.date | None) -> None:
    """Book 100, counted 98; 30 left since: 68 expected at the end of February, and 68 are there."""
    book = _book(tmp_path / "small.xlsx", **({"Closed_Through": closed} if closed else {}))
    _count(book, 98.0)
    post(book, accept=True, now=POSTED)
    results = open_books(book)
    row = count_results(Books(results.read, results.solution)).row(0, named=True)
    got = {name: row[name] / 1e6 for name in ("Book", "Difference", "Moved", "Expected", "Book at End", "Unexplained")}
    assert got == {"Book": 100, "Difference": -2, "Moved": -30, "Expected": 68, "Book at End": 68, "Unexplained": 0}


def test_a_periodic_method_books_the_difference_and_not_the_balance(tmp_path: Path) -> None:
    """50 come on 20 January: a count of 15 January that set the balance would take them out again."""
    book = _book(tmp_path / "small.xlsx", Valuation_Method="Periodic Average")
    book.append_rows("Movements", pl.DataFrame({
        "Movement": ["M3"], "Date": [dt.date(2026, 1, 20)], "Type": ["Receipt"], "Material": ["S"],
        "Quantity": [50.0], "Unit Cost": [4.0],
    }))
    _count(book, 98.0, dt.date(2026, 1, 15))
    assert post(book, now=POSTED).lines["Difference"].to_list() == [-2_000_000]
    post(book, accept=True, now=POSTED)
    # (100 x 2.50 + 50 x 4.00) / 150 = 3.00
    assert _booked(book) == [(dt.date(2026, 1, 15), "Adjustment", -2.0, -6.0)]
    assert _on_hand(book) == (118.0, 354.0)


def test_what_left_later_on_the_day_than_the_count_was_entered_stays_out_of_it(tmp_path: Path) -> None:
    """The 30 leave at 18:00 and the day's count is entered at 15:00: 70 in the books by the evening, 69 counted."""
    book = _book(tmp_path / "small.xlsx")
    place = book.tables()["Movements"]
    at = place.cell(1, "Date")
    book.write_cells("Movements", {at: dt.datetime(2026, 2, 1, 18)})
    _count(book, 69.0, ISSUED)
    assert post(book, now=dt.datetime(2026, 2, 1, 15)).lines["Difference"].to_list() == [-1_000_000]
    post(book, accept=True, now=dt.datetime(2026, 2, 1, 15))
    assert _booked(book) == [(ISSUED, "Adjustment", -1.0, -2.5)]
    assert _on_hand(book) == (69.0, 172.5)


def test_a_posted_count_changes_nothing_of_the_closed_month(tmp_path: Path) -> None:
    book = _book(tmp_path / "small.xlsx", Closed_Through=COUNTED, Period_End=COUNTED)
    before = open_books(book).statement
    _count(book, 98.0)
    post(book, accept=True, now=POSTED)
    assert open_books(book).statement.equals(before)
    refresh(book)


def test_the_shell_says_where_it_is_booked(tmp_path: Path, wipbook: Callable[..., tuple[int, str, str]]) -> None:
    path = tmp_path / "small.xlsx"
    with _book(path, Closed_Through=COUNTED) as book:
        book.save()
    _count_and_save(path)
    code, said, _ = wipbook("count", "post", str(path))
    assert (code, "1 difference is booked on 2026-02-01: 2026-01-31 is closed (Settings: Closed Through)" in said) == (
        0, True,
    )
    lines = json.loads(wipbook("count", "post", str(path), "--json")[1])["lines"]
    got = [(line["Difference"], line["Booked"], line["Type"]) for line in lines]
    assert got == [("-1", "2026-02-01", "Adjustment")]


def _count_and_save(path: Path) -> None:
    with open_file(path, backups=0) as book:
        _count(book, 99.0)
        book.save()


