"""Whatever the order of rows and the case of codes, labor and overhead are the same; and payroll is distributed."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import polars as pl
from hypothesis import Phase
from hypothesis import strategies as st

from tests.draws import holds, in_two_parts
from tests.plant import Books, Plant, day
from wipbook.sheets.data.checks import CHECKS, outcome

CODES = ("Employee", "Pool", "Overhead Pool", "Work Center", "Pay Type", "Reverses")
DRIVERS = ("labor hours", "labor cost", "machine hours", "setups", "moves", "orders", "weight", "units")
FIRST = dt.date(2026, 1, 1)
money = st.integers(0, 99_999).map(lambda cents: cents / 100)
dates = st.integers(0, 89).map(lambda days: FIRST + dt.timedelta(days=days))
people = st.sampled_from(["E1", "E2", "E3"])
pays = st.sampled_from([None, "Regular", "Overtime", "Night", "Idle", "Flat", "Standby"])
hours = st.integers(1, 2_400).map(lambda hundredths: hundredths / 100)


@st.composite
def tickets(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(["day", "week", "correction", "reversal", "reversal"]))
        row: dict[str, Any] = {"Ticket": f"T{number}", "Date": draw(dates), "Employee": draw(people)}
        if kind == "reversal" and rows:
            row |= {"Reverses": draw(st.sampled_from([one["Ticket"] for one in rows])), "Hours": draw(hours)}
            row["Employee"] = next(one["Employee"] for one in rows if one["Ticket"] == row["Reverses"])
        else:
            row |= {"Job": draw(st.sampled_from([None, "J1", "J2"])), "Pay Type": draw(pays),
                    "Hours": draw(hours) * (-1 if kind == "correction" else 1),
                    "Rate": draw(st.one_of(st.none(), money))}
            if kind == "week":
                row["Through"] = row["Date"] + dt.timedelta(days=draw(st.integers(0, 9)))
        rows.append(row)
    return rows


@st.composite
def plants(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    rates = {(draw(people), draw(dates)): (draw(money), draw(st.one_of(st.none(), money))) for _ in range(3)}
    pools = {(pool, month): draw(st.sampled_from(DRIVERS)) for pool in ("SHOP", "STORE") for month in (1, 2)}
    return {
        "Materials": [{"Material": "FG", "Description": "x", "Kind": "finished", "Unit": "pcs", "Weight": 1.5}],
        "Jobs": [{"Job": job, "Description": "x", "Material": "FG", "Quantity": 9, "Status": "Released",
                  "Due": day(28, 12)} for job in ("J1", "J2")],
        "Movements": [{"Movement": f"M{at}", "Date": draw(dates), "Type": "Completion", "Material": "FG",
                       "Quantity": 1, "Job": job} for at, job in enumerate(("J1", "J2"))],
        "Employees": [{"Employee": one, "Name": one, "Rate": draw(money), "Burden %": 22.5, "Work Center": "WC-1"}
                      for one in ("E1", "E2")],
        "Work Centers": [{"Work Center": f"WC-{at}", "Name": "x", "Hours per Day": 8, "Overhead Pool": pool}
                         for at, pool in enumerate(("SHOP", "STORE", None), 1)],
        "Rates": [{"Employee": who, "From": start, "Rate": rate, "Burden %": burden}
                  for (who, start), (rate, burden) in rates.items() if who != "E3"],
        "Pay Types": [{"Pay Type": "Regular"}, {"Pay Type": "Overtime", "Multiplier": 1.5},
                      {"Pay Type": "Night", "Multiplier": 1.25, "Premium To": "job"},
                      {"Pay Type": "Idle", "Idle": True}, {"Pay Type": "Flat", "Rate": draw(money)},
                      {"Pay Type": "Standby", "Multiplier": 0.35}],
        "Overhead": [{"Pool": pool, "Period": day(1, month), "Driver": driver, "Budget Cost": draw(money),
                      "Budget Activity": 7, "Actual Cost": draw(st.one_of(st.none(), money)),
                      "Through": day(1, draw(st.integers(month, 3)))} for (pool, month), driver in pools.items()],
        "Labor": draw(tickets()),
        "Machine Time": [{"Booking": f"B{at}", "Date": draw(dates), "Work Center": draw(st.sampled_from(
            ["WC-1", "WC-2", "WC-3"])), "Job": "J1", "Hours": draw(hours), "Kind": draw(st.sampled_from(
                [None, "Setup", "Down"]))} for at in range(3)],
    }


def _seen(books: Books) -> tuple[Any, ...]:
    labor = books.solution.labor.drop("_row").with_columns(pl.col("Employee").str.to_uppercase())
    charged = books.solution.charged.group_by("Job", "Date", pl.col("Pool").str.to_uppercase(), "Driver").agg(
        pl.col("Activity", "Amount").sum()
    ).sort("Job", "Date", "Pool", "Driver")
    report = books.solution.overhead.with_columns(pl.col("Pool").str.to_uppercase()).sort("Pool", "Period")
    left_out = sorted((row[0], row[2], row[3]) for row in books.ledger.rejections.rows if row[7] == "row excluded")
    return (labor.sort("Ticket", "Date").rows(), charged.rows(), report.rows(), left_out)


def _other(value: Any, dice: random.Random) -> Any:
    return dice.choice([value.lower(), value.upper(), f" {value} ", value]) if isinstance(value, str) else value


@in_two_parts(12, 40)
def test_neither_order_nor_case_changes_a_figure(draws: int) -> None:
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    holds(_no_figure_changes, draws, plants(), st.integers(0, 10**6), phases=phases)


def _no_figure_changes(rows: dict[str, list[dict[str, Any]]], seed: int) -> None:
    dice = random.Random(seed)
    books = Plant(rows=rows).solve()
    masters = ("Employees", "Pay Types", "Work Centers")
    mixed = {
        sheet: [{name: _other(value, dice) if name in CODES and (sheet not in masters or name == "Overhead Pool")
                 else value for name, value in row.items()} for row in dice.sample(given_, len(given_))]
        for sheet, given_ in rows.items()
    }
    again = Plant(rows=mixed).solve()
    assert _seen(again) == _seen(books)
    assert _seen(Plant(rows=rows).solve()) == _seen(books)
    for one in CHECKS:
        if one.id in ("labor_distributed", "overhead_disposed", "overhead", "labor"):
            assert outcome(one, books.results)[3], (one.id, outcome(one, books.results))
