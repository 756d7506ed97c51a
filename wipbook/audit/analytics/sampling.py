"""Audit samples that anybody can draw again: chance is a hash of seed and key, not a generator's secret."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import polars as pl

from wipbook.calculators.faults import CannotTest

RANDOM, MONETARY_UNIT = "random", "monetary unit"
METHODS = (RANDOM, MONETARY_UNIT)


@dataclass(frozen=True)
class Sample:
    """``items``: the columns drawn from and Why; ``interval`` and ``start`` of a monetary unit sample (smallest
    currency unit), 0 for a random one."""

    method: str
    seed: str
    population: int
    total: int
    items: pl.DataFrame
    interval: int = 0
    start: int = 0


def chance_of(seed: str, key: str) -> str:
    """The place of an item in the order of chance: SHA-256 of ``seed|key``, in hexadecimal.

    >>> chance_of("7", "MV-000001")[:8]
    '43de2367'
    """
    return hashlib.sha256(f"{seed}|{key}".encode()).hexdigest()


def random_sample(items: pl.DataFrame, size: int, seed: str) -> Sample:
    """The ``size`` items of lowest chance, in the order of the population. ``items`` has Key and Amount.

    Every item has the same chance whatever its amount. Errors: ``CannotTest`` for a size below 1.
    """
    _refuse(size)
    ranked = items.with_columns(pl.Series("_chance", [chance_of(seed, key) for key in items["Key"]], dtype=pl.String))
    drawn = ranked.with_row_index("_order").sort("_chance").head(size).sort("_order")
    why = pl.format("chance {}…", pl.col("_chance").str.slice(0, 8)).alias("Why")
    total = int(items["Amount"].sum() or 0)
    return Sample(RANDOM, seed, items.height, total, drawn.with_columns(why).drop("_order", "_chance"))


def monetary_unit_sample(items: pl.DataFrame, size: int, seed: str) -> Sample:
    """Every ``total / size``-th unit of money is drawn, from a start that the seed gives; its item is the sample.

    ``items`` has Key and Amount (above zero). An item of an interval or more is drawn for certain, once. Source:
    AICPA Audit Guide, Audit Sampling, ch. 6; Arens, Auditing, ch. 17 (systematic selection, fixed interval).

    >>> items = pl.DataFrame({"Key": ["A", "B", "C"], "Amount": [10, 80, 10]})
    >>> monetary_unit_sample(items, 2, "1").items["Key"].to_list()[-1]
    'B'
    """
    _refuse(size)
    positive = items.filter(pl.col("Amount") > 0)
    total = int(positive["Amount"].sum() or 0)
    if not total:
        raise CannotTest(where="--from", found="no amount above zero", expected="money to draw from")
    interval = max(1, -(-total // size))
    start = int(chance_of(seed, "start"), 16) % interval + 1
    reached = pl.col("Amount").cum_sum()
    # How many of the drawn units (start, start + interval, …) lie at or below a running total.
    drawn_up_to = ((reached - start) // interval + 1).clip(lower_bound=0)
    drawn = positive.with_columns(reached.alias("_reached"), drawn_up_to.alias("_units"))
    hit = pl.col("_units") > pl.col("_units").shift(1).fill_null(0)
    unit = start + pl.col("_units").shift(1).fill_null(0) * interval
    why = (
        pl.when(pl.col("Amount") >= interval).then(pl.lit("at least one interval: drawn for certain"))
        .otherwise(pl.format("unit {} of {}", unit, pl.lit(total)))
    )
    chosen = drawn.with_columns(why.alias("Why"), hit.alias("_hit")).filter(pl.col("_hit"))
    return Sample(
        MONETARY_UNIT, seed, positive.height, total, chosen.drop("_reached", "_units", "_hit"), interval, start
    )


def _refuse(size: int) -> None:
    if size < 1:
        raise CannotTest(where="--size", found=str(size), expected="a sample of at least one item")
