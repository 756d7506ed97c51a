"""Explosion of bills: the textbook kit, random bills by recursion, AdventureWorks; circles are named, not followed."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
from collections import defaultdict

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import reference_data
from wipbook.forecast.demand.dependent_demand import REQUIRED, Exploded, bill_rows, explode, levels

TODAY = dt.date(2026, 3, 1)
BILL = {"Product": pl.String, "Component": pl.String, "Per": pl.Float64, "From": pl.Date, "To": pl.Date}
# Heizer, Render & Munson, Operations Management, ch. 14, Example 1: Speaker Kits, Inc.
SPEAKERS = [
    ("A", "B", 2),
    ("A", "C", 3),
    ("B", "D", 2),
    ("B", "E", 2),
    ("C", "E", 2),
    ("C", "F", 2),
    ("F", "G", 1),
    ("F", "D", 2),
]


def bill(rows: list[tuple[str, str, float]]) -> pl.DataFrame:
    return pl.DataFrame([(*row, None, None) for row in rows], schema=BILL, orient="row")


def roots(*rows: tuple[str, dt.date, float, str]) -> pl.DataFrame:
    return pl.DataFrame([(*row, "job") for row in rows], schema=REQUIRED, orient="row")


def sums(found: Exploded, column: str = "Units") -> dict[str, float]:
    return dict(found.requirements.group_by("Material").agg(pl.col(column).sum()).iter_rows())


def test_fifty_speaker_kits() -> None:
    found = sums(explode(roots(("A", TODAY, 50, "J1")), bill(SPEAKERS), TODAY))
    assert found == {"A": 50, "B": 100, "C": 150, "D": 800, "E": 500, "F": 300, "G": 300}


def test_low_level_codes_of_the_kit() -> None:
    assert dict(levels(bill(SPEAKERS))[0].iter_rows()) == {"A": 0, "B": 1, "C": 1, "E": 2, "F": 2, "D": 3, "G": 3}


def test_what_is_there_is_not_made_again() -> None:
    # Heizer, Render & Munson, ch. 14, Example 3 in spirit: stock of subassemblies saves their components
    there = pl.DataFrame({"Material": ["B", "F"], "Available": [30.0, 300.0]})
    found = explode(roots(("A", TODAY, 50, "J1")), bill(SPEAKERS), TODAY, there)
    assert sums(found, "Net")["B"] == 70
    assert sums(found) == {"A": 50, "B": 100, "C": 150, "D": 140, "E": 440, "F": 300}


def test_stock_serves_the_earliest_and_the_peg_stays_with_what_is_missing() -> None:
    there = pl.DataFrame({"Material": ["B"], "Available": [60.0]})
    wanted = roots(("A", TODAY + dt.timedelta(9), 20, "late"), ("A", TODAY, 20, "early"))
    found = explode(wanted, bill([("A", "B", 2), ("B", "D", 1)]), TODAY, there).requirements
    assert found.filter(pl.col("Material") == "D").select("Peg", "Units", "For").rows() == [("late", 20.0, "B")]


def test_components_are_needed_a_lead_time_before_but_not_before_today() -> None:
    due = TODAY + dt.timedelta(20)
    days = pl.DataFrame({"Material": ["A", "B"], "Lead Time": [5.0, 30.0]})
    found = explode(roots(("A", due, 1, "J1")), bill([("A", "B", 1), ("B", "D", 1)]), TODAY, None, days).requirements
    assert dict(found.select("Material", "Date").iter_rows()) == {
        "A": due, "B": TODAY + dt.timedelta(15), "D": TODAY,
    }


def test_a_row_counts_while_it_is_valid() -> None:
    rows = pl.DataFrame(
        [("A", "OLD", 1.0, None, TODAY - dt.timedelta(1)), ("A", "NEW", 1.0, TODAY, None)], schema=BILL, orient="row"
    )
    assert set(sums(explode(roots(("A", TODAY, 1, "J1")), rows, TODAY))) == {"A", "NEW"}


def test_a_circle_is_named_and_left_out() -> None:
    rows = bill([("A", "B", 1), ("B", "C", 1), ("C", "B", 1), ("C", "D", 1), ("X", "X", 1)])
    found = explode(roots(("A", TODAY, 5, "J1"), ("X", TODAY, 5, "J2")), rows, TODAY)
    assert found.circular == ["B", "C", "X"]
    assert sums(found) == {"A": 5, "B": 5, "X": 5}


def test_nothing_wanted_and_no_bills() -> None:
    assert explode(roots(), bill([]), TODAY).requirements.height == 0
    assert sums(explode(roots(("A", TODAY, 5, "J1")), bill([]), TODAY)) == {"A": 5}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3), st.integers(1, 3)), max_size=12), st.integers(1, 9))
def test_random_bills_against_recursion(edges: list[tuple[int, int, int]], wanted: int) -> None:
    rows = {(f"M{a}", f"M{a + step}"): float(per) for a, step, per in edges}  # downwards only: no circles

    def down(material: str, units: float, into: dict[str, float]) -> None:
        into[material] += units
        for (product, component), per in rows.items():
            if product == material:
                down(component, units * per, into)

    expected: dict[str, float] = defaultdict(float)
    down("M0", wanted, expected)
    found = explode(roots(("M0", TODAY, wanted, "J")), bill([(*key, per) for key, per in rows.items()]), TODAY)
    assert sums(found) == pytest.approx(dict(expected))


def test_scrap_is_allowed_for() -> None:
    sheet = pl.DataFrame(
        {
            "Product": ["A"],
            "Component": ["B"],
            "Quantity Per": [2_000_000],
            "Scrap %": [3_000_000],
            "From": [None],
            "To": [None],
        },
        schema_overrides={"From": pl.Date, "To": pl.Date},
    )
    assert bill_rows(sheet)["Per"].to_list() == [2.06]


def _rows(name: str) -> list[dict[str, str]]:
    with gzip.open(reference_data() / "adventureworks" / f"{name}.csv.gz", "rt", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.reference_data
def test_all_work_orders_of_adventureworks() -> None:
    """72,591 work orders; the components one level down are what its stock ledger shows as used, 43,873,123 units."""
    valid = [row for row in _rows("Production.BillOfMaterials") if row["ProductAssemblyID"] and not row["EndDate"]]
    rows = bill([(r["ProductAssemblyID"], r["ComponentID"], float(r["PerAssemblyQty"])) for r in valid])
    orders = _rows("Production.WorkOrder")
    made: dict[str, float] = defaultdict(float)
    for order in orders:
        made[order["ProductID"]] += float(order["OrderQty"])
    found = explode(roots(*((product, TODAY, units, product) for product, units in made.items())), rows, TODAY)
    assert (len(orders), found.circular) == (72_591, [])
    one_level = sum(
        made[row["ProductAssemblyID"]] * float(row["PerAssemblyQty"])
        for row in valid
        if row["ProductAssemblyID"] in made
    )
    assert one_level == 43_873_123
    # each work order's product exploded by itself and by the parents above it, all levels
    below = found.requirements.filter(pl.col("For").is_not_null())
    assert below["Units"].sum() == pytest.approx(102_210_643)
    assert below["Material"].n_unique() == 228


def test_what_is_only_forecast_takes_nothing_from_a_job() -> None:
    there = pl.DataFrame({"Material": ["B"], "Available": [60.0]})
    wanted = pl.concat([
        roots(("A", TODAY + dt.timedelta(9), 20, "J1")),
        roots(("A", TODAY, 20, "forecast")).with_columns(pl.lit("forecast").alias("Source")),
    ])
    found = explode(wanted, bill([("A", "B", 2), ("B", "D", 1)]), TODAY, there).requirements
    assert found.filter(pl.col("Material") == "D").select("Peg", "Units").rows() == [("forecast", 20.0)]
