"""The reserve that takes stock down to its net realisable value, and what of it a later close takes back."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.results import Results
from wipbook.books.stock.realisable import JOB, REALISABLE, Realisable
from wipbook.ledger.closed.record import RESERVE
from wipbook.values.fixed import multiply_divide

WRITE_DOWN = {**RESERVE, "Ordered": pl.Int64}
SHOWN = {**WRITE_DOWN, "Booked": pl.Int64, "Booked Before": pl.Int64}
US_GAAP = "US GAAP"


def write_downs(results: Results) -> pl.DataFrame:
    """``WRITE_DOWN``: every material on hand and job in process, amounts in the smallest currency unit.

    Needed is what cost exceeds net realisable value by (``Realisable``). Opening Reserve is that of the close before
    the as-of date; Used of it is what left with its goods: those that were there then are followed by their layers.
    IFRS: the reserve is what is needed now, so that what is reversed is at most what was written down (IAS 2.33). US
    GAAP: what was written down is the new cost of these goods and stays as long as they do (ASC 330-10-35-14); goods
    that came since are written down by themselves. It is value only: layers keep their quantities, cost and age.
    """
    return results.once(write_downs, lambda: _write_downs(results))


def _write_downs(results: Results) -> pl.DataFrame:
    before = [record for record in results.ledger.closed.standing if record.end < results.policy.as_of]
    prior: dict[tuple[str, str], tuple[int, int]] = {}
    left: dict[str, int] = {}
    if before:
        last = before[-1]
        prior = {(of, item): (quantity, held) for of, item, quantity, held in last.part("reserve").filter(
            pl.col("Reserve") > 0
        ).select("Of", "Item", "Quantity", "Reserve").iter_rows()}
        left = _still_there(results, last.end)
    strict = results.policy.framework == US_GAAP
    rows, met = [], set()
    for row in Realisable(results).rows.iter_rows(named=True):
        key = (row["Of"], row["Item"])
        met.add(key)
        was, held = prior.get(key, (0, 0))
        there = min(was, row["Quantity"] if row["Of"] == JOB else left.get(row["Item"], 0))
        rows.append(_written(row, was, held, max(0, there), strict))
    gone = [
        (of, item, 0, 0, None, 0, held, held, 0, 0, "gone", 0) for (of, item), (_, held) in sorted(prior.items())
        if (of, item) not in met
    ]
    return pl.DataFrame([*rows, *gone], schema=WRITE_DOWN, orient="row")


def shown_write_downs(results: Results) -> pl.DataFrame:
    """``SHOWN``: ``WRITE_DOWN`` as the sheet has it; of a period that was closed, what its close booked.

    Booked is what the journals hold of it at the as-of date, Booked Before what they held before the period.
    """
    return results.once(shown_write_downs, lambda: _shown_write_downs(results))


def _shown_write_downs(results: Results) -> pl.DataFrame:
    found = write_downs(results)
    if results.as_closed is not None:
        found = _as_closed(found, results.as_closed.part("reserve"))
    closes = results.ledger.closed.upto(results.policy.as_of).standing
    for name, records in (
        ("Booked", closes), ("Booked Before", [each for each in closes if each.end < results.policy.period_start]),
    ):
        held = records[-1].part("reserve") if records else pl.DataFrame(schema=RESERVE)
        held = held.filter(pl.col("Reserve") != 0).select("Of", "Item", pl.col("Reserve").alias(name))
        found = found.join(held, on=["Of", "Item"], how="full", coalesce=True)
    amounts = [name for name, kind in SHOWN.items() if kind == pl.Int64 and name != "Realisable"]
    return found.with_columns(pl.col(amounts).fill_null(0), pl.col("Basis").fill_null("gone")).select(*SHOWN).sort(
        pl.col("Of") == JOB, "Item"
    )


def _as_closed(found: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """``found`` with what a close booked; nothing of what it did not."""
    keys = ["Of", "Item"]
    nothing = [pl.lit(0, dtype=pl.Int64).alias(name)
               for name in ("Needed", "Opening Reserve", "Used", "Reversed", "Reserve")]
    ordered = held.join(found.select(*keys, "Ordered"), on=keys, how="left")
    ordered = ordered.with_columns(pl.col("Ordered").fill_null(0))
    others = found.join(held, on=keys, how="anti").with_columns(nothing)
    return pl.concat([ordered.select(*WRITE_DOWN), others.select(*WRITE_DOWN)])


def recorded(results: Results) -> pl.DataFrame:
    """What a close keeps of them (``RESERVE``): those that need a reserve, or had one."""
    if results.policy.write_downs != "at close":
        return pl.DataFrame(schema=RESERVE)
    return write_downs(results).filter((pl.col("Reserve") != 0) | (pl.col("Opening Reserve") != 0)).select(*RESERVE)


def _written(row: dict[str, object], was: int, held: int, there: int, strict: bool) -> tuple[object, ...]:
    of, item, quantity, cost, ordered, realisable, needed, basis = (row[name] for name in REALISABLE)
    assert isinstance(quantity, int) and isinstance(needed, int)
    kept = multiply_divide(held, there, was) if was else 0
    reserve = needed
    if strict and kept:
        old = multiply_divide(needed, min(there, quantity), quantity) if quantity else 0
        reserve = max(kept, old) + needed - old
    back = max(0, kept - reserve)
    return (of, item, quantity, cost, realisable, needed, held, held - kept, back, reserve, basis, ordered)


def _still_there(results: Results, day: dt.date) -> dict[str, int]:
    """By material, the units on hand that had come by ``day``."""
    layers = results.layers.filter((pl.col("Date") <= day) & (pl.col("Quantity") > 0))
    return dict(layers.group_by("Material").agg(pl.col("Quantity").sum()).iter_rows())
