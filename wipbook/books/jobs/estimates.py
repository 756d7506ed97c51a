"""What jobs are still to cost, by the estimates that say so."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.ledger.ledger import Ledger
from wipbook.schema.jobs.cost_element import ELEMENTS

TO_COMPLETE = tuple(f"{element} to Complete" for element in ELEMENTS)


def still_to_cost() -> pl.Expr:
    """Cost to Complete of a row of Estimates: the whole where it is said, else the sum of the elements that are; blank
    where neither is."""
    parts = [pl.col(name) for name in TO_COMPLETE]
    told = pl.any_horizontal([part.is_not_null() for part in parts])
    return pl.coalesce("Cost to Complete", pl.when(told).then(pl.sum_horizontal(parts)))


def last_estimates(ledger: Ledger, day: dt.date) -> pl.DataFrame:
    """Job, Estimated On, To Complete (smallest currency unit): of each job the estimate dated last by ``day`` that says
    what is still to come."""
    rows = ledger.table("Estimates").filter(pl.col("Date") <= day).with_columns(still_to_cost().alias("To Complete"))
    return rows.drop_nulls("To Complete").sort("Date").group_by("Job").agg(
        pl.col("Date").last().alias("Estimated On"), pl.col("To Complete").last()
    )
