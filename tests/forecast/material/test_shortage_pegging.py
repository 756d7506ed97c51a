"""Shortages by hand: what comes in time, what comes late, what does not come, and which job stops."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.forecast.material.shortage_pegging import WEEKS, projected, shortages, stopped_jobs, weekly_balances

TODAY = dt.date(2026, 6, 30)
TIMES = pl.DataFrame({"Material": ["BOLT", "NUT", "WIRE"], "Lead Time": [10.0, 10.0, 10.0]})


def later(days: int) -> dt.date:
    return TODAY + dt.timedelta(days)


def events(
    needs: list[tuple[str, int, float, str]], receipts: list[tuple[str, int, float, str]], stock: dict[str, float]
) -> pl.DataFrame:
    schema = {"Material": pl.String, "_days": pl.Int64, "Units": pl.Float64, "Peg": pl.String}
    wanted, coming = (pl.DataFrame(rows, schema=schema, orient="row") for rows in (needs, receipts))
    date = pl.lit(TODAY) + pl.duration(days=pl.col("_days"))
    return projected(
        wanted.with_columns(date.alias("Date")),
        coming.with_columns(date.alias("Expected"), pl.col("Peg").alias("Document")),
        pl.DataFrame(list(stock.items()), schema={"Material": pl.String, "Units": pl.Float64}, orient="row"),
    )


def test_the_first_job_that_lacks_material_stops() -> None:
    found = shortages(events([("BOLT", 2, 60, "J1"), ("BOLT", 9, 60, "J2")], [], {"BOLT": 100}), TIMES, TODAY)
    row = found.to_dicts()[0]
    assert (row["Short From"], row["Short"], row["Job"], row["Jobs Hit"]) == (later(9), 20, "J2", 1)
    assert (row["Order By"], row["State"], row["Ready On"], row["Days Late"]) == (later(-1), "too late", later(10), 1)
    assert row["Needed"] == 120


def test_what_comes_in_time_is_no_shortage_and_what_comes_late_is_to_be_expedited() -> None:
    in_time = events([("BOLT", 9, 60, "J1")], [("BOLT", 9, 60, "PO-1")], {"BOLT": 0})
    assert shortages(in_time, TIMES, TODAY).height == 0
    late = shortages(events([("BOLT", 9, 60, "J1")], [("BOLT", 12, 60, "PO-1")], {"BOLT": 5}), TIMES, TODAY)
    row = late.to_dicts()[0]
    assert (row["State"], row["Next Receipt"], row["Next Document"]) == ("expedite", later(12), "PO-1")
    assert (row["Enough On"], row["Ready On"], row["Days Late"]) == (later(12), later(12), 3)


def test_a_receipt_that_does_not_suffice_is_not_enough() -> None:
    found = shortages(events([("BOLT", 30, 60, "J1")], [("BOLT", 33, 10, "PO-1")], {}), TIMES, TODAY).to_dicts()[0]
    assert (found["Enough On"], found["State"], found["Next Document"]) == (None, "order now", "PO-1")
    assert (found["Ready On"], found["Days Late"]) == (later(10), 0)


def test_stock_below_zero_is_nothing() -> None:
    found = shortages(events([("BOLT", 1, 5, "J1")], [], {"BOLT": -50}), TIMES, TODAY)
    assert found["Short"].to_list() == [5]


def test_weeks_show_the_least_that_is_left() -> None:
    happened = events(
        [("BOLT", 1, 30, "J1"), ("BOLT", 10, 90, "J2"), ("BOLT", 400, 10, "J3")],
        [("BOLT", 20, 100, "PO-1")],
        {"BOLT": 100},
    )
    row = weekly_balances(happened, pl.DataFrame({"Material": ["BOLT"], "Units": [100.0]}), TODAY).row(0)
    assert row == ("BOLT", 100, 70, -20, -20 + 100, 80, 80, 80, 80, 70)
    assert len(row) == WEEKS + 2


def test_jobs_that_stop_by_money() -> None:
    happened = events([("BOLT", 2, 60, "J1"), ("NUT", 4, 60, "J1"), ("NUT", 5, 1, "J2")], [("NUT", 40, 99, "PO-1")], {})
    short = shortages(happened, TIMES, TODAY)
    jobs = pl.DataFrame({"Job": ["J1", "J2", "J3"], "Money": [100, 900, 5000]})
    found = stopped_jobs(happened, short, jobs).to_dicts()
    assert [row["Job"] for row in found] == ["J2", "J1"]
    assert (found[1]["Stops On"], found[1]["Materials Short"], found[1]["Worst"]) == (later(2), 2, "NUT")
    assert (found[1]["Ready On"], found[1]["Days Late"]) == (later(40), 38)


def test_nothing_needed_nothing_short() -> None:
    happened = events([], [("BOLT", 1, 5, "PO-1")], {"BOLT": 1})
    assert (happened.height, shortages(happened, TIMES, TODAY).height) == (0, 0)


ROWS = st.lists(
    st.tuples(st.sampled_from(["BOLT", "NUT"]), st.integers(0, 90), st.integers(1, 50).map(float), st.just("X"))
)


@given(ROWS, ROWS, st.integers(0, 100))
def test_what_was_there_and_came_less_what_was_needed_is_left(
    needs: list[tuple[str, int, float, str]], receipts: list[tuple[str, int, float, str]], stock: int
) -> None:
    happened = events(needs, receipts, {"BOLT": float(stock), "NUT": float(stock)})
    for material in ("BOLT", "NUT"):
        wanted = [row for row in needs if row[0] == material]
        if wanted:
            came = sum(row[2] for row in receipts if row[0] == material)
            last = happened.filter(pl.col("Material") == material)["Balance"].last()
            assert last == pytest.approx(stock + came - sum(row[2] for row in wanted))
    short = shortages(happened, TIMES, TODAY)
    brute = set()
    for material in ("BOLT", "NUT"):
        for at in range(91):
            there = stock + sum(r[2] for r in receipts if r[0] == material and r[1] <= at)
            if there - sum(r[2] for r in needs if r[0] == material and r[1] <= at) < -1e-9:
                brute.add(material)
    assert set(short["Material"]) == brute
