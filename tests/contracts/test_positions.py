"""Where contracts stand: published figures, and figures worked out by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from tests.plant import Books, Plant, day
from wipbook.books.contracts.schedule import completed, in_progress, margin_fade
from wipbook.calculators.jobs.contracts import contract_position


def contract(price: float, cost: float, **more: Any) -> Plant:
    """A job whose revenue is earned over time, with so much bought for it in February; balances of 31 March."""
    settings = {"As_Of": day(31, 3), "Period_Start": day(1), "Period_End": day(31, 3)} | more.pop("settings", {})
    book = Plant(settings).material("FG", "finished").material("RM")
    book.job("J", "FG", 1, revenue="over time", contract_price=price, **more)
    book.move(day(1, 2), "Receipt", "RM", 1, unit_cost=cost)
    return book.move(day(2, 2), "Issue", "RM", 1, job="J")


def estimate(book: Plant, when: dt.date, **more: Any) -> Plant:
    return book.add("Estimates", job="J", date=when, **more)


def bill(book: Plant, when: dt.date, amount: float, kind: str = "Progress", **more: Any) -> Plant:
    number = len(book.rows.get("Billing", [])) + 1
    return book.add("Billing", document=f"B-{number}", date=when, job="J", kind=kind, amount=amount, **more)


def row(books: Books, table: Any = in_progress) -> dict[str, Any]:
    """The one contract in currency; shares as fractions."""
    books.assert_conserved()
    frame = table(books.results)
    assert frame.height == 1
    found = frame.row(0, named=True)
    for name, kind in frame.schema.items():
        if kind == pl.Int64 and found[name] is not None:
            share = name.endswith("%") or name == "Percent Complete"
            found[name] = found[name] / 1_000_000 if share else books.results.money(found[name])
    return found


def booked(books: Books, until: dt.date = dt.date(2026, 3, 31)) -> dict[str, float]:
    """Balances of the contract roles in the journals, debit positive; they sum to zero."""
    frame = books.results.posted.filter(
        (pl.col("Date") <= until) & pl.col("Line").is_in(["Contract revenue", "Loss on contracts", "Contract cost"])
    )
    assert frame["Amount"].sum() == 0
    sums = frame.group_by("Role").agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0)
    return {role: books.results.money(amount) for role, amount in sorted(sums.iter_rows())}


def test_over_billing_as_a_surety_counts_it() -> None:
    # price 1,500,000, estimated cost 1,000,000, cost 500,000: half is earned, 750,000; billed 800,000
    books = bill(estimate(contract(1_500_000, 500_000), day(31, 3), cost_to_complete=500_000), day(20, 3),
                 800_000).solve()
    found = row(books)
    assert found["Percent Complete"] == 0.5
    assert found["Earned Revenue"] == 750_000
    assert found["Billed"] - found["Earned Revenue"] == 50_000
    assert booked(books) == {
        "Billing Clearing": 800_000, "Contract Cost": 500_000, "Contract Liability": -50_000,
        "Contract Revenue": -750_000, "WIP": -500_000,
    }
    assert books.job("J")["WIP"] == 0


def test_uninstalled_material_of_the_revenue_standard() -> None:
    # ASC 606-10-55 Example 19, IFRS 15 IE95: price 5,000,000, expected cost 4,000,000 of which elevators 1,500,000 are
    # delivered and not installed, other cost to date 500,000
    books = estimate(contract(5_000_000, 2_000_000), day(31, 3), cost_to_complete=2_000_000,
                     uninstalled_material=1_500_000).solve()
    found = row(books)
    assert found["Estimated Cost"] == 4_000_000
    assert found["Cost to Date"] == 500_000
    assert found["Percent Complete"] == 0.2
    assert found["Earned Revenue"] == 2_200_000
    assert found["Gross Profit"] == 200_000
    assert booked(books) == {
        "Contract Asset": 2_200_000, "Contract Cost": 2_000_000, "Contract Revenue": -2_200_000, "WIP": -2_000_000,
    }


def test_profit_expected_of_an_estimate_by_element() -> None:
    # price 1,100,000, cost 350,000, 700,000 to go: profit 50,000 = 4.5 %
    book = estimate(contract(1_100_000, 350_000), day(31, 3), material_to_complete=400_000, labor_to_complete=200_000,
                    overhead_to_complete=60_000, subcontract_to_complete=40_000)
    found = row(book.solve())
    assert found["Estimated Profit"] == 50_000
    assert found["Estimated Profit %"] == pytest.approx(1 / 22, abs=1e-6)
    # to date: 1,100,000 x 350 / 1,050 = 366,666.67 less 350,000
    assert found["Gross Profit"] == 16_666.67
    assert found["Gross Profit %"] == pytest.approx(1 / 22, abs=1e-6)


def test_a_loss_is_provided_for_whole() -> None:
    # price 900,000, cost 600,000, 400,000 to go: 60 % earned, 540,000; loss 100,000, of which 60,000 show
    books = estimate(contract(900_000, 600_000), day(31, 3), cost_to_complete=400_000).solve()
    found = row(books)
    assert found["Percent Complete"] == 0.6
    assert found["Earned Revenue"] == 540_000
    assert found["Gross Profit"] == -60_000
    assert found["Loss Provision"] == 40_000
    assert booked(books) == {
        "Contract Asset": 540_000, "Contract Cost": 640_000, "Contract Revenue": -540_000, "Loss Provision": -40_000,
        "WIP": -600_000,
    }


@pytest.mark.parametrize(
    ("price", "cost", "to_go", "billed"),
    [(1_500_000, 500_000, 500_000, 800_000), (900_000, 600_000, 400_000, 0), (1_100_000, 350_000, 700_000, 366_667),
     (777.77, 123.45, 234.56, 300.01)],
)
def test_the_sheet_is_the_function(price: float, cost: float, to_go: float, billed: float) -> None:
    found = row(bill(estimate(contract(price, cost), day(31, 3), cost_to_complete=to_go), day(1, 3), billed).solve())
    one = contract_position(*(Decimal(str(amount)) for amount in (price, cost, to_go, billed)))
    assert found["Earned Revenue"] == float(one.earned_revenue)
    assert found["Gross Profit"] == float(one.gross_profit)
    assert found["Loss Provision"] == float(one.loss_provision)
    assert found["Percent Complete"] == pytest.approx(float(one.percent_complete), abs=1e-6)


def test_changes_count_from_the_day_they_are_approved() -> None:
    book = estimate(contract(1000, 400), day(28, 2), cost_to_complete=400)
    bill(book, day(1, 2), 200, "Change Order", cost_effect=100, approved=day(20, 2))  # known to the estimate
    bill(book, day(1, 3), 300, "Change Order", cost_effect=150, approved=day(15, 3))
    bill(book, day(20, 3), 500, "Change Order", cost_effect=50)
    bill(book, day(20, 3), 70, "Change Order", approved=day(2, 4))
    found = row(book.solve())
    assert (found["Contract Price"], found["Approved Changes"], found["Pending Changes"]) == (1000, 500, 570)
    # 400 spent + 400 to go on 28 February, and the 150 that were approved since
    assert found["Estimated Cost"] == 950
    assert found["Earned Revenue"] == pytest.approx(1500 * 400 / 950, abs=0.005)


def test_estimated_cost_is_never_below_the_cost() -> None:
    book = estimate(contract(1000, 400), day(28, 2), cost_to_complete=100)
    book.move(day(10, 3), "Receipt", "RM", 1, unit_cost=300).move(day(11, 3), "Issue", "RM", 1, job="J")
    found = row(book.solve())
    assert found["Estimated Cost"] == 700
    assert found["Percent Complete"] == 1.0
    assert found["Basis"] == "estimate of 2026-02-28"


def test_without_an_estimate_the_budget_counts_then_the_percent_then_nothing() -> None:
    budget = row(contract(1000, 400, budget_material=600, budget_labor=200).solve())
    assert (budget["Estimated Cost"], budget["Earned Revenue"]) == (800, 500)
    reported = row(contract(1000, 400, percent_complete=25).solve())
    assert (reported["Estimated Cost"], reported["Earned Revenue"]) == (1600, 250)
    assert reported["Loss Provision"] == 450  # 1,600 for 1,000, and 150 show
    books = contract(1000, 400).solve()
    unknown = row(books)
    assert (unknown["Estimated Cost"], unknown["Percent Complete"]) == (None, None)
    assert (unknown["Earned Revenue"], unknown["Gross Profit"]) == (400, 0)  # IFRS 15.45: cost, no profit
    said = books.results.exceptions.filter(pl.col("Sheet") == "Jobs")
    assert "nothing says what the job will cost" in said["Found"].str.join(" ").item()


def test_retention_is_held_back_of_what_is_billed_gross() -> None:
    book = estimate(contract(1000, 400, **{"Retention %": 10}), day(31, 3), cost_to_complete=400)
    bill(book, day(1, 3), 500)
    bill(book, day(30, 3), 20, "Retention")
    found = row(book.solve())
    assert (found["Billed"], found["Retention"]) == (500, 30)
    # without a percent all that is billed is a bill
    book = estimate(contract(1000, 400), day(31, 3), cost_to_complete=400)
    bill(book, day(1, 3), 450)
    bill(book, day(30, 3), 50, "Retention")
    found = row(book.solve())
    assert (found["Billed"], found["Retention"]) == (500, 0)


def test_what_is_completed_has_earned_its_price() -> None:
    book = contract(1000, 400, status="Finished", finished=day(15, 3))
    estimate(book, day(28, 2), cost_to_complete=400)
    bill(book, day(20, 3), 900)
    books = book.solve()
    assert in_progress(books.results).is_empty()
    found = row(books, completed)
    assert (found["Earned Revenue"], found["Cost"], found["Gross Profit"]) == (1000, 400, 600)
    assert found["Completed On"] == day(15, 3)
    assert booked(books, day(28, 2))["Contract Revenue"] == -500
    assert booked(books) == {
        "Billing Clearing": 900, "Contract Asset": 100, "Contract Cost": 400, "Contract Revenue": -1000, "WIP": -400,
    }


def test_a_cancelled_contract_has_earned_what_was_billed() -> None:
    book = bill(contract(1000, 400, status="Cancelled", closed=day(15, 3)), day(1, 3), 250)
    found = row(book.solve(), completed)
    assert (found["Stage"], found["Earned Revenue"], found["Cost"]) == ("cancelled", 250, 400)


def test_a_contract_makes_goods_without_value_and_late_cost_of_it_is_contract_cost() -> None:
    book = contract(1000, 400, status="Finished", finished=day(20, 2))
    book.move(day(20, 2), "Completion", "FG", 1, job="J").move(day(25, 2), "Shipment", "FG", 1)
    book.move(day(5, 3), "Receipt", "RM", 1, unit_cost=60).move(day(6, 3), "Issue", "RM", 1, job="J")
    books = book.solve()
    books.assert_conserved()
    assert books.cost(4) == 0
    assert books.quantity("FG") == 0
    assert books.line("Contract cost")["Work in Process"] == -460
    assert books.line("Late cost of jobs") == {"Raw Materials": 0, "Work in Process": 0, "Finished Goods": 0}
    entries = books.results.entries.filter(pl.col("Role") == "Contract Cost")
    assert entries.select("Date", "Amount").rows() == [(day(28, 2), 40_000), (day(31, 3), 6_000)]


def test_other_jobs_of_the_plant_are_as_they_were() -> None:
    book = contract(1000, 400)
    book.job("K", "FG", 2).move(day(1, 2), "Receipt", "RM", 2, unit_cost=50).move(day(3, 2), "Issue", "RM", 2, job="K")
    book.move(day(4, 2), "Completion", "FG", 1, job="K")
    books = book.solve()
    books.assert_conserved()
    assert books.movement(5)["value_in"] == books.job("K")["WIP"] == 50
    assert books.job("J")["WIP"] == 0


def test_the_setting_decides_where_the_column_is_blank() -> None:
    book = contract(1000, 400, settings={"Revenue": "over time"})
    book.rows["Jobs"][0].pop("Revenue")
    assert row(book.solve())["Cost"] == 400
    book.rows["Jobs"][0]["Revenue"] = "on delivery"
    books = book.solve()
    assert in_progress(books.results).is_empty()
    assert books.job("J")["WIP"] == 400


def test_the_order_of_rows_and_the_case_of_codes_change_nothing() -> None:
    book = estimate(contract(1000, 400), day(28, 2), cost_to_complete=400)
    estimate(book, day(31, 3), cost_to_complete=500)
    bill(book, day(1, 3), 300)
    bill(book, day(2, 3), 100, "Change Order", cost_effect=10, approved=day(3, 3))
    first = book.solve().results
    for rows in book.rows.values():
        rows.reverse()
    book.rows["Estimates"][0]["Job"] = book.rows["Billing"][0]["Job"] = " j "
    second = book.solve().results
    assert second.contract_positions.equals(first.contract_positions)
    assert second.contract_entries.equals(first.contract_entries)


def test_margins_fade_by_month() -> None:
    book = estimate(contract(1000, 400), day(28, 2), cost_to_complete=400)
    estimate(book, day(31, 3), cost_to_complete=500)
    fade = margin_fade(book.solve().results)
    assert fade.select("Month", "Estimated Profit", "Profit %", "Change").rows() == [
        (day(28, 2), 20_000, 200_000, None), (day(31, 3), 10_000, 100_000, -100_000),
    ]
    assert fade["Since First"].to_list() == [0, -100_000]
