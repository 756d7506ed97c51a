"""Flow through work centers, and the money an hour of the bottleneck earns."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from tests.forecast.small_shop import Shop, at
from wipbook.forecast.shop.constraint_money import explode


def steady() -> Shop:
    """Work center B has twice the work of A: what A finishes waits there. One job a week, since January."""
    shop = Shop().center("A").center("B")
    for number in range(10):
        day = at(1, 5) + dt.timedelta(weeks=number)  # a Monday
        code = f"J{number}"
        shop.job(code, "P", 10, status="Closed", released=day, due=day, finished=day + dt.timedelta(days=11))
        shop.step(code, "10", "A", 16, actual_start=day, actual_finish=day + dt.timedelta(days=1))
        shop.step(
            code, "20", "B", 40, actual_start=day + dt.timedelta(days=7), actual_finish=day + dt.timedelta(days=11)
        )
        shop.worked(code, "10", 16, day + dt.timedelta(days=1)).worked(code, "20", 40, day + dt.timedelta(days=11))
    return shop


def waiting(shop: Shop, center: str) -> Shop:
    """One more job, open, that still has to go over ``center``."""
    shop.job(f"OPEN-{center}", "OTHER", 1, due=at(6, 1), released=at(3, 30))
    return shop.step(f"OPEN-{center}", "10", center, 1)


def test_the_center_with_the_queue_is_the_bottleneck() -> None:
    plan = waiting(waiting(steady(), "A"), "B").plan()
    assert plan.shop.bottleneck == "B"
    flow = {row["Work Center"]: row for row in plan.shop.flow.iter_rows(named=True)}
    assert flow["A"]["Mean Wait"] == 0
    # arrives on Tuesday when A is done, starts on Monday: four working days later; ends on the Friday after
    assert flow["B"]["Mean Wait"] == 4
    assert flow["B"]["Cycle P50"] == 9
    assert flow["A"]["Cycle P50"] == 2
    assert flow["B"]["Finished"] == 10
    working = 62  # from 5 January to 31 March
    assert flow["A"]["Utilisation"] == pytest.approx(160 / (working * 8))
    assert flow["B"]["Utilisation"] == pytest.approx(400 / (working * 8))
    assert flow["B"]["Jobs per Day"] == pytest.approx(10 / working)


def test_a_center_without_open_jobs_holds_nobody_up() -> None:
    """B was pressed all year, but all that is left to do is at A; and where nothing is left no center is named."""
    plan = waiting(steady(), "A").plan()
    assert plan.shop.flow.select("Work Center", "Open Jobs").rows() == [("A", 1), ("B", 0)]
    pressure = dict(plan.shop.flow.select("Work Center", "Pressure").iter_rows())
    assert pressure["B"] > 10 * pressure["A"] > 0
    assert plan.shop.bottleneck == "A"
    assert steady().plan().shop.bottleneck is None


def test_days_from_release_to_finish_by_product() -> None:
    shop = steady()  # ten jobs of P of 11 days each
    for number, days in enumerate((3, 5, 40)):
        shop.job(f"Q{number}", "Q", 1, status="Closed", released=at(2, 2), due=at(3, 1),
                 finished=at(2, 2) + dt.timedelta(days=days))
    shop.job("OLD", "Q", 1, status="Closed", released=dt.date(2024, 1, 1), due=dt.date(2024, 2, 1),
             finished=dt.date(2024, 6, 1))
    rows = {row["Product"]: row for row in shop.plan().performance.job_lead_times.iter_rows(named=True)}
    p, q = rows["P"], rows["Q"]
    assert (p["Finished Jobs"], p["Shortest"], p["Mean"], p["P50"], p["P85"], p["Longest"]) == (10, 11, 11, 11, 11, 11)
    assert (q["Finished Jobs"], q["Shortest"], q["Mean"], q["P50"], q["P85"], q["Longest"]) == (3, 3, 16, 5, 40, 40)
    assert q["Last Finish"] == at(3, 14)
    assert list(rows) == ["P", "Q"]  # the most jobs first


def test_littles_law_holds_when_every_stay_lies_in_the_window() -> None:
    for row in steady().plan().shop.flow.iter_rows(named=True):
        assert row["Jobs There"] == pytest.approx(row["By Little's Law"])
        assert row["Law Gap"] == pytest.approx(0)


def test_jobs_that_are_there_now_with_their_age_and_money() -> None:
    shop = steady().job("J99", "P", 7, released=at(3, 2), due=at(4, 30))
    shop.step("J99", "10", "A", 8, actual_start=at(3, 9), actual_finish=at(3, 10)).step("J99", "20", "B", 8)
    shop.worked("J99", "10", 8, at(3, 10))
    flow = {row["Work Center"]: row for row in shop.plan().shop.flow.iter_rows(named=True)}
    assert (flow["B"]["Jobs Now"], flow["B"]["Units Now"], flow["B"]["Oldest"]) == (1, 7, 21)
    assert flow["B"]["Value Now"] == 16000
    assert flow["A"]["Jobs Now"] == 0


def test_products_p_and_q_of_goldratt() -> None:
    """The Haystack Syndrome (1990): resource B is short. P sells at 90, buys for 45, takes 15 minutes of B; Q sells at
    100, buys for 40, takes 30 minutes. P earns 3 a minute of B, Q only 2, though Q earns more a unit."""
    shop = Shop().center("A").center("B")
    shop.material("P", "finished", selling_price=90).material("Q", "finished", selling_price=100)
    for part, cost in (("RM1", 20), ("RM2", 20), ("RM3", 20), ("PURCHASED", 5)):
        shop.material(part, standard_cost=cost)
    for product, parts in (("P", ("RM1", "RM2", "PURCHASED")), ("Q", ("RM2", "RM3"))):
        for part in parts:
            shop.put("Bill of Materials", product=product, component=part, quantity_per=1)
    for code, product, minutes in (("J1", "P", 15), ("J2", "Q", 30)):
        shop.job(code, product, 60, status="Closed", released=at(2, 2), due=at(3, 1), closed=at(2, 27))
        shop.step(code, "10", "A", 1, actual_start=at(2, 2), actual_finish=at(2, 3))
        shop.step(code, "20", "B", minutes, actual_start=at(2, 16), actual_finish=at(2, 20))  # 60 units
        shop.worked(code, "20", minutes, at(2, 20))
    plan = waiting(shop, "B").plan()
    assert plan.shop.bottleneck == "B"
    rows = plan.shop.constraint_money.to_dicts()
    assert [row["Product"] for row in rows] == ["P", "Q"]
    assert [row["Throughput"] for row in rows] == [45, 60]
    assert [row["Money per Hour"] / 60 for row in rows] == pytest.approx([3, 2])


def test_explosion_goes_through_all_levels_and_counts_shared_parts() -> None:
    bill = pl.DataFrame(
        {"Product": ["T", "T", "F", "W"], "Component": ["F", "W", "S", "S"], "Per": [1.0, 2.0, 3.0, 0.5]}
    )
    each = pl.DataFrame({"Material": ["S", "W"], "Each": [10.0, 1.0]})
    total = dict(explode(bill, each).iter_rows())
    assert total["T"] == 3 * 10 + 2 * (0.5 * 10 + 1)


def test_a_circle_in_the_bill_does_not_hang() -> None:
    bill = pl.DataFrame({"Product": ["A", "B"], "Component": ["B", "A"], "Per": [1.0, 1.0]})
    assert explode(bill, pl.DataFrame({"Material": ["A"], "Each": [1.0]})).height == 2


def test_machines_that_work_on_one_step_together_count_as_one_line() -> None:
    shop = Shop().center("A", 8, 4).job("J1", "P", 1, due=at(4, 30), released=at(3, 2)).step("J1", "10", "A", 160)
    for day in (16, 17, 18, 19):
        for person in range(2):
            shop.ticket(at(3, day), 8, job="J1", step="10", rate=20, employee=f"E{person}")
    center = shop.plan().shop.centers.row(0, named=True)
    assert (center["Hands"], center["Lines"], center["Speed"], center["Capacity"]) == (2, 2, 16, 32)
