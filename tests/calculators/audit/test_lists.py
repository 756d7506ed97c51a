"""Age of layers, count plans, duplicates: published figures, conservation, and lists that need a question asked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.calculators.audit.count_plan import ClassItems, count_plan
from wipbook.calculators.audit.duplicates import duplicate_groups
from wipbook.calculators.faults import CannotTest
from wipbook.calculators.stock.stock_age import Layer, stock_age

TODAY = dt.date(2026, 3, 31)


def layer(age: int | None, quantity: int | str = 1, value: int | str | None = 10) -> Layer:
    day = None if age is None else TODAY - dt.timedelta(age)
    return Layer(Decimal(quantity), day, value=None if value is None else Decimal(value))


# Microsoft Dynamics 365 documentation, Inventory aging report examples and logic, first report: as of 9 May 2020,
# item 1000, sites 1 and 2; April 5 pieces at 458.33, March 19 at 2,825.00, in all 24 at 3,283.33
def test_the_report_of_dynamics() -> None:
    march, april = dt.date(2020, 3, 15), dt.date(2020, 4, 15)
    layers = [
        Layer(Decimal(9), march, value=Decimal("825.00")),
        Layer(Decimal(10), march, unit_cost=Decimal("200.00")),
        Layer(Decimal(5), april, value=Decimal("458.33")),
    ]
    rows = [(row.quantity, row.value) for row in stock_age(layers, dt.date(2020, 5, 9), [8, 38, 69])]
    expected = [(0, "0"), (5, "458.33"), (19, "2825.00"), (0, "0"), (24, "3283.33")]
    assert rows == [(quantity, Decimal(value)) for quantity, value in expected]


@pytest.mark.parametrize(
    ("age", "bucket"),
    [
        (0, "0-30 days"), (30, "0-30 days"), (31, "31-60 days"), (60, "31-60 days"), (90, "61-90 days"),
        (180, "91-180 days"), (365, "181-365 days"), (366, "over 365 days"), (-1, "after the as-of date"),
        (None, "without a date"),
    ],
)
def test_a_limit_belongs_to_its_bucket(age: int | None, bucket: str) -> None:
    rows = stock_age([layer(age)], TODAY)
    assert [row.age for row in rows if row.quantity and row.age != "Total"] == [bucket]


def test_rows_for_future_or_missing_dates_are_there_only_when_needed() -> None:
    assert len(stock_age([layer(5)], TODAY)) == 7
    assert len(stock_age([layer(5), layer(None), layer(-5)], TODAY)) == 9


def test_without_an_as_of_date_the_latest_layer_is_today() -> None:
    assert stock_age([layer(0), layer(45)])[1].quantity == 1
    assert stock_age([layer(None)])[-2].age == "without a date"


@given(
    st.lists(st.tuples(st.none() | st.integers(-50, 900), st.integers(-99, 999), st.integers(-999, 9999)), max_size=40)
)
def test_quantity_and_value_are_conserved(given_layers: list[tuple[int | None, int, int]]) -> None:
    rows = stock_age([layer(*one) for one in given_layers], TODAY)
    assert rows[-1].quantity == sum(one[1] for one in given_layers) == sum(row.quantity for row in rows[:-1])
    assert rows[-1].value == sum(one[2] for one in given_layers) == sum(row.value for row in rows[:-1])
    if rows[-1].value:
        assert float(sum(row.share or 0 for row in rows[:-1])) == pytest.approx(1)


def test_a_layer_needs_a_value_or_a_unit_cost() -> None:
    with pytest.raises(CannotTest, match="layers, row 3: found no Value and no Unit Cost"):
        stock_age([layer(1), layer(1, value=None)], TODAY)


def test_buckets_must_rise() -> None:
    with pytest.raises(CannotTest, match="rising days"):
        stock_age([layer(1)], TODAY, [60, 30])


# Heizer, Render & Munson, ch. 12, example 2, Cole's Trucks: 25 + 29 + 23 = 77 items a day
def test_the_count_plan_of_coles_trucks() -> None:
    lines = [("A", 500, 12), ("B", 1750, 4), ("C", 2750, 2)]  # every 20, 60 and 120 of 240 working days
    plan = count_plan([ClassItems(name, Decimal(items), Decimal(often)) for name, items, often in lines], Decimal(240))
    assert [round(row.counts_per_day) for row in plan] == [25, 29, 23, 77]


def test_the_learning_exercise_of_coles_trucks() -> None:
    """1,500 B items and 3,000 C items: "both change to 25 items each per day, for a total of 75"."""
    lines = [("A", 500, 12), ("B", 1500, 4), ("C", 3000, 2)]
    plan = count_plan([ClassItems(name, Decimal(items), Decimal(often)) for name, items, often in lines], Decimal(240))
    assert [row.counts_per_day for row in plan] == [25, 25, 25, 75]


def test_rule_62_is_the_default_and_rows_of_a_class_add_up() -> None:
    plan = count_plan([ClassItems("c"), ClassItems("A"), ClassItems(" C "), ClassItems("B", Decimal(3))], Decimal(2))
    assert [(row.item_class, row.items, row.counts_per_year) for row in plan[:-1]] == [
        ("A", 1, 4),
        ("B", 3, 2),
        ("C", 2, 1),
    ]
    assert (plan[-1].counts, plan[-1].counts_per_day) == (12, 6)


def test_a_class_without_a_rule_or_with_two_is_a_question() -> None:
    with pytest.raises(CannotTest, match="class 'D' without Counts per Year"):
        count_plan([ClassItems("D")])
    with pytest.raises(CannotTest, match="classes, row 3: found class A 6 times a year, above 4 times"):
        count_plan([ClassItems("A"), ClassItems("A", Decimal(1), Decimal(6))])


@given(st.lists(st.none() | st.integers(0, 8), max_size=40))
def test_every_row_that_has_an_equal_is_in_one_group_with_it(keys: list[int | None]) -> None:
    groups = duplicate_groups(keys)
    positions = [at for _, at in groups]
    assert sorted(positions) == [at for at, key in enumerate(keys) if key is not None and keys.count(key) > 1]
    for group, at in groups:
        assert {keys[other] for number, other in groups if number == group} == {keys[at]}
    numbers = [group for group, _ in groups]
    assert numbers == sorted(numbers)
    assert sorted(set(numbers)) == list(range(1, len(set(numbers)) + 1))
