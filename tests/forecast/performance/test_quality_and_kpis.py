"""Yield and its cost, machines, control limits, and the KPIs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest

from tests.forecast.small_shop import Shop, at
from wipbook.calculators.shop.equipment import effectiveness


def made(
    shop: Shop, code: str, end: dt.date, good: float, scrapped: float = 0, reworked: float = 0, **more: object
) -> Shop:
    """A finished job of one step of 10 hours at 20.00."""
    shop.job(code, "P", good + scrapped, status="Closed", released=end - dt.timedelta(days=9), due=end, finished=end)
    shop.step(code, "10", "A", 10, actual_start=end - dt.timedelta(days=2), actual_finish=end, good=good,
              scrapped=scrapped, reworked=reworked, planned_finish=end, **more)
    shop.worked(code, "10", 10, end)
    if scrapped:
        shop.move(end, "Scrap", "P", scrapped, job=code, reason="Burr")
    return shop.move(end, "Completion", "P", good, job=code)


def test_yield_first_pass_and_what_scrap_and_rework_cost() -> None:
    plan = made(Shop().center("A"), "J1", at(3, 6), good=90, scrapped=10, reworked=9, scrap_reason="Burr").plan()
    month = plan.performance.quality_by_month.filter(pl.col("Month") == at(3, 1)).row(0, named=True)
    assert month["Yield"] == 0.9
    assert month["First Pass"] == pytest.approx(0.81)
    assert month["Scrap"] == 2000  # ten of a hundred units of a job that cost 200.00
    assert month["Rework"] == 1800  # nine of a hundred units once more
    assert month["Poor Quality"] == 3800
    assert -plan.books.solution.job_entries.filter(pl.col("Entry") == "Scrapped")["Amount"].sum() == 2000
    cause = plan.performance.pareto("Cause").to_dicts()
    assert [(row["Cause"], row["Cost"]) for row in cause] == [("Burr", 3800)]
    assert plan.performance.pareto("Work Center")["Work Center"].to_list() == ["A"]


def test_rolled_yield_is_the_product_of_the_steps() -> None:
    shop = Shop().center("A").center("B").job("J1", "P", 100, status="Closed", released=at(2, 2), due=at(3, 1),
                                             finished=at(2, 27))
    for step, center, good, reworked in (("10", "A", 95, 0), ("20", "B", 90, 4)):
        shop.step("J1", step, center, 8, actual_start=at(2, 3), actual_finish=at(2, 20), good=good,
                  scrapped={"10": 5, "20": 5}[step], reworked=reworked)
    row = shop.plan().performance.yield_by_product.row(0, named=True)
    assert row["Rolled"] == pytest.approx(95 / 100 * 86 / 95)


def test_a_job_that_reports_no_units_has_those_of_movements() -> None:
    shop = Shop().center("A").job("J1", "P", 10, status="Closed", released=at(2, 2), due=at(3, 1), finished=at(2, 27))
    shop.step("J1", "10", "A", 8, actual_start=at(2, 3), actual_finish=at(2, 20))
    shop.worked("J1", "10", 8, at(2, 20)).move(at(2, 20), "Scrap", "P", 2, job="J1").move(
        at(2, 27), "Completion", "P", 8, job="J1"
    )
    assert shop.plan().performance.yield_by_center["Yield"].to_list() == [0.8]


def test_rejected_receipts_cost_their_order_price() -> None:
    shop = Shop()
    shop.put("Purchases", order="PO1", line="1", ordered=at(2, 1), promised=at(2, 20), supplier="S1", material="R",
             quantity=10, unit_price=3, received=at(2, 20), received_quantity=10, rejected_quantity=4)
    row = shop.plan().performance.losses.row(0, named=True)
    assert (row["Kind"], row["Cause"], row["Units"], row["Cost"]) == ("Rejected receipts", "supplier S1", 4, 1200)


def test_the_pareto_adds_up_to_one() -> None:
    shop = Shop().center("A")
    for number, scrapped in enumerate((1, 5, 3)):
        made(shop, f"J{number}", at(3, 2 + number), 20, scrapped)
    frame = shop.plan().performance.pareto("Product")
    assert frame["Share"].sum() == pytest.approx(1)
    assert frame["Cumulated"][-1] == pytest.approx(1)


def test_effectiveness_is_that_of_the_function() -> None:
    shop = made(Shop().center("A"), "J1", at(3, 6), good=90, scrapped=10)
    for hours, kind, reason in ((12, "Run", None), (2, "Setup", None), (6, "Down", "Broken belt"), (0, "Down", "x")):
        if hours:
            shop.put("Machine Time", booking=f"B{kind}", date=at(3, 5), work_center="A", hours=hours, kind=kind,
                     reason=reason, **({"job": "J1", "step": "10"} if kind == "Run" else {}))
    row = shop.plan().performance.effectiveness.row(0, named=True)
    same = effectiveness(Decimal(20), Decimal(12), Decimal(10) / 100, Decimal(100), Decimal(90))
    assert row["Availability"] == float(same.availability) == 0.6
    assert row["Performance"] == pytest.approx(float(same.performance or 0)) == pytest.approx(10 / 12)
    assert row["Quality"] == float(same.quality or 0) == 0.9
    assert row["OEE"] == pytest.approx(float(same.oee)) == pytest.approx(0.45)
    assert row["Reason"] == "Broken belt"
    assert row["Down Cost"] == 8 * 2000


def test_a_standard_that_is_too_long_is_capped_and_said() -> None:
    shop = made(Shop().center("A"), "J1", at(3, 6), good=10)
    shop.put("Machine Time", booking="B1", date=at(3, 5), work_center="A", job="J1", step="10", hours=5, kind="Run")
    row = shop.plan().performance.effectiveness.row(0, named=True)
    assert (row["Speed"], row["Performance"], row["OEE"]) == (2, 1, 1)
    assert "longer" in row["Note"]


def test_a_week_of_scrap_that_chance_does_not_explain() -> None:
    shop = Shop().center("A")
    for week in range(20):
        made(shop, f"J{week}", at(3, 27) - dt.timedelta(weeks=week), 199 if week != 3 else 170, 1 if week != 3 else 30)
    alarms = shop.plan().performance.scrap_alarms
    assert alarms["Week"].to_list() == [at(3, 2)]
    row = alarms.row(0, named=True)
    assert row["Rate"] == 0.15 and row["Limit"] < 0.15
    calm = Shop().center("A")
    for week in range(20):
        made(calm, f"J{week}", at(3, 27) - dt.timedelta(weeks=week), 190, 10 + week % 3)
    assert calm.plan().performance.scrap_alarms.height == 0


def test_kpis_are_counted_and_defined() -> None:
    shop = Shop(settings={"Period_Start": at(1, 1)}).center("A").material("P", "finished")
    for number, delay in enumerate((0, 0, 0, 4)):
        end = at(3, 2 + number)
        made(shop, f"J{number}", end, good=9, scrapped=1)
        shop.rows["Jobs"][-1]["Due"] = end - dt.timedelta(days=delay)
    shop.move(at(3, 20), "Shipment", "P", 18)
    shop.job("J9", "P", 5, due=at(3, 1), released=at(2, 1))
    plan = shop.plan()
    found = {row["KPI"]: row for row in plan.performance.kpis.iter_rows(named=True)}
    assert (found["On-time delivery"]["Value"], found["On-time delivery"]["Count"]) == (0.75, 4)
    assert found["Late open jobs"]["Value"] == 1
    assert found["First-pass yield"]["Value"] == 0.9
    assert found["Schedule adherence"]["Value"] == 1
    # 36 units cost 720.00 of labor; half was shipped. Scrap cost 80.00 of it before
    assert found["Cost of poor quality"]["Value"] == pytest.approx(8000 / 36000, abs=1e-4)
    # on hand at the three month ends: nothing, nothing, half of it
    assert found["Inventory turns"]["Value"] == pytest.approx(36000 / 36000, abs=0.01)
    assert found["Days in inventory"]["Value"] == pytest.approx(365, abs=4)
    assert found["Overhead absorption"]["Value"] is None
    assert all(row["Definition"] and row["Date"] == at(3, 31) for row in found.values())
    months = plan.performance.kpi_months
    assert months.height == 12
    assert months["On Time"][-1] == 0.75
