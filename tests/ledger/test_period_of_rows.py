"""A workbook that states no period has that of its rows: the fiscal years they lie in."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tests.books import Book
from wipbook.ledger.ledger import read

BLANK = {"Period Start": None, "Period End": None}


def movement(number: int, day: dt.date, kind: str = "Receipt") -> dict[str, object]:
    return {"Movement": f"M{number}", "Date": day, "Type": kind, "Material": "A", "Quantity": 1, "Unit Cost": 1}


def period(*rows: dict[str, object], **settings: object) -> tuple[dt.date, dt.date, dt.date]:
    steel = {"Material": "A", "Description": "Steel", "Kind": "raw", "Unit": "kg"}
    stated = BLANK | {name.replace("_", " "): value for name, value in settings.items()}
    policy = read(Book({"Materials": [steel], "Movements": rows}, stated)).policy
    assert policy.period_known is bool(rows)
    return policy.period_start, policy.period_end, policy.as_of


YEAR = dt.date(2031, 1, 1), dt.date(2031, 12, 31), dt.date(2031, 12, 31)


def test_the_year_of_the_rows_in_whatever_order():
    days = [dt.date(2031, 3, 4), dt.date(2031, 1, 9), dt.date(2031, 12, 30)]
    rows = [movement(number, day) for number, day in enumerate(days)]
    assert period(*rows) == period(*rows[::-1]) == YEAR


def test_several_years_and_a_fiscal_year_that_begins_in_april():
    rows = [movement(1, dt.date(2029, 3, 31)), movement(2, dt.date(2031, 4, 1))]
    assert period(*rows)[:2] == (dt.date(2029, 1, 1), dt.date(2031, 12, 31))
    assert period(*rows, Fiscal_Year_Start="April")[:2] == (dt.date(2028, 4, 1), dt.date(2032, 3, 31))


def test_balances_of_the_last_day_of_a_year_open_the_next():
    assert period(movement(1, dt.date(2030, 12, 31), "Opening"), movement(2, dt.date(2031, 2, 1))) == YEAR
    assert period(movement(1, dt.date(2030, 12, 31), "Opening")) == YEAR


def test_a_day_that_was_mistyped_moves_nothing_and_is_listed():
    rows = [movement(number, dt.date(2031, 1, number)) for number in range(1, 6)]
    far = movement(9, dt.date(2062, 1, 5))
    assert period(*rows, far) == YEAR
    steel = {"Material": "A", "Description": "Steel", "Kind": "raw", "Unit": "kg"}
    ledger = read(Book({"Materials": [steel], "Movements": [*rows, far]}, BLANK))
    assert ledger.rejections.frame()["Found"].to_list() == ["2062-01-05"]


def test_a_day_for_balances_that_is_stated_stays():
    assert period(movement(1, dt.date(2031, 3, 4)), As_Of=dt.date(2031, 6, 30))[2] == dt.date(2031, 6, 30)


def test_one_end_alone_means_to_the_end_of_its_year():
    row = movement(1, dt.date(2031, 3, 4))
    assert period(row, Period_End=dt.date(2031, 6, 30)) == (YEAR[0], dt.date(2031, 6, 30), dt.date(2031, 6, 30))
    assert period(row, Period_Start=dt.date(2031, 3, 1)) == (dt.date(2031, 3, 1), *YEAR[1:])


@given(st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2025, 12, 31)), min_size=1, max_size=8))
def test_every_row_lies_in_the_period(days):
    start, end, _ = period(*(movement(number, day) for number, day in enumerate(days)))
    assert all(start <= day <= end for day in days)
    assert (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def test_rows_after_the_day_of_the_balances_are_counted():
    steel = {"Material": "A", "Description": "Steel", "Kind": "raw", "Unit": "kg"}
    rows = [movement(1, dt.date(2031, 3, 4)), movement(2, dt.date(2032, 1, 2)), movement(3, dt.date(2032, 5, 2))]
    stated = {"Period Start": dt.date(2031, 1, 1), "Period End": dt.date(2031, 12, 31)}
    assert read(Book({"Materials": [steel], "Movements": rows}, stated)).rows_after == (2, dt.date(2032, 1, 2))
