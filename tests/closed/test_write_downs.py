"""Stock at the lower of cost and net realisable value: figures by hand, and the oracles of IAS 2 and ASC 330."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from tests.closed.closing import Closing
from tests.plant import Plant, day
from wipbook.books.results import Results
from wipbook.books.stock.realisable import Realisable
from wipbook.books.stock.write_downs import shown_write_downs, write_downs
from wipbook.sheets.data.checks import CHECKS, outcome

MONTHS = [(day(1), day(31)), (day(1, 2), day(28, 2)), (day(1, 3), day(31, 3)), (day(1, 4), day(30, 4))]


def goods(price: float | None, quantity: float = 100, cost: float = 10, **settings: Any) -> Plant:
    """Goods of one receipt, at 10 each, and what they fetch."""
    made = Plant(dict(settings)).material("FG", "finished", selling_price=price)
    return made.move(day(2), "Receipt", "FG", quantity, unit_cost=cost)


def price(made: Plant, now: float) -> None:
    made.rows["Materials"][0]["Selling Price"] = now


def row(results: Results, item: str = "FG") -> dict[str, Any]:
    found = write_downs(results).filter(pl.col("Item") == item).row(0, named=True)
    money = ("Cost", "Realisable", "Needed", "Opening Reserve", "Used", "Reversed", "Reserve")
    return found | {name: results.money(found[name]) for name in money if found[name] is not None}


def booked(closing: Closing, start: dt.date, end: dt.date) -> dict[str, float]:
    """What the journals of a closed period post on the reserve and on cost of goods sold for it; they sum to zero."""
    results = closing.results(start, end)
    lines = results.journals.filter(pl.col("Line") == "Write-down of inventory")
    assert lines["Amount"].sum() == 0
    for check in CHECKS:
        if check.id in ("nrv_cost", "reserve"):
            assert outcome(check, results)[3], check.id
    return {role: results.money(amount) for role, amount in sorted(lines.select("Role", "Amount").iter_rows())}


@pytest.mark.parametrize(
    ("framework", "reserves"),
    # 100 at 10: NRV 8, then 9.5, then 12, then 40 are sold
    [("IFRS", [200, 50, 0, 0]), ("US GAAP", [200, 200, 200, 120])],
)
def test_reversal_is_capped_under_ifrs_and_none_under_us_gaap(framework: str, reserves: list[float]) -> None:
    made = goods(8, Framework=framework)
    closing = Closing(made)
    held = 0.0
    for number, ((start, end), now, reserve) in enumerate(zip(MONTHS, (8, 9.5, 12, 12), reserves, strict=True)):
        price(made, now)
        if number == 3:
            made.move(day(10, 4), "Shipment", "FG", 40)
        results = closing.close(start, end)
        assert row(results)["Reserve"] == reserve
        change = round(reserve - held, 2)
        assert booked(closing, start, end) == ({"COGS": change, "Inventory Reserve": -change} if change else {})
        held = reserve
        # value only: quantities, cost and age of the layers stay
        assert results.layers.filter(pl.col("Quantity") > 0)["Date"].to_list() == [day(2)]
    last = row(closing.results(*MONTHS[3]) if framework == "IFRS" else results)
    if framework == "US GAAP":
        assert (last["Opening Reserve"], last["Used"], last["Reversed"]) == (200, 80, 0)


def test_what_is_used_is_told_from_what_is_reversed() -> None:
    made = goods(8)
    closing = Closing(made)
    closing.close(*MONTHS[0])
    price(made, 9)
    made.move(day(10, 2), "Shipment", "FG", 50)
    found = row(closing.results(*MONTHS[1]))
    # half of the 200 went with its goods; 50 at 1 below cost need 50
    assert (found["Opening Reserve"], found["Used"], found["Reversed"], found["Reserve"]) == (200, 100, 50, 50)


def test_goods_that_came_later_are_written_down_by_themselves() -> None:
    made = goods(8, Framework="US GAAP")
    closing = Closing(made)
    closing.close(*MONTHS[0])
    made.move(day(5, 2), "Shipment", "FG", 100).move(day(6, 2), "Receipt", "FG", 100, unit_cost=10)
    price(made, 12)
    found = row(closing.results(*MONTHS[1]))
    assert (found["Used"], found["Reserve"]) == (200, 0)


def test_the_reserve_is_no_adjustment_of_prior_periods() -> None:
    made = goods(8)
    closing = Closing(made)
    closing.close(*MONTHS[0])
    price(made, 5)
    february = closing.results(*MONTHS[1])
    assert february.adjusted.is_empty()
    january = closing.results(*MONTHS[0])
    assert shown_write_downs(january)["Reserve"].sum() == 20_000  # as it was closed, whatever the price is now
    assert booked(closing, *MONTHS[0]) == {"COGS": 200, "Inventory Reserve": -200}
    assert row(february)["Reserve"] == 500


def test_orders_are_measured_at_their_own_price() -> None:
    # IAS 2.31: 60 ordered at 9, the rest of 100 at the market's 12: 60 lost, and the profit of the rest covers none
    made = goods(12)
    made.add("Demand", material="FG", period=day(1, 2), quantity=60, kind="Order", unit_price=9)
    found = row(made.solve().results)
    assert (found["Ordered"], found["Realisable"], found["Needed"]) == (60_000_000, 540 + 480, 60)
    # ordered at 12, the market pays 8: only the 40 that nobody ordered lose
    made = goods(8)
    made.add("Demand", material="FG", period=day(1, 2), quantity=60, kind="Order", unit_price=12)
    found = row(made.solve().results)
    assert (found["Needed"], found["Basis"]) == (80, "contract price, market price of the rest")


def test_what_it_costs_to_complete_and_to_sell_comes_off() -> None:
    made = goods(12)
    made.rows["Materials"][0] |= {"Completion Cost": 1.5, "Selling Cost": 2}
    assert row(made.solve().results)["Needed"] == 150


def steel(product_price: float | None, replacement: float) -> Plant:
    """Steel at 10 that goes into a product of 4 each, which was made at 40; the last receipt cost something else."""
    made = Plant().material("FG", "finished", selling_price=product_price, standard_cost=40).material("RM")
    made.add("Bill of Materials", product="FG", component="RM", quantity_per=4)
    made.move(day(2), "Receipt", "RM", 90, unit_cost=10)
    return made.move(day(3), "Receipt", "RM", 10, unit_cost=replacement)


def test_material_is_not_written_down_while_its_product_sells_at_cost() -> None:
    # IAS 2.32
    found = row(steel(40, 7).solve().results, "RM")
    assert (found["Needed"], found["Basis"]) == (0, "held for products that sell at or above cost")
    # the product loses: 100 at 7 of 970
    found = row(steel(39, 7).solve().results, "RM")
    assert (found["Needed"], found["Basis"]) == (270, "replacement cost: FG sells below cost")
    assert row(steel(None, 7).solve().results, "RM")["Basis"] == "not tested: no price"


def test_a_subassembly_is_looked_through_to_what_is_sold() -> None:
    made = steel(40, 7).material("TOP", "finished", selling_price=30, standard_cost=50)
    made.rows["Materials"][0]["Selling Price"] = None
    made.add("Bill of Materials", product="TOP", component="FG", quantity_per=1)
    found = row(made.solve().results, "RM")
    assert (found["Needed"], found["Basis"]) == (270, "replacement cost: TOP sells below cost")


def test_a_job_in_process_is_measured_at_what_it_still_delivers() -> None:
    made = Plant({"As_Of": day(31)}).material("FG", "finished").material("RM")
    made.job("J", "FG", 10, contract_price=1000, budget_material=1100)
    made.move(day(2), "Receipt", "RM", 1, unit_cost=800).move(day(3), "Issue", "RM", 1, job="J")
    # 1,000 less 300 still to spend: 700 of 800
    found = row(made.solve().results, "J")
    assert (found["Cost"], found["Realisable"], found["Needed"]) == (800, 700, 100)
    made.add("Estimates", job="J", date=day(30), cost_to_complete=150)
    assert row(made.solve().results, "J")["Needed"] == 0


def test_nothing_is_booked_where_it_is_only_shown() -> None:
    made = goods(8, Write_Downs="show only")
    made.settings = {"Write-Downs": "show only"}
    closing = Closing(made)
    results = closing.close(*MONTHS[0])
    assert row(results)["Needed"] == 200
    assert closing.records[0].part("reserve").is_empty()
    assert booked(closing, *MONTHS[0]) == {}


def test_a_reopened_close_books_nothing() -> None:
    closing = Closing(goods(8))
    closing.close(*MONTHS[0])
    closing.reopen()
    assert booked(closing, *MONTHS[0]) == {}


def test_the_order_of_rows_changes_nothing() -> None:
    made = goods(12).material("B", "finished", selling_price=3).move(day(3), "Receipt", "B", 7, unit_cost=5)
    made.add("Demand", material="fg ", period=day(1, 2), quantity=60, kind="Order", unit_price=9)
    made.add("Demand", material="FG", period=day(1, 3), quantity=20, kind="Order", unit_price=8)
    first = Realisable(made.solve().results).rows
    for rows in made.rows.values():
        rows.reverse()
    assert Realisable(made.solve().results).rows.equals(first)
