"""Percentages and elapsed times: in columns that mean them the figure a reader sees, elsewhere pointed at.

Excel stores 22% as 0.22 and 7:30 of [h]:mm as 7.5 / 24 = 0.3125: what is expected is what the cell shows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.books import Book
from wipbook.ledger import read
from wipbook.ledger.cells.shown import as_clock, as_held, as_percentage, elapsed, fraction, meant, percent
from wipbook.ledger.ledger import Ledger
from wipbook.port.tables import CellMoment
from wipbook.schema import input_sheet

STEEL = {"Material": "S", "Description": "Steel", "Kind": "raw", "Unit": "kg"}
JOB = {"Job": "J", "Description": "x", "Material": "S", "Quantity": 10, "Status": "Released",
       "Due": dt.date(2026, 5, 1)}
PERSON = {"Employee": "E", "Name": "A B", "Rate": 20.0, "Burden %": 22.0}
TICKET = {"Ticket": "T", "Date": dt.date(2026, 3, 2), "Employee": "E", "Job": "J", "Hours": 7.5}


def ledger(
    sheet: str, header: str, value: Any, kind: str = "", settings: dict[str, Any] | None = None, more: Any = None
) -> Ledger:
    """A book in which one cell holds ``value`` and is shown as ``kind`` (percents, elapsed); ``more`` is in the row
    below."""
    rows = {"Materials": [STEEL], "Jobs": [JOB], "Employees": [PERSON], "Labor": [TICKET]}
    first = {**rows[sheet][0], header: value}
    key = input_sheet(sheet).key[0]
    rows[sheet] = [first] if more is None else [first, {**first, key: f"{first[key]}2", header: more}]
    book = Book(rows, settings)
    if kind:
        table = input_sheet(sheet).table
        book._tables[table] = replace(book._tables[table], **{kind: {header: [0]}})
    return read(book)


def listed(found: Ledger) -> list[tuple[str, str, str]]:
    return [(row["Column"], row["Found"], row["Effect"]) for row in found.rejections.frame().to_dicts()]


@pytest.mark.parametrize("more", [None, 22.0, "x"])
@pytest.mark.parametrize("shown, held", [(22, 0.22), (7, 0.07), (110, 1.1), (12.5, 0.125), (0.5, 0.005), (0, 0.0)])
def test_a_percentage_is_that_many_percent(shown: float, held: float, more: object) -> None:
    """0.07 * 100 is 7.000000000000001 to a float; a cell shows 7%. A text below makes the column one of two kinds."""
    found = ledger("Employees", "Burden %", held, "percents", more=more)
    assert found.table("Employees")["Burden %"][0] == shown * 10**6
    assert [one for one in listed(found) if one[1] != "'x'"] == []


@pytest.mark.parametrize("value", [0.22, 0.999, 0.001])
def test_a_plain_fraction_of_a_percent_is_doubtful(value: float) -> None:
    found = ledger("Employees", "Burden %", value)
    assert listed(found) == [("Burden %", str(value), "warning")]
    assert found.table("Employees")["Burden %"][0] == round(value * 10**6)
    assert "type 22 for 22 %" in found.rejections.frame()["What To Do"][0]


@pytest.mark.parametrize("value", [0.0, 1.0, 22.0, 150.0])
def test_other_percents_are_not(value: float) -> None:
    assert listed(ledger("Employees", "Burden %", value)) == []


def test_a_percentage_elsewhere_counts_as_its_number_and_is_listed() -> None:
    found = ledger("Employees", "Rate", 0.22, "percents")
    assert listed(found) == [("Rate", "22%", "warning")]
    assert found.table("Employees")["Rate"][0] == 220_000


def test_a_percentage_beyond_reason_is_refused_as_it_is_shown() -> None:
    assert listed(ledger("Employees", "Burden %", 120.0, "percents"))[0][1] == "12000%"


@pytest.mark.parametrize(
    "hours, minutes, seconds", [(7, 30, 0), (7, 20, 0), (0, 1, 0), (24, 0, 0), (1, 0, 1), (23, 59, 59)]
)
def test_an_elapsed_time_is_hours_to_the_second(hours: int, minutes: int, seconds: int) -> None:
    whole = hours * 3600 + minutes * 60 + seconds
    found = ledger("Labor", "Hours", whole / 86_400, "elapsed")
    millionths = Fraction(whole, 3600) * 10**6
    assert found.table("Labor")["Hours"][0] == int(millionths + Fraction(1, 2)) and listed(found) == []


def test_an_elapsed_time_elsewhere_counts_as_days_and_is_listed() -> None:
    found = ledger("Employees", "Rate", 1.5, "elapsed")
    assert listed(found) == [("Rate", "36:00", "warning")] and found.table("Employees")["Rate"][0] == 1_500_000


@pytest.mark.parametrize("more", [None, 7.5, "x"])
def test_a_time_of_day_is_no_number_of_hours(more: object) -> None:
    moment = CellMoment.of(dt.datetime(1899, 12, 31, 7, 30), 0.3125)
    found = ledger("Labor", "Hours", moment, more=more)
    row = next(row for row in found.rejections.frame().to_dicts() if row["Found"] == "07:30:00")
    assert (row["Column"], row["Effect"]) == ("Hours", "row excluded") and found.table("Labor").height == (more == 7.5)
    assert "[h]:mm" in row["What To Do"] and "7.5" in row["What To Do"]


@pytest.mark.parametrize(
    "kind, value, shown", [("percents", 1.0, "100%"), ("elapsed", 1.0, "24:00"), ("elapsed", 1.104, "26:29:46")]
)
def test_a_code_that_a_program_made_a_number_of_is_refused(kind: str, value: float, shown: str) -> None:
    """Typing 24:00 into a cell of no format gives 1 and the format [h]:mm:ss: the code is lost, not 1."""
    found = ledger("Materials", "Material", value, kind)
    assert found.table("Materials").is_empty()
    row = next(row for row in found.rejections.frame().to_dicts() if row["Sheet"] == "Materials")
    assert row["Found"] == shown and row["Effect"] == "row excluded"


def settings(value: Any, name: str, kind: str = "") -> Ledger:
    book = Book({"Materials": [STEEL]}, {name: value})
    cells = book._tables["Settings"]
    row = cells.frame["Setting"].to_list().index(name)
    if kind:
        book._tables["Settings"] = replace(cells, **{kind: {"Value": [row]}})
    return read(book)


def test_a_setting_of_percents_means_what_its_cell_shows() -> None:
    found = settings(0.5, "Overtime Premium %", "percents")
    assert found.policy.overtime_premium_percent == 50.0 and listed(found) == []
    doubtful = settings(0.5, "Overtime Premium %")
    assert doubtful.policy.overtime_premium_percent == 0.5 and listed(doubtful) == [("Value", "0.5", "warning")]
    assert listed(settings(0.5, "Count Tolerance A")) == []  # half a percent is a usual tolerance


def test_another_setting_shown_as_a_percentage_is_doubtful() -> None:
    found = settings(0.5, "Materiality", "percents")
    assert found.policy.materiality == 0.5 and listed(found) == [("Value", "50%", "warning")]
    assert listed(settings(2.0, "Late Entry Days", "elapsed")) == [("Value", "48:00", "warning")]


@given(st.decimals(min_value=0, max_value=10_000, places=4))
def test_percents_there_and_back(percents: Any) -> None:
    """What is typed as 12.34% is held as the double nearest to 0.1234, and is 12.34 again."""
    held = float(percents / 100)
    assert percent(held) == float(percents) and percent(fraction(float(percents))) == float(percents)
    assert as_percentage(held) == f"{float(percents):.15g}%"


@given(st.integers(0, 10_000 * 3600))
def test_hours_of_any_clock(seconds: int) -> None:
    assert elapsed(seconds / 86_400, 24) == float(Fraction(seconds, 3600))
    assert elapsed(seconds / 86_400, 1440) == float(Fraction(seconds, 60))
    hours, rest = divmod(seconds, 3600)
    text = f"{hours}:{rest // 60:02d}" + (f":{rest % 60:02d}" if rest % 60 else "")
    assert as_clock(seconds / 86_400) == text


def test_a_cell_is_given_what_it_shows() -> None:
    cells = replace(
        Book({"Employees": [PERSON, PERSON]})._tables["Employees"], percents={"Burden %": [1]}, elapsed={"Rate": [0]}
    )
    column = input_sheet("Employees").column("Burden %")
    assert as_held(column, "Burden %", cells, 0, 22.0) == 22.0 and as_held(column, "Burden %", cells, 1, 22.0) == 0.22
    assert as_held(column, "Burden %", cells, 1, None) is None
    hours = input_sheet("Labor").column("Hours")
    labor = replace(Book({"Labor": [TICKET]})._tables["Labor"], elapsed={"Hours": [0]})
    assert as_held(hours, "Hours", labor, 0, 7.5) == 0.3125


def test_what_has_no_such_cells_stays_the_very_same() -> None:
    cells = Book({"Employees": [PERSON]})._tables["Employees"]
    series, mixed = meant(input_sheet("Employees").column("Burden %"), "Burden %", cells)
    assert series.equals(cells.frame["Burden %"]) and series.dtype == pl.Float64 and mixed is None
