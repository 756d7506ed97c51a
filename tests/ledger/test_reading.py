"""Bad rows never stop the run: each is listed with where, what, what was expected and what to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from tests.books import Book, ledger_of
from wipbook.ledger import read
from wipbook.ledger.ledger import SheetMissing
from wipbook.ledger.policy import SettingNotUnderstood, policy_from
from wipbook.ledger.tables import ColumnMissing, ColumnTwice
from wipbook.port.tables import CellError, TableCells

STEEL = {"Material": "00123", "Description": "Steel", "Kind": "raw", "Unit": "kg"}
RECEIPT = {
    "Movement": "M1",
    "Date": dt.date(2026, 1, 5),
    "Type": "Receipt",
    "Material": "00123",
    "Quantity": 10,
    "Unit Cost": 2,
}


def one_bad(sheet: str, row: dict[str, Any], **rows: Any) -> dict[str, str]:
    """The only entry of Exceptions of a book in which ``row`` is wrong."""
    ledger = ledger_of({"Materials": [STEEL], **rows, sheet: [*rows.get(sheet, []), row]})
    listed = ledger.rejections.frame()
    assert listed.height == 1, listed
    return dict(listed.row(0, named=True))


@pytest.mark.parametrize(
    ("change", "cell", "found", "effect"),
    [
        ({"Quantity": "ten"}, "G6", "'ten'", "row excluded"),
        ({"Quantity": "12"}, "G6", "'12'", "row excluded"),  # text that looks like a number is not one
        ({"Quantity": None}, "G6", "(blank)", "row excluded"),
        ({"Quantity": 0}, "G6", "0", "row excluded"),
        ({"Quantity": True}, "G6", "True", "row excluded"),
        ({"Quantity": 1e300}, "G6", "1e+300", "row excluded"),
        ({"Unit Cost": -1}, "H6", "-1", "row excluded"),
        ({"Date": "2026-01-05"}, "B6", "'2026-01-05'", "row excluded"),
        ({"Date": 46027}, "B6", "46027", "row excluded"),
        ({"Date": dt.date(1900, 1, 5)}, "B6", "1900-01-05", "row excluded"),
        ({"Date": dt.date(2062, 1, 5)}, "B6", "2062-01-05", "row excluded"),
        ({"Type": "Reciept"}, "E6", "'Reciept'", "row excluded"),
        ({"Material": "99"}, "F6", "'99'", "row excluded"),
        ({"Material": 1.5}, "F6", "1.5", "row excluded"),
        ({"Job": "J-404"}, "I6", "'J-404'", "row excluded"),
        ({"Type": "Issue"}, "I6", "(blank)", "row excluded"),
        ({"Type": "Transfer"}, "K6", "(blank)", "row excluded"),
        ({"Unit Cost": None}, "H6", "(blank)", "warning"),
    ],
)
def test_a_bad_movement_is_listed_where_it_stands(change: dict[str, Any], cell: str, found: str, effect: str) -> None:
    entry = one_bad("Movements", RECEIPT | change)
    assert (entry["Sheet"], entry["Cell"], entry["Found"], entry["Effect"]) == ("Movements", cell, found, effect)
    assert entry["Expected"]
    assert entry["What To Do"]


def test_good_rows_beside_a_bad_one_are_kept() -> None:
    ledger = ledger_of({"Materials": [STEEL], "Movements": [RECEIPT, RECEIPT | {"Movement": "M2", "Quantity": "x"}]})
    assert ledger.table("Movements")["Movement"].to_list() == ["M1"]
    assert (ledger.rows_read["Movements"], ledger.rows_used["Movements"]) == (2, 1)


def test_codes_stay_as_typed() -> None:
    codes = ["22E1", "00123", "1e5", "TRUE", "  padded "]
    rows = [STEEL | {"Material": code} for code in codes]
    ledger = ledger_of({"Materials": rows})
    assert ledger.table("Materials")["Material"].to_list() == ["22E1", "00123", "1e5", "TRUE", "padded"]


def test_a_number_in_a_code_column_is_taken_only_when_no_digit_can_be_lost() -> None:
    ledger = ledger_of({"Materials": [STEEL | {"Material": 4711.0}]})
    assert ledger.table("Materials")["Material"].to_list() == ["4711"]
    entry = one_bad("Materials", STEEL | {"Material": 1234567890123456.0})
    assert "at most 15 digits" in entry["Expected"]


def test_a_code_used_twice_names_the_row_that_has_it() -> None:
    entry = one_bad("Materials", STEEL | {"Description": "again"}, Materials=[STEEL])
    assert entry["Found"] == "00123, already in row 6"
    assert entry["Cell"] == "A7"


def test_choices_are_read_whatever_the_case() -> None:
    ledger = ledger_of({"Materials": [STEEL | {"Kind": " RAW "}]})
    assert ledger.table("Materials")["Kind"].to_list() == ["raw"]


def test_a_wrong_cell_in_master_data_does_not_take_the_material_with_it() -> None:
    entry = one_bad("Materials", STEEL | {"Selling Price": "tbd"}, Materials=[])
    assert entry["Effect"] == "cell ignored"


def test_shifted_renamed_and_extra_columns() -> None:
    book = Book({"Materials": [STEEL | {"My Note": "keep"}], "Movements": [RECEIPT]})
    cells = book._tables["Movements"]
    turned = cells.frame.select(reversed(cells.frame.columns)).rename({"Quantity": " quantity "})
    place = cells.place
    book._tables["Movements"] = TableCells(
        type(place)(place.name, place.sheet, place.first_row, place.last_row, 3, tuple(turned.columns)), turned
    )
    ledger = read(book)
    assert ledger.table("Movements")["Quantity"].to_list() == [10_000_000]
    lost = turned.rename({" quantity ": "Qty"})
    book._tables["Movements"] = TableCells(
        type(place)(place.name, place.sheet, place.first_row, place.last_row, 3, tuple(lost.columns)), lost
    )
    with pytest.raises(ColumnMissing, match="no column 'Quantity'"):
        read(book)


def test_two_headers_of_one_column_are_refused_not_guessed() -> None:
    book = Book({"Materials": [STEEL], "Movements": [RECEIPT | {"Quantity ": None}]})
    with pytest.raises(ColumnTwice, match="'Quantity' and 'Quantity '"):
        read(book)


def test_a_missing_core_table_stops_with_its_name() -> None:
    book = Book({})
    del book._tables["Jobs"]
    with pytest.raises(SheetMissing, match="the table Jobs"):
        read(book)


def test_error_cells_are_shown_as_excel_shows_them() -> None:
    book = Book({"Materials": [STEEL], "Movements": [RECEIPT]})
    cells = book._tables["Movements"]
    book._tables["Movements"] = TableCells(cells.place, cells.frame, {"Quantity": [CellError("#N/A")]})
    assert read(book).rejections.frame()["Found"].to_list() == ["#N/A"]


def test_hidden_rows_are_read_and_pointed_at() -> None:
    book = Book({"Materials": [STEEL]})
    cells = book._tables["Materials"]
    book._tables["Materials"] = TableCells(cells.place, cells.frame, hidden=[0], merged=["A6:B6"])
    listed = read(book).rejections.frame()
    assert listed["Effect"].to_list() == ["warning", "warning"]
    assert listed["Cell"].to_list() == ["A6", "A6:B6"]


def test_blank_rows_are_passed_over() -> None:
    ledger = ledger_of({"Materials": [{}, STEEL, {}]})
    assert ledger.rows_read["Materials"] == 1
    assert ledger.table("Materials")["_row"].to_list() == [1]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"Valuation Method": "NIFO"}, "expected FIFO or LIFO"),
        ({"Period End": "soon"}, "expected a date"),
        ({"Currency Places": 1.5}, "expected a whole number"),
        ({"Currency Places": 7}, "between 0 and 4"),
        ({"Currency Places": -1}, "between 0 and 4"),
        ({"Currency Places": 1e20}, "between 0 and 4"),
        ({"Currency Places": "inf"}, "between 0 and 4"),
        ({"Late Entry Days": -5}, "between 0 and 36,500"),
        ({"Overtime Premium %": "nan"}, "between 0 and 1,000"),
        ({"As Of": "0001-01-01"}, "between 1950 and 2199"),
        ({"Company": CellError("#N/A")}, "found #N/A"),
        ({"Period Start": dt.date(2026, 5, 1), "Period End": dt.date(2026, 4, 1)}, "on or after Period Start"),
    ],
)
def test_a_setting_that_cannot_be_understood_says_what_it_may_be(values: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingNotUnderstood, match=message):
        policy_from(values)


@pytest.mark.parametrize("header", ["Setting", "Value"])
def test_settings_without_one_of_their_columns_say_so(header: str) -> None:
    book = Book({}, {"Company": "X"})
    cells = book._tables["Settings"]
    frame = cells.frame.rename({header: "Other"})
    place = type(cells.place)("Settings", "Settings", 6, 6, 1, tuple(frame.columns))
    book._tables["Settings"] = TableCells(place, frame)
    with pytest.raises(ColumnMissing, match=f"no column '{header}'"):
        read(book)


def test_an_early_as_of_date_does_not_make_the_present_impossible() -> None:
    ledger = ledger_of({"Materials": [STEEL], "Movements": [RECEIPT]}, As_Of=dt.date(1990, 1, 1))
    assert ledger.rejections.rows == ()


@pytest.mark.parametrize("description", [12.5, True, dt.date(2026, 1, 1)])
def test_a_description_of_any_kind_is_text_and_keeps_its_material(description: object) -> None:
    ledger = ledger_of({"Materials": [STEEL | {"Description": description}, STEEL | {"Material": "X"}]})
    assert ledger.table("Materials").height == 2
    assert ledger.rejections.rows == ()


def test_a_blank_description_or_due_date_is_pointed_at_and_costs_nothing() -> None:
    entry = one_bad("Materials", STEEL | {"Description": None})
    assert (entry["Cell"], entry["Effect"]) == ("B6", "warning")
    job = {"Job": "J", "Description": "d", "Material": "00123", "Quantity": 1, "Status": "Released"}
    assert one_bad("Jobs", job, Materials=[STEEL])["Effect"] == "warning"


def test_a_percent_beyond_sense_is_refused() -> None:
    worker = {"Employee": "E", "Name": "n", "Rate": 1, "Burden %": 8e9}
    assert "at most 10,000" in one_bad("Employees", worker)["Expected"]


def test_nothing_in_the_source_is_changed_by_reading() -> None:
    book = Book({"Materials": [STEEL | {"Kind": "?"}], "Movements": [RECEIPT]})
    before = {name: cells.frame.clone() for name, cells in book._tables.items()}
    read(book)
    assert all(frame.equals(book._tables[name].frame) for name, frame in before.items())


def test_amounts_with_more_places_than_the_currency_are_rounded_half_up() -> None:
    ledger = ledger_of({"Materials": [STEEL], "Movements": [RECEIPT | {"Landed Cost": 2.445}]})
    assert ledger.table("Movements")["Landed Cost"].to_list() == [245]
    assert ledger.table("Movements").select(pl.col("Unit Cost")).item() == 2_000_000
