"""What tickets cost: dated rates, pay types, tickets of several days, reversals. Figures by hand beside each."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from tests.plant import Books, Plant, day

PAY_TYPES: list[dict[str, Any]] = [
    {"pay_type": "Regular", "multiplier": 1}, {"pay_type": "Overtime", "multiplier": 1.5},
    {"pay_type": "Double Time", "multiplier": 2}, {"pay_type": "Idle", "multiplier": 1, "idle": True},
]


def plant(table: bool = True, **settings: Any) -> Plant:
    made = Plant(settings).material("FG", "finished").job("J1", "FG", 1).job("J2", "FG", 1)
    for row in PAY_TYPES if table else ():
        made.add("Pay Types", **row)
    return made


def person(made: Plant, rate: float = 20, burden: float | None = None) -> Plant:
    return made.add("Employees", employee="E1", name="Sam", rate=rate, burden_percent=burden)


def listed(books: Books) -> list[tuple[str, str, str]]:
    """Key, column and effect of every row of Exceptions on Labor."""
    rejections = books.ledger.rejections.frame().filter(pl.col("Sheet") == "Labor")
    return rejections.select("Row Key", "Column", "Effect").unique(maintain_order=True).rows()


def money(books: Books, *columns: str) -> list[float]:
    return [books.results.money(int(books.solution.labor[name].sum())) for name in columns]


def test_a_ticket_takes_the_newest_rate_up_to_its_day_else_the_masters() -> None:
    made = person(plant(), rate=20, burden=10)
    made.add("Rates", employee="e1", From=day(10), rate=22)  # blank: burden stays 10 %
    made.add("Rates", employee="E1", From=day(20), rate=25, burden_percent=30)
    made.ticket(day(9), 1, job="J1").ticket(day(10), 1, job="J1").ticket(day(20), 1, job="J1")
    made.ticket(day(21), 1, job="J1", rate=40)
    books = made.solve()
    assert books.solution.labor["Base"].to_list() == [20_00, 22_00, 25_00, 40_00]
    assert books.solution.labor["Burden"].to_list() == [2_00, 2_20, 7_50, 12_00]  # 10, 10, 30, 30 % of these


def test_agreed_rates_by_pay_type_are_the_whole_pay() -> None:
    # A published corpus of job costing: ST 8 h at 188, OT 2 h at 251, DT 1 h at 315 -> 1,504 + 502 + 315 = 2,321
    made = plant(Overtime_Premium_To="job").ticket(day(2), 8, job="J1", rate=188, pay_type="Regular")
    made.ticket(day(2), 2, job="J1", rate=251, pay_type="Overtime")
    books = made.ticket(day(2), 1, job="J1", rate=315, pay_type=" double time").solve()
    assert books.job("J1")["Labor Cost"] == 2321.00
    assert money(books, "Base", "Premium") == [11 * 188, 2 * 63 + 127]  # what is above the straight 188 is premium


def test_a_typed_rate_that_is_not_above_the_straight_one_is_the_base_as_in_the_first_release() -> None:
    made = person(plant(), rate=20).ticket(day(2), 2, job="J1", rate=20, pay_type="Overtime")
    assert money(made.solve(), "Base", "Premium") == [40.00, 20.00]
    nobody_knows = plant().ticket(day(2), 2, job="J1", rate=20, pay_type="Overtime")
    assert money(nobody_knows.solve(), "Base", "Premium") == [40.00, 20.00]


def test_a_rate_above_the_straight_one_is_all_in_and_later_tickets_do_not_change_it() -> None:
    made = person(plant(), rate=20, burden=10).ticket(day(2), 2, job="J1", rate=33, pay_type="Overtime")
    assert money(made.solve(), "Base", "Premium", "Burden") == [40.00, 26.00, 4.00]
    later = plant().ticket(day(2), 2, job="J1", rate=33, pay_type="Overtime").ticket(day(3), 8, job="J1", rate=20)
    assert later.solve().solution.labor["Premium"].to_list() == [33_00, 0]  # 20 was not known on the 2nd


@pytest.mark.parametrize(("row", "premium"), [
    ({"multiplier": 1.5}, 30.0),  # as delivered: Settings say 30 % of 100
    ({}, 30.0),
    ({"multiplier": 1.6}, 60.0),  # said on purpose
    ({"rate": 27}, 35.0),  # 5 h at 27 less 5 h at 20
])
def test_overtime_as_delivered_has_the_premium_of_settings(row: dict[str, Any], premium: float) -> None:
    made = Plant({"Overtime_Premium_%": 30}).material("FG", "finished").job("J1", "FG", 1)
    made.add("Pay Types", pay_type="Overtime", **row)
    books = person(made).ticket(day(2), 5, job="J1", pay_type="overtime").solve()
    assert money(books, "Base", "Premium") == [100.00, premium]


def test_an_older_workbook_without_the_table_keeps_its_three_pay_types() -> None:
    made = person(plant(table=False, **{"Overtime_Premium_%": 30})).ticket(day(2), 5, job="J1", pay_type="OVERTIME")
    made.ticket(day(3), 1, job="J1", pay_type="idle").ticket(day(3), 1, job="J1", pay_type="Double Time")
    books = made.solve()
    assert money(books, "Base", "Premium", "Direct") == [120.00, 30.00, 100.00]
    assert listed(books) == [("T3", "Pay Type", "row excluded")]
    found = books.ledger.rejections.frame()
    assert found["Expected"][0] == "Regular or Overtime or Idle" and "Pay Types" in found["What To Do"][0]


def test_a_pay_type_of_ones_own_says_where_its_premium_goes_and_whether_it_is_idle() -> None:
    made = person(plant(Overtime_Premium_To="overhead"))
    made.add("Pay Types", pay_type="Night", multiplier=1.25, premium_to="job")
    made.add("Pay Types", pay_type="Training", idle=True).add("Pay Types", pay_type="Standby", multiplier=0.5)
    made.ticket(day(2), 8, job="J1", pay_type="night").ticket(day(3), 8, job="J1", pay_type="Training")
    made.ticket(day(4), 8, job="J1", pay_type="Standby").ticket(day(5), 8, job="J1", pay_type="Unheard")
    books = made.solve()
    assert books.job("J1")["Labor Cost"] == 8 * 20 * 1.25 + 8 * 20 * 0.5
    assert money(books, "Indirect") == [160.00]  # the training
    assert listed(books) == [("T4", "Pay Type", "row excluded")]


def test_the_work_center_of_the_ticket_wins_over_step_and_person() -> None:
    made = plant().add("Employees", employee="E1", name="Sam", rate=20, work_center="WC-1")
    for center in ("WC-1", "WC-2", "WC-3"):
        made.add("Work Centers", work_center=center, name=center, hours_per_day=8)
    made.add("Operations", job="J1", step="10", work_center="WC-2", planned_hours=1)
    made.ticket(day(2), 1, job="J1").ticket(day(2), 1, job="J1", step="10")
    made.ticket(day(2), 1, job="J1", step="10", work_center="wc-3")
    books = made.solve()
    assert books.solution.labor["Work Center"].to_list() == ["WC-1", "WC-2", "WC-3"]
    tickets = books.results.ledger.table("Labor")
    assert tickets["Work Center"].to_list() == [None, None, "WC-3"]


def test_hours_below_zero_take_back_cost() -> None:
    # the shape of https://github.com/18F/tock/issues/452: one negative ticket takes back the other
    books = plant().ticket(day(2), 8, job="J2", rate=20).ticket(day(5), -8, job="J2", rate=20).solve()
    assert books.job("J2")["Labor Cost"] == 0.00 and listed(books) == []


def test_a_correction_of_more_than_was_booked_until_then_is_listed() -> None:
    made = plant().ticket(day(2), 8, job="J1", rate=20).ticket(day(5), -9, job="J1", rate=20)
    made.ticket(day(6), 5, job="J1", rate=20)
    books = made.solve()
    assert books.job("J1")["Labor Cost"] == 80.00 and listed(books) == [("T2", "Hours", "warning")]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_reversal_takes_back_its_own_ticket_at_its_own_cost(sign: int) -> None:
    made = person(plant(Overtime_Premium_To="job"), rate=20, burden=25)
    made.add("Rates", employee="E1", From=day(10), rate=30)
    made.ticket(day(2), 3, job="J1", step="10", pay_type="Overtime")  # 60 + 30 + 15 = 105
    made.ticket(day(12), sign * 1, reverses="t1").ticket(day(13), sign * 2, job="J1", reverses="T1")
    books = made.solve()
    assert books.solution.labor["Direct"].to_list() == [105_00, -35_00, -70_00]
    assert books.solution.labor.select("Job", "Step", "Pay Type").unique().rows() == [("J1", "10", "Overtime")]
    assert books.job("J1")["Labor Cost"] == 0.00 and listed(books) == []


def test_a_ticket_taken_back_in_thirds_costs_nothing_in_the_end() -> None:
    made = plant().ticket(day(2), 1, job="J1", rate=10)
    for number in range(3):
        made.ticket(day(3 + number), (0.333333, 0.333333, 0.333334)[number], reverses="T1")
    books = made.solve()
    assert books.solution.labor["Base"].to_list() == [10_00, -3_33, -3_34, -3_33]
    assert books.job("J1")["Labor Cost"] == 0.00


def test_reversals_that_cannot_be_are_listed_and_left_out() -> None:
    made = plant().ticket(day(2), 8, job="J1", rate=20)
    made.ticket(day(3), -5, reverses="T1").ticket(day(4), -4, reverses="T1").ticket(day(5), -3, reverses="T1")
    made.ticket(day(5), -1, reverses="T99").ticket(day(1), -1, reverses="T1").ticket(day(6), -1, reverses="T2")
    made.ticket(day(6), -1, job="J2", reverses="T1")
    books = made.solve()
    assert books.job("J1")["Labor Cost"] == 0.00
    assert sorted(listed(books)) == [
        ("T3", "Hours", "row excluded"), ("T5", "Reverses", "row excluded"), ("T6", "Reverses", "row excluded"),
        ("T7", "Reverses", "row excluded"), ("T8", "Job", "row excluded"),
    ]


def test_a_reversal_of_a_ticket_without_a_rate_is_left_out_with_it() -> None:
    books = plant().ticket(day(2), 8, job="J1").ticket(day(3), -8, reverses="T1").solve()
    assert books.solution.labor.is_empty()
    assert listed(books) == [("T1", "Rate", "row excluded"), ("T2", "Reverses", "row excluded")]


def test_a_week_in_one_row_is_spread_over_its_working_days_and_split_at_the_months_end() -> None:
    # Monday 30 March to Sunday 5 April 2026: 40.01 h at 33.33 = 1,333.53; two of five days are of March
    made = plant(Period_End=dt.date(2026, 12, 31)).ticket(
        day(30, 3), 40.01, job="J1", rate=33.33, through=day(5, 4)
    )
    labor = made.solve().solution.labor
    assert [f"{one:%m-%d}" for one in labor["Date"]] == ["03-30", "03-31", "04-01", "04-02", "04-03"]
    assert labor["Hours"].to_list() == [8_002_000] * 5
    # running totals of 8.002 h at 33.33: 266.71, 533.41, 800.12, 1,066.83, 1,333.53
    assert labor["Base"].to_list() == [266_71, 266_70, 266_71, 266_71, 266_70]
    assert labor["Base"].sum() == 1333_53
    march = plant(As_Of=day(31, 3), Period_End=day(31, 3)).ticket(
        day(30, 3), 40.01, job="J1", rate=33.33, through=day(5, 4)
    )
    assert march.solve().job("J1")["Labor Cost"] == 533.41


def test_each_day_of_a_week_has_the_rate_of_that_day() -> None:
    made = person(plant(), rate=20).add("Rates", employee="E1", From=day(1, 4), rate=25)
    books = made.ticket(day(30, 3), 40, job="J1", through=day(3, 4)).solve()
    assert books.solution.labor["Base"].to_list() == [160_00, 160_00, 200_00, 200_00, 200_00]


def test_the_limit_is_24_hours_for_each_day_of_the_span() -> None:
    made = plant().ticket(day(5), 40, job="J1", rate=1).ticket(day(5), 40, job="J1", rate=1, through=day(6))
    made.ticket(day(5), 49, job="J1", rate=1, through=day(6)).ticket(day(5), 8, job="J1", rate=1, through=day(4))
    made.ticket(day(10), 30, job="J1", rate=1, through=day(11))  # Saturday and Sunday: no working day
    made.ticket(day(1), 8, job="J1", rate=1, through=day(28, 2))  # 59 days
    books = made.solve()
    assert books.job("J1")["Labor Cost"] == 70.00
    assert listed(books) == [
        ("T4", "Through", "row excluded"), ("T6", "Through", "row excluded"), ("T1", "Hours", "row excluded"),
        ("T3", "Hours", "row excluded"),
    ]
    assert "fill in Through" in books.ledger.rejections.frame()["What To Do"][2]


def test_a_reversed_week_costs_nothing() -> None:
    made = plant().ticket(day(5), 38.5, job="J1", rate=21.37, through=day(9))
    books = made.ticket(day(20), -38.5, reverses="T1").solve()
    assert books.job("J1")["Labor Cost"] == 0.00 and books.solution.labor.height == 6
    views = books.results.ledger.table("Labor")
    assert views["Hours"].to_list() == [38_500_000, -38_500_000]
