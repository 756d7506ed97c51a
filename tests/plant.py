"""A plant in a few lines: movements written as a bookkeeper would, costed by the engine, read back in currency."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from tests.books import Book
from tests.double_entry.laws import assert_double, assert_roll_forward, assert_statement
from wipbook.books.results import Results
from wipbook.costing.solution import Solution
from wipbook.costing.solve import solve
from wipbook.ledger import Ledger, read


def day(number: int, month: int = 1, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


@dataclass
class Plant:
    """Collects rows; ``solve`` costs them. Materials are added on first use, as raw unless said otherwise."""

    settings: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    jit: bool | None = None

    def material(self, code: str, kind: str = "raw", **more: Any) -> Plant:
        row = {"Material": code, "Description": code, "Kind": kind, "Unit": "pcs", **_headers(more)}
        self.rows.setdefault("Materials", []).append(row)
        return self

    def job(self, code: str, makes: str, quantity: float, **more: Any) -> Plant:
        row = {"Job": code, "Description": code, "Material": makes, "Quantity": quantity, "Status": "Released",
               "Due": day(28, 12), **_headers(more)}
        self.rows.setdefault("Jobs", []).append(row)
        return self

    def move(self, when: dt.date, what: str, material: str, quantity: float, **more: Any) -> Plant:
        moves = self.rows.setdefault("Movements", [])
        moves.append({"Movement": f"M{len(moves) + 1}", "Date": when, "Type": what, "Material": material,
                      "Quantity": quantity, **_headers(more)})
        return self

    def ticket(self, when: dt.date, hours: float, **more: Any) -> Plant:
        tickets = self.rows.setdefault("Labor", [])
        tickets.append(
            {"Ticket": f"T{len(tickets) + 1}", "Date": when, "Employee": "E1", "Hours": hours, **_headers(more)}
        )
        return self

    def add(self, sheet: str, **row: Any) -> Plant:
        self.rows.setdefault(sheet, []).append(_headers(row))
        return self

    def solve(self) -> Books:
        known = {row["Material"] for row in self.rows.get("Materials", [])}
        for row in self.rows.get("Movements", []):
            if row["Material"] not in known:
                known.add(row["Material"])
                self.material(row["Material"])
        settings = {name.replace("_", " "): value for name, value in self.settings.items()}
        ledger = read(Book(self.rows, settings))
        results = Results(ledger, solve(ledger, jit=self.jit))
        return Books(results.ledger, results.solution)


@dataclass
class Books:
    """The outcome in currency and units."""

    ledger: Ledger
    solution: Solution

    @property
    def results(self) -> Results:
        return Results(self.ledger, self.solution)

    def movement(self, number: int) -> dict[str, Any]:
        row = self.solution.movements.filter(pl.col("Movement") == f"M{number}").to_dicts()[0]
        places = 10**self.ledger.policy.currency_places
        for name in ("value_in", "value_out", "true_up", "variance", "value_after"):
            row[name] /= places
        for name in ("quantity_in", "quantity_out", "quantity_after", "shortage"):
            row[name] /= 1_000_000
        return row

    def cost(self, number: int) -> float:
        """What movement ``number`` took out."""
        return float(self.movement(number)["value_out"])

    def value(self, material: str | None = None) -> float:
        frame = self.results.valuation
        if material:
            frame = frame.filter(pl.col("Material") == material)
        return self.results.money(int(frame["Value"].sum()))

    def quantity(self, material: str) -> float:
        return int(self.results.valuation.filter(pl.col("Material") == material)["Quantity"].sum()) / 1_000_000

    def layers(self, material: str) -> list[tuple[float, float]]:
        frame = self.results.layers.filter(pl.col("Material") == material)
        return [(q / 1_000_000, self.results.money(v)) for q, v in frame.select("Quantity", "Value").iter_rows()]

    def job(self, code: str) -> dict[str, Any]:
        row = self.results.job_costs.filter(pl.col("Job") == code).to_dicts()[0]
        money = (
            "Material Cost",
            "Labor Cost",
            "Overhead Cost",
            "Subcontract Cost",
            "Completed",
            "Scrapped",
            "Expensed",
            "Late Cost",
            "WIP",
        )
        return {name: self.results.money(row[name]) for name in money}

    def line(self, name: str) -> dict[str, float]:
        row = self.results.statement.filter(pl.col("Line") == name).to_dicts()[0]
        return {stage: self.results.money(row[stage]) for stage in row if stage != "Line"}

    def assert_conserved(self) -> None:
        """Every identity of the house, to the cent: layers, movements, job entries, statement."""
        solution = self.solution
        moves = solution.movements
        net = (moves["value_in"] - moves["value_out"] - moves["handed_on"] - moves["variance"]).sum()
        events = solution.events.filter(pl.col("position") < 0)
        net += (events["value_in"] - events["handed_on"] - events["variance"]).sum()
        assert net == solution.keys["worth"].sum()
        assert (moves["quantity_in"] - moves["quantity_out"]).sum() == solution.keys["on_hand"].sum()
        per_key = solution.layers.group_by("key").agg(pl.col("value").sum(), pl.col("quantity").sum())
        both = solution.keys.join(per_key, on="key", how="left").fill_null(0)
        assert (both["value"] == both["worth"]).all()
        assert (both["quantity"] == both["on_hand"]).all()
        empty = solution.keys.filter(pl.col("on_hand") == 0)
        assert (empty["worth"] == 0).all(), "zero quantity has zero value"
        closing = self.results.statement
        for stage, amount in self.results.subledger.items():
            assert closing[stage].sum() == amount, stage
        roll = self.results.roll_forward
        assert roll["Closing"].sum() == self.results.job_costs["WIP"].sum()
        assert_double(self.results.entries)
        assert_statement(self.results, self.ledger.policy.period_start)
        assert_roll_forward(self.results, self.ledger.policy.period_start)


def _headers(more: dict[str, Any]) -> dict[str, Any]:
    """``unit_cost`` becomes ``Unit Cost``; ``burden_percent`` becomes ``Burden %``."""
    found = {}
    for name, value in more.items():
        words = ["%" if word == "percent" else word for word in name.split("_")]
        found[" ".join(w if w in ("per", "to", "%") and w != words[0] else w.capitalize() for w in words)] = value
    fixed = {"Quantity per": "Quantity Per", "Hours per Day": "Hours per Day", "% Complete": "Percent Complete",
             "Premium to": "Premium To"}
    return {fixed.get(name, name): value for name, value in found.items()}
