"""Faint patterns: how often each rule that weighs chances, or reads lists of amounts, sees a small share of rows.

python -m benchmarks.seeded.faint [--runs 50]
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.seeded.payments import book_of, payments, payments_book
from benchmarks.seeded.plant_book import PlantBook
from wipbook.audit.rules import rules
from wipbook.books.books import Books
from wipbook.costing.solve import solve
from wipbook.ledger import read

ROWS, RUNS = 2_000, 50
SHARES = (0.0, 0.01, 0.02, 0.05)
SETTINGS = {"Period Start": "2026-01-01", "Period End": "2026-12-31"}
DAY, OLD, NEW = dt.date(2026, 6, 15), dt.date(2026, 1, 2), dt.date(2026, 5, 10)

Chance = np.random.Generator


@dataclass(frozen=True)
class Faint:
    """``plant`` makes the book of a list of ``ROWS`` with a share of planted rows, and says which keys tell that the
    rule ``code`` saw it: one of them is enough, or each counts (``each``)."""

    code: str
    about: str
    plant: Callable[[Chance, int, float], tuple[PlantBook, set[str]]]
    each: bool = False


def _amounts(chance: Chance, rows: int) -> np.ndarray:
    """Amounts as they come: spread evenly over four orders of magnitude, in cents."""
    return np.round(10 ** chance.uniform(1, 5, rows), 2)


def _invoices(
    amounts: np.ndarray, suppliers: list[str] | None = None, numbers: list[str] | None = None,
    ordered: list[dt.date] | None = None,
) -> PlantBook:
    """Order lines of one piece with their invoices, at 40 suppliers unless told otherwise."""
    rows = len(amounts)
    suppliers = suppliers or [f"S{row % 40:02}" for row in range(rows)]
    lines = pl.DataFrame({
        "Order": [f"PO-{row:05}" for row in range(rows)], "Line": "1", "Ordered": ordered or [OLD] * rows,
        "Supplier": suppliers, "Material": [f"M{row}" for row in range(rows)], "Quantity": 1.0, "Unit Price": amounts,
        "Invoice": numbers or [f"V{row}" for row in range(rows)], "Invoice Date": [DAY] * rows, "Invoice Quantity": 1.0,
        "Invoice Price": amounts,
    })
    named = {
        "Purchases": lines,
        "Suppliers": pl.DataFrame({"Supplier": sorted(set(suppliers)), "Name": sorted(set(suppliers))}),
        "Materials": lines.select("Material", pl.col("Material").alias("Description"), pl.lit("raw").alias("Kind"),
                                  pl.lit("pcs").alias("Unit")),
    }
    return book_of(named, SETTINGS)


def _picked(chance: Chance, rows: int, share: float) -> np.ndarray:
    return chance.choice(rows, round(rows * share), replace=False)


def below_a_limit(chance: Chance, rows: int, share: float) -> tuple[PlantBook, set[str]]:
    amounts, at = _amounts(chance, rows), _picked(chance, rows, share)
    amounts[at] = np.round(chance.uniform(4_900, 4_999, len(at)), 2)
    return _invoices(amounts), {"Invoices"}


def made_up(chance: Chance, rows: int, share: float) -> tuple[PlantBook, set[str]]:
    amounts, at = _amounts(chance, rows), _picked(chance, rows, share)
    amounts[at] = np.round(chance.uniform(1_000, 9_999, len(at)), 2)
    return _invoices(amounts), {"Invoices"}


def outsized(chance: Chance, rows: int, share: float) -> tuple[PlantBook, set[str]]:
    """One invoice forty times the usual at each of as many suppliers as there are planted rows."""
    amounts, at = np.round(chance.uniform(80, 120, rows), 2), range(round(rows * share))
    suppliers = [f"S{row % (rows // 5):03}" for row in range(rows)]
    amounts[: len(at)] = np.round(chance.uniform(3_900, 4_900, len(at)), 2)
    return _invoices(amounts, suppliers), {f"Invoices/PO-{row:05}/1" for row in at}


def one_amount(chance: Chance, rows: int, share: float) -> tuple[PlantBook, set[str]]:
    amounts, at = _amounts(chance, rows), _picked(chance, rows, share)
    amounts[at] = 494.69
    return _invoices(amounts), {"Invoices/494.69"}


def round_amounts(chance: Chance, rows: int, share: float) -> tuple[PlantBook, set[str]]:
    amounts, at = _amounts(chance, rows), _picked(chance, rows, share)
    amounts[at] = 100.0 * chance.integers(1, 40, len(at))
    return _invoices(amounts), {"Invoices"}


def at_two_suppliers(chance: Chance, rows: int, share: float) -> tuple[PlantBook, set[str]]:
    """Invoices with their number once more at another supplier, among those of one day."""
    twice = round(rows * share)
    amounts = _amounts(chance, rows - twice) + 100
    amounts = np.r_[amounts, amounts[:twice]]
    own = rows - twice
    numbers = [f"V{row if row < own else row - own}" for row in range(rows)]
    suppliers = [f"S{row % 40:02}" if row < own else f"T{row % 40:02}" for row in range(rows)]
    keys = {" + ".join(sorted((f"PO-{row:05}/1", f"PO-{row + own:05}/1"))) for row in range(twice)}
    return _invoices(amounts, suppliers, numbers), keys


def shrinking(chance: Chance, rows: int, share: float) -> tuple[PlantBook, set[str]]:
    """Count lines of twenty people that are off by chance; of one of them some more are short, by as much."""
    counter = np.arange(rows) % 20
    off = np.round(chance.normal(0, 4, rows))
    mine = chance.permutation(np.flatnonzero(counter == 7))[: round(rows * share)]
    off[mine] = -np.maximum(1, np.abs(np.round(chance.normal(0, 4, len(mine))))) * 2
    moves = pl.DataFrame({"Movement": ["M1"], "Date": [OLD], "Type": ["Opening"], "Material": ["A"],
                          "Quantity": [100.0], "Unit Cost": [20.0]})
    counts = pl.DataFrame({
        "Count": [f"C{row}" for row in range(rows)], "Date": [DAY] * rows, "Material": "A", "Book Quantity": 100.0,
        "Counted": 100.0 + off, "Recounted": pl.Series([None] * rows, dtype=pl.Float64),
        "Counter": [f"Counter {one}" for one in counter],
    })
    materials = pl.DataFrame({"Material": ["A"], "Description": ["A"], "Kind": ["raw"], "Unit": ["pcs"]})
    return book_of({"Movements": moves, "Counts": counts, "Materials": materials}, SETTINGS), {"Counter/Counter 7"}


def new_supplier(chance: Chance, rows: int, share: float) -> tuple[PlantBook, set[str]]:
    """A supplier that is new in May bills whole hundreds; its share of the list is the planted one."""
    planted = round(rows * share)
    amounts = _amounts(chance, rows)
    amounts[:planted] = 100.0 * chance.integers(5, 40, planted)
    suppliers = [f"S{row % 40:02}" if row >= planted else "NEW" for row in range(rows)]
    ordered = [OLD if row >= planted else NEW for row in range(rows)]
    return _invoices(amounts, suppliers, ordered=ordered), {"NEW"}


FAINT = (
    Faint("ANA001", "amounts fitted to just below 5,000", below_a_limit),
    Faint("ANA001", "amounts that somebody made up, between 1,000 and 9,999", made_up),
    Faint("ANA002", "invoices forty times the usual of their supplier", outsized, each=True),
    Faint("ANA003", "one amount again and again", one_amount),
    Faint("ANA004", "whole hundreds", round_amounts),
    Faint("ANA005", "invoices entered once more at another supplier", at_two_suppliers, each=True),
    Faint("INV021", "more short lines of one of twenty counters", shrinking),
    Faint("PUR015", "round invoices of a new supplier", new_supplier),
)


def seen(faint: Faint, rows: int, share: float, seed: int) -> tuple[int, int, int]:
    """Planted keys found, keys that count, and other findings of the rule, on one list."""
    book, keys = faint.plant(np.random.default_rng(seed), rows, share)
    rule = next(one for one in rules() if one.code == faint.code)
    ledger = read(book)
    found = set(rule.check(ledger, Books(ledger, solve(ledger)), rule.defaults)["Key"])
    return len(found & keys), len(keys), len(found - keys)


def power(faint: Faint, share: float, runs: int, rows: int = ROWS) -> tuple[float, float]:
    """The fraction of planted patterns that were seen in ``runs`` lists, and other findings of the rule a list."""
    tries = [seen(faint, rows, share, seed) for seed in range(runs)]
    hits = sum(hit for hit, _, _ in tries) if faint.each else sum(hit > 0 for hit, _, _ in tries)
    whole = sum(keys for _, keys, _ in tries) if faint.each else runs
    return (hits / whole if whole else 0.0), sum(other for _, _, other in tries) / runs


def alarms(runs: int, rows: int = 300) -> dict[str, float]:
    """By pattern: the fraction of short lists without any pattern about which its rule asks all the same."""
    return {f"{one.code} {one.about}": _asked(one, runs, rows) for one in FAINT}


def _asked(faint: Faint, runs: int, rows: int) -> float:
    asked = 0
    for seed in range(runs):
        hits, _, other = seen(faint, rows, 0.0, 10_000 + seed)
        asked += hits + other > 0
    return asked / runs


def flood() -> dict[str, int]:
    """Findings of ANA005 on a year of payments, its rows, and how many of the shared numbers have one of their own."""
    frame = payments()
    book = payments_book(frame)
    ledger = read(book)
    rule = next(one for one in rules() if one.code == "ANA005")
    found = rule.check(ledger, Books(ledger, solve(ledger)), rule.defaults)
    twins = frame.with_row_index("at").drop_nulls("twin").group_by("twin").agg(pl.col("at").sort())["at"].to_list()
    keys = [f"PO-{one:06d}/1 + PO-{two:06d}/1" for one, two in twins]
    alone = len(set(found["Key"]) & set(keys))
    return {"rows": frame.height, "lines": found.height, "shared": len(keys), "found": alone}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    tries = parser.parse_args().runs
    for kind in FAINT:
        print(kind.code, kind.about, *(f"{share:.0%}: {power(kind, share, tries)[0]:.0%}" for share in SHARES))
