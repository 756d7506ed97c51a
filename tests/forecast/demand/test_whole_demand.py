"""Independent and dependent demand added, at every level of the bills, each unit once: by hand and by recursion."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plant import Plant, day
from wipbook.books.books import Books
from wipbook.forecast.demand.whole_demand import whole_demand
from wipbook.forecast.planning import Plan

TODAY = dt.date(2026, 3, 1)
BILL = {"Product": pl.String, "Component": pl.String, "Per": pl.Float64, "From": pl.Date, "To": pl.Date}


def planned(plant: Plant, horizon: int = 6) -> dict[str, float]:
    """Units a month by material, as Replenish plans them."""
    solved = plant.solve()
    plan = Plan(Books(solved.ledger, solved.solution), horizon)
    found = plan.material.ordering.replenishment
    return dict(found.select("Material", pl.col("Level").round(6)).iter_rows())


def pumps(**kinds: str) -> Plant:
    """PUMP takes a SEAL and a BOLT; 100 pumps a month are asked for, and 10 seals."""
    plant = Plant({"As_Of": "2026-12-31"}).material("PUMP", "finished").material("SEAL").material("BOLT")
    for part in ("SEAL", "BOLT"):
        bill(plant, "PUMP", part, 1)
    for code, units in (("PUMP", 100), ("SEAL", 10)):
        history(plant, code, units, kinds.get(code, "History"))
    return plant


def bill(plant: Plant, product: str, component: str, per: float, scrap: float | None = None) -> None:
    plant.rows.setdefault("Bill of Materials", []).append(
        {"Product": product, "Component": component, "Quantity Per": per, "Scrap %": scrap}
    )


def history(plant: Plant, code: str, units: float, kind: str = "History") -> None:
    year = 2026 if kind == "History" else 2027
    for month in range(1, 13):
        plant.add("Demand", material=code, period=day(1, month, year), quantity=units, kind=kind)


def test_pumps_seals_and_bolts() -> None:
    assert planned(pumps()) == {"PUMP": 100, "SEAL": 110, "BOLT": 100}


@pytest.mark.parametrize("pump", ["History", "Forecast", "Order"])
@pytest.mark.parametrize("seal", ["History", "Forecast", "Order"])
@pytest.mark.parametrize("horizon", [1, 3, 12])
def test_whoever_says_what_is_asked(pump: str, seal: str, horizon: int) -> None:
    assert planned(pumps(PUMP=pump, SEAL=seal), horizon) == {"PUMP": 100, "SEAL": 110, "BOLT": 100}


def test_shipments_instead_of_typed_demand() -> None:
    plant = pumps()
    del plant.rows["Demand"]
    for code, units in (("PUMP", 100), ("SEAL", 10)):
        plant.move(day(1, 1), "Opening", code, 5000, unit_cost=1)  # what is on hand changes no pace
        for month in range(1, 13):
            plant.move(day(20, month), "Shipment", code, units)
    assert planned(plant) == {"PUMP": 100, "SEAL": 110, "BOLT": 100}


def made_from_seals(issued: float) -> Plant:
    """A year of jobs for 100 pumps a month, each taking so many seals; 10 seals a month are sold besides."""
    plant = pumps()
    plant.move(day(1, 1), "Opening", "SEAL", 5000, unit_cost=1)
    for month in range(1, 13):
        job = f"J{month}"
        ended = day(9, month)
        plant.job(job, "PUMP", 100, status="Finished", released=day(2, month), due=ended, finished=ended)
        plant.move(day(3, month), "Issue", "SEAL", issued, job=job)
        plant.move(day(9, month), "Completion", "PUMP", 100, job=job)
    return plant


def test_what_jobs_took_is_in_the_history_and_not_counted_again() -> None:
    assert planned(made_from_seals(100))["SEAL"] == 110


def test_what_the_bills_say_beyond_the_history_is_added_and_no_more() -> None:
    assert planned(made_from_seals(60))["SEAL"] == 110  # 60 are in the history, 40 are not
    assert planned(made_from_seals(103))["SEAL"] == 113  # jobs take more than the bill says: they will again


def test_what_jobs_use_off_the_bill_comes_on_top() -> None:
    plant = pumps().material("REPAIR", "finished")
    plant.move(day(1, 1), "Opening", "SEAL", 5000, unit_cost=1)
    for month in range(1, 13):
        plant.job(f"R{month}", "REPAIR", 1, status="Finished", released=day(2, month), due=day(9, month))
        plant.move(day(3, month), "Issue", "SEAL", 5, job=f"R{month}")
    assert planned(plant)["SEAL"] == pytest.approx(115, abs=1e-4)  # 10 sold, 5 for repairs, 100 for pumps


def test_every_level_with_scrap_and_shared_parts() -> None:
    """A KIT holds 2 PUMPs and a spare SEAL; scrap of seals in pumps 5 %, of pumps in kits 10 %; all four are sold."""
    plant = Plant({"As_Of": "2026-12-31"})
    for code in ("KIT", "PUMP", "SEAL", "RING"):
        plant.material(code)
    bill(plant, "KIT", "PUMP", 2, 10)
    bill(plant, "KIT", "SEAL", 1)
    bill(plant, "PUMP", "SEAL", 1, 5)
    bill(plant, "SEAL", "RING", 3)
    for code, units in (("KIT", 20), ("PUMP", 100), ("SEAL", 10), ("RING", 7)):
        history(plant, code, units)
    pump = 100 + 20 * 2 * 1.1  # 144
    seal = 10 + 20 * 1 + pump * 1.05  # 181.2
    assert planned(plant) == {"KIT": 20, "PUMP": 144, "SEAL": pytest.approx(seal), "RING": pytest.approx(7 + 3 * seal)}


def test_order_of_rows_and_case_of_codes_change_nothing() -> None:
    plant = made_from_seals(60)
    expected = planned(plant)
    for rows in plant.rows.values():
        rows.reverse()
    for row in plant.rows["Bill of Materials"]:
        row["Component"] = row["Component"].lower()
    assert planned(plant) == expected


def test_what_is_no_longer_used_asks_and_is_asked_for_nothing() -> None:
    plant = pumps()
    plant.rows["Materials"][0]["Active"] = False  # PUMP
    assert planned(plant) == {"PUMP": 0, "SEAL": 10, "BOLT": 0}
    plant = pumps()
    plant.rows["Materials"][1]["Active"] = False  # SEAL
    assert planned(plant) == {"PUMP": 100, "SEAL": 0, "BOLT": 100}


def test_a_component_that_is_no_longer_sold_is_still_used() -> None:
    plant = pumps()
    plant.rows["Demand"] = [row for row in plant.rows["Demand"] if row["Material"] == "PUMP" or row["Period"].month < 4]
    solved = plant.solve()
    plan = Plan(Books(solved.ledger, solved.solution))
    row = plan.material.ordering.replenishment.filter(pl.col("Material") == "SEAL").row(0, named=True)
    assert row["Ended"] and row["Level"] == pytest.approx(100)
    assert row["State"] == "order now"


def test_a_row_of_a_bill_counts_while_it_is_valid() -> None:
    plant = pumps()
    rows = plant.rows["Bill of Materials"]
    rows[0]["To"] = day(14, 2, 2027)  # the seal of pumps, until in February: asked for in January and on 1 February
    assert planned(plant, 3)["SEAL"] == pytest.approx(10 + 2 * 100 / 3)


def test_the_error_of_parents_comes_along_with_what_the_history_lacks() -> None:
    rows = pl.DataFrame([("P", "S", 2.0, None, None), ("Q", "S", 1.0, None, None)], schema=BILL, orient="row")
    none, sold = np.zeros((3, 1)), np.array([[100.0], [50.0], [10.0]])
    found = whole_demand(sold, none, none, np.array([3.0, 8.0, 6.0]), ("P", "Q", "S"), rows, [TODAY])
    assert found.units.ravel().tolist() == [100, 50, 260]
    assert found.error[2] == pytest.approx((6**2 + (2 * 3) ** 2 + 8**2) ** 0.5)
    seen = whole_demand(sold, none, np.array([[0.0], [0.0], [250.0]]), np.array([3.0, 8.0, 6.0]), ("P", "Q", "S"), rows,
                        [TODAY])
    assert seen.units[2, 0] == 260 and seen.error[2] == 6  # all of it is in the history, and so is its error


EDGES = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3), st.integers(1, 3)), max_size=12)
PARTS = st.lists(st.integers(0, 50), min_size=27, max_size=27)


@given(EDGES, PARTS)
def test_random_bills_against_recursion(edges: list[tuple[int, int, int]], parts: list[int]) -> None:
    names = tuple(f"M{number}" for number in range(9))
    per = {(f"M{a}", f"M{a + step}"): float(units) for a, step, units in edges}  # downwards only: no circles
    rows = pl.DataFrame([(*key, units, None, None) for key, units in per.items()], schema=BILL, orient="row")
    sold, used, own = (np.array(parts[at : at + 9], dtype=float)[:, None] for at in (0, 9, 18))

    def whole(name: str) -> float:
        at = names.index(name)
        asked = sum(units * whole(product) for (product, component), units in per.items() if component == name)
        return float(sold[at, 0] + used[at, 0] + max(own[at, 0], asked))

    found = whole_demand(sold, used, own, np.zeros(9), names, rows, [TODAY])
    assert found.units.ravel() == pytest.approx([whole(name) for name in names])
    assert (found.units >= found.by_bills - 1e-9).all()
