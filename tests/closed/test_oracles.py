"""What is typed after a close leaves the closed month to the cent; the difference is posted on the first open day.

Figures by hand, most of them from the design of the books: a receipt of ten at 10 in January, at 20 after the close.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from tests.closed.closing import Closing
from tests.plant import Plant, day
from wipbook.books.closed.causes import causes
from wipbook.books.closed.prior_periods import prior_periods
from wipbook.books.results import Results

JANUARY, FEBRUARY, MARCH = (day(1), day(31)), (day(1, 2), day(28, 2)), (day(1, 3), day(31, 3))


def bought(**settings: Any) -> Plant:
    """Ten of RM at 10 on the second of January."""
    plant = Plant({"Negative_Stock": "allow", **settings}).material("RM").material("FG", "finished")
    return plant.move(day(2), "Receipt", "RM", 10, unit_cost=10, document="PO1", line="1")


def closed(plant: Plant) -> Closing:
    closing = Closing(plant)
    closing.close(*JANUARY)
    return closing


def adjusted(results: Results) -> dict[str, float]:
    """By account, in currency."""
    sums = results.adjusted.group_by("Role").agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0)
    assert int(results.adjusted["Amount"].sum()) == 0
    return {role: results.money(amount) for role, amount in sums.iter_rows()}


def line(results: Results, name: str) -> list[float]:
    row = results.statement.filter(pl.col("Line") == name).row(0)[1:]
    return [results.money(amount) for amount in row]


def closing_of(results: Results) -> list[float]:
    return [results.money(int(results.statement[stage].sum())) for stage in results.statement.columns[1:]]


def reprice(plant: Plant, cost: float = 20) -> None:
    plant.rows["Movements"][0]["Unit Cost"] = cost


GRNI = "Goods Received Not Invoiced"


def test_a_repriced_receipt_that_lies_in_stock() -> None:
    plant = bought()
    closing = closed(plant)
    before = closing.results(*JANUARY)
    reprice(plant)
    now = closing.results(*FEBRUARY)
    assert adjusted(now) == {"Raw Materials": 100, GRNI: -100}
    assert (line(now, "Opening"), line(now, "Prior periods")) == ([100, 0, 0], [100, 0, 0])
    assert closing_of(now) == [200, 0, 0]
    again = closing.results(*JANUARY)
    assert again.statement.equals(before.statement) and again.valuation["Value"].to_list() == [10_000]
    assert causes(now.ledger).select("Sheet", "Row Key", "State").rows() == [("Movements", "M1", "changed")]


def test_half_of_it_sold_and_all_of_it_sold() -> None:
    for sold, stock, cogs in ((5, 50, 50), (10, 0, 100)):
        plant = bought().move(day(20), "Shipment", "RM", sold)
        closing = closed(plant)
        reprice(plant)
        expected = {"Raw Materials": stock, "COGS": cogs, GRNI: -100}
        assert adjusted(closing.results(*FEBRUARY)) == {role: amount for role, amount in expected.items() if amount}


def test_in_a_job_of_ten_five_made_two_shipped() -> None:
    plant = bought().job("J", "FG", 10).add("Bill of Materials", product="FG", component="RM", quantity_per=1)
    plant.move(day(3), "Issue", "RM", 10, job="J").move(day(10), "Completion", "FG", 5, job="J")
    plant.move(day(15), "Shipment", "FG", 2)
    closing = closed(plant)
    reprice(plant)
    assert adjusted(closing.results(*FEBRUARY)) == {"WIP": 50, "Finished Goods": 30, "COGS": 20, GRNI: -100}


def test_another_receipt_typed_late_and_closed_again_then_dearer_still() -> None:
    plant = bought()
    closing = closed(plant)
    plant.move(day(31), "Receipt", "RM", 10, unit_cost=10)
    now = closing.results(*FEBRUARY)
    rows = prior_periods(now).filter(pl.col("Of") == "stock").to_dicts()
    assert [(row["What"], row["Quantity"], row["Value"]) for row in rows] == [("RM", 10_000_000, 10_000)]
    closing.close(*FEBRUARY)
    assert closing.results(*MARCH).adjusted.is_empty()
    plant.rows["Movements"][1]["Unit Cost"] = 15
    march = closing.results(*MARCH)
    assert adjusted(march) == {"Raw Materials": 50, GRNI: -50}
    assert line(march, "Opening") == [200, 0, 0]
    february = closing.results(*FEBRUARY)
    assert (line(february, "Opening"), line(february, "Prior periods")) == ([100, 0, 0], [100, 0, 0])


def test_an_invoice_of_january_or_of_february_gives_the_same_stock() -> None:
    found = []
    for when in (day(31), day(1, 2)):
        plant = bought()
        closing = closed(plant)
        plant.add("Movements", movement="R1", date=when, type="Revaluation", material="RM", quantity=0, amount=25,
                  document="PO1", line="1")
        found.append(closing_of(closing.results(*FEBRUARY)))
    assert found == [[125, 0, 0], [125, 0, 0]]


def test_a_row_gone_and_a_material_renamed() -> None:
    plant = bought().move(day(5), "Receipt", "OLD", 4, unit_cost=3)
    closing = closed(plant)
    for row in (*plant.rows["Movements"], *plant.rows["Materials"]):
        if row["Material"] == "OLD":
            row["Material"] = "NEW"
    now = closing.results(*FEBRUARY)
    assert now.adjusted.is_empty()  # the account holds what it held
    assert [(row["What"], row["Value"]) for row in prior_periods(now).to_dicts()] == [("NEW", 1200), ("OLD", -1200)]
    del plant.rows["Movements"][1]
    now = closing.results(*FEBRUARY)
    assert adjusted(now) == {"Raw Materials": -12, GRNI: 12}
    assert ("Movements", "", "gone") in causes(now.ledger).select("Sheet", "Row Key", "State").rows()


def test_goods_of_another_kind_change_their_account() -> None:
    plant = bought()
    closing = closed(plant)
    plant.rows["Materials"][0]["Kind"] = "finished"
    now = closing.results(*FEBRUARY)
    assert adjusted(now) == {"Raw Materials": -100, "Finished Goods": 100}
    assert closing_of(now) == [0, 0, 100]


def test_another_method_moves_only_what_is_open() -> None:
    # ten at 10, ten at 20, ten shipped: FIFO leaves 200, an average 150
    plant = bought().move(day(3), "Receipt", "RM", 10, unit_cost=20).move(day(9), "Shipment", "RM", 10)
    closing = closed(plant)
    plant.rows["Materials"][0]["Method"] = "Moving Average"
    now = closing.results(*FEBRUARY)
    assert adjusted(now) == {"Raw Materials": -50, "COGS": 50}
    assert line(closing.results(*JANUARY), "Shipped to customers") == [-100, 0, 0]


def test_a_setting_that_was_changed_is_named() -> None:
    plant = bought().move(day(3), "Receipt", "RM", 10, unit_cost=20).move(day(9), "Shipment", "RM", 10)
    closing = closed(plant)
    plant.settings["Valuation_Method"] = "Moving Average"
    now = closing.results(*FEBRUARY)
    assert adjusted(now) == {"Raw Materials": -50, "COGS": 50}
    found = causes(now.ledger).rows()
    assert [(row[0], row[2]) for row in found] == [("Settings", "Valuation Method: FIFO then, Moving Average now")]


def test_a_raise_of_the_employee_counts_from_the_first_open_day() -> None:
    plant = Plant().material("FG", "finished").job("J", "FG", 10)
    plant.add("Employees", employee="E1", name="Ann", rate=20)
    plant.ticket(day(10), 5, job="J").ticket(day(10, 2), 5, job="J")
    closing = closed(plant)
    plant.rows["Employees"][0]["Rate"] = 30
    now = closing.results(*FEBRUARY)
    assert now.adjusted.is_empty()
    assert line(now, "Direct labor") == [0, 150, 0] and line(now, "Opening") == [0, 100, 0]
    assert int(now.payroll["Payroll"].sum()) == 15_000  # computed anew, from the tickets
    # a rate of one's own day is a correction
    plant.add("Rates", employee="E1", **{"from": day(1)}, rate=22)
    assert adjusted(closing.results(*FEBRUARY)) == {"WIP": 10, "Wages Clearing": -10}


def test_a_higher_standard_revalues_on_the_first_open_day() -> None:
    plant = bought(Valuation_Method="Standard")
    plant.rows["Materials"][0]["Standard Cost"] = 10
    closing = closed(plant)
    plant.rows["Materials"][0]["Standard Cost"] = 12
    now = closing.results(*FEBRUARY)
    assert now.adjusted.is_empty() and line(now, "Standards changed") == [20, 0, 0]
    assert closing_of(now) == [120, 0, 0]
    closing.close(*FEBRUARY)
    plant.rows["Materials"][0]["Standard Cost"] = 15
    march = closing.results(*MARCH)
    assert march.adjusted.is_empty() and line(march, "Standards changed") == [30, 0, 0]
    # an earlier day of one's own is a correction: 11 from the tenth of January
    plant.add("Standards", material="RM", **{"from": day(10)}, standard_cost=11)
    assert adjusted(closing.results(*MARCH)) == {"Raw Materials": -10, "Variance": 10}


def test_percent_and_good_that_are_typed_over_move_nothing() -> None:
    # 100 of labor; five of ten made and half of the other five done at the close: 100 x 5 / 7.5
    plant = Plant().material("FG", "finished").job("J", "FG", 10, percent_complete=75)
    plant.ticket(day(3), 5, job="J", rate=20)
    plant.move(day(10), "Completion", "FG", 5, job="J")
    closing = closed(plant)
    assert line(closing.results(*JANUARY), "Completed") == [0, -66.67, 66.67]
    plant.rows["Jobs"][0]["Percent Complete"] = 100
    assert closing.results(*FEBRUARY).adjusted.is_empty()
    by_steps = Plant().material("FG", "finished").job("J", "FG", 10).ticket(day(3), 5, job="J", step="10", rate=20)
    by_steps.add("Operations", job="J", step="10", work_center="WC", planned_hours=10, good=8)
    by_steps.move(day(10), "Completion", "FG", 5, job="J")
    closing = closed(by_steps)
    assert line(closing.results(*JANUARY), "Completed") == [0, -62.5, 62.5]
    by_steps.rows["Operations"][0]["Good"] = 10
    assert closing.results(*FEBRUARY).adjusted.is_empty()


def test_a_status_without_a_day_is_never_in_a_period_closed_with_the_job_open() -> None:
    # four of ten made of 100 for the whole job: 40; it is called finished in February, without a day
    plant = bought().job("J", "FG", 10).add("Bill of Materials", product="FG", component="RM", quantity_per=1)
    plant.move(day(3), "Issue", "RM", 10, job="J").move(day(10), "Completion", "FG", 4, job="J")
    closing = closed(plant)
    plant.rows["Jobs"][0]["Status"] = "Finished"
    now = closing.results(*FEBRUARY)
    assert now.adjusted.is_empty()
    assert line(now, "Late cost of jobs") == [0, -60, 60]  # what is left goes to the lots, in February


@pytest.mark.parametrize(("status", "finished", "expected"), [
    ("Cancelled", None, {"WIP": -60, "Variance": 60}),
    ("Finished", day(20), {"WIP": -60, "Finished Goods": 60}),
])
def test_a_status_with_a_day_in_the_closed_period_is_posted(
    status: str, finished: dt.date | None, expected: dict[str, float]
) -> None:
    plant = bought().job("J", "FG", 10).add("Bill of Materials", product="FG", component="RM", quantity_per=1)
    plant.move(day(3), "Issue", "RM", 10, job="J").move(day(10), "Completion", "FG", 4, job="J")
    closing = closed(plant)
    job = plant.rows["Jobs"][0]
    job.update({"Status": status, "Finished": finished, "Closed": day(31) if status == "Cancelled" else None})
    assert adjusted(closing.results(*FEBRUARY)) == expected
    job.update({"Status": "Released", "Finished": None, "Closed": None})
    assert closing.results(*FEBRUARY).adjusted.is_empty()


def test_a_close_in_mid_month_cuts_the_period() -> None:
    """100 planned, material 1,000 on the 2nd, 500 of labor on the 5th, 50 made on the 10th; 700 and 50 more later: the
    first lot keeps the 1,000 it had on the 15th, the second takes the 1,200 that are left."""
    plant = Plant().material("RM").material("FG", "finished").job("J", "FG", 100)
    plant.add("Bill of Materials", product="FG", component="RM", quantity_per=1)
    plant.add("Operations", job="J", step="10", work_center="WC", planned_hours=10)
    plant.move(day(1), "Receipt", "RM", 100, unit_cost=10).move(day(2), "Issue", "RM", 100, job="J")
    plant.ticket(day(5), 5, job="J", rate=100).move(day(10), "Completion", "FG", 50, job="J")
    plant.ticket(day(20), 5, job="J", rate=140).move(day(25), "Completion", "FG", 50, job="J")
    closing = Closing(plant)
    closing.close(day(1), day(15))
    second = closing.results(day(16), day(31))
    assert second.adjusted.is_empty()
    assert (line(second, "Opening"), line(second, "Completed")) == ([0, 500, 1000], [0, -1200, 1200])
    closing.close(day(16), day(31))
    whole = closing.results(*JANUARY)
    assert line(whole, "Completed") == [0, -2200, 2200] and closing_of(whole) == [0, 0, 2200]
    assert closing.results(*FEBRUARY).adjusted.is_empty()


def test_only_a_late_row_is_left_out_for_negative_stock() -> None:
    plant = bought(Negative_Stock="refuse").move(day(20), "Shipment", "RM", 8)
    closing = closed(plant)
    plant.move(day(5), "Shipment", "RM", 5)
    now = closing.results(*FEBRUARY)
    assert now.adjusted.is_empty()
    left_out = now.ledger.rejections.frame().filter(pl.col("Effect") == "row excluded")
    assert left_out["Row Key"].to_list() == ["M3"]
    # without the close the last one entered is to blame: the one typed late, by its number; with days it would be M2
    assert now.ledger.table("Movements")["Movement"].to_list() == ["M1", "M2"]


def test_thirteen_periods_of_four_weeks_and_a_year_that_ends_in_june() -> None:
    plant = bought()
    closing = Closing(plant)
    start = dt.date(2025, 12, 29)
    for number in range(13):
        end = start + dt.timedelta(27)
        plant.move(start + dt.timedelta(5), "Shipment", "RM", 0.5)
        assert closing.results(start, end).adjusted.is_empty(), number
        closing.close(start, end)
        start = end + dt.timedelta(1)
    reprice(plant)
    now = closing.results(start, start + dt.timedelta(27))
    # 6.5 of ten were sold in two calendar years; all of it is posted in the first open period
    assert adjusted(now) == {"Raw Materials": 35, "COGS": 65, GRNI: -100}


@pytest.mark.parametrize(("places", "cost", "expected"), [(0, 1234, 2466), (3, 1.2345, 2.469), (4, 1.2345, 2.469)])
def test_currencies_of_other_places(places: int, cost: float, expected: float) -> None:
    plant = Plant({"Currency_Places": places}).move(day(2), "Receipt", "RM", 2, unit_cost=cost)
    closing = closed(plant)
    assert closing.results(*FEBRUARY).adjusted.is_empty()
    reprice(plant, cost * 2 - (1 if places == 0 else 0))
    now = closing.results(*FEBRUARY)
    assert adjusted(now)["Raw Materials"] == pytest.approx(expected, abs=10.0**-places)


def test_a_report_over_closed_and_open_months_adds_them_up() -> None:
    plant = bought().move(day(20), "Shipment", "RM", 4).move(day(5, 2), "Shipment", "RM", 1)
    closing = closed(plant)
    reprice(plant)
    both = closing.results(day(1), day(28, 2))
    # January as closed: 100 in, 40 out; posted in February: 100 at once, and the fifth at 20
    assert line(both, "Purchases and landed cost") == [100, 0, 0]
    assert line(both, "Prior periods") == [60, 0, 0]
    assert line(both, "Shipped to customers") == [-60, 0, 0]
    assert closing_of(both) == [100, 0, 0]


def test_as_of_a_day_inside_a_closed_period_is_computed_and_says_so() -> None:
    plant = bought()
    closing = closed(plant)
    reprice(plant)
    inside = closing.results(day(1), day(15))
    assert closing_of(inside) == [200, 0, 0] and inside.closed_note == "computed: not the closed figures"
    assert closing_of(closing.results(*JANUARY)) == [100, 0, 0]


def test_a_rate_that_is_corrected_later_leaves_the_closed_month() -> None:
    """100 USD at 0.92 in January; after the close the rate becomes 0.95: 3.00 are posted in February."""
    plant = Plant().material("RM")
    plant.rows["Rates of Exchange"] = [{"From": "USD", "To": "EUR", "Date": day(2), "Rate": 0.92}]
    plant.move(day(2), "Receipt", "RM", 100, unit_cost=1, currency="USD")
    closing = closed(plant)
    plant.rows["Rates of Exchange"][0]["Rate"] = 0.95
    now = closing.results(*FEBRUARY)
    assert adjusted(now) == {"Raw Materials": 3, GRNI: -3}
    assert (line(now, "Opening"), line(now, "Prior periods")) == ([92, 0, 0], [3, 0, 0])
    assert closing.results(*JANUARY).valuation["Value"].to_list() == [92_00]
    assert causes(now.ledger).select("Sheet", "Row Key", "State").rows() == [("Movements", "M1", "changed")]
