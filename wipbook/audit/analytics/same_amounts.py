"""One amount on one day at two parties: what their numbers, their goods, and nothing but the amount have in common."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wipbook.audit.analytics.populations import Population
from wipbook.ledger.tables import ROW

PAIR = ("Date", "Amount", "Party", "Other Party", "Key", "Other Key", "Said", ROW, "_other")
PARTIES = ("Party", "Other Party", "Times", "Total", "Date", "Amount", "Key", "Other Key", ROW, "_other")
GOODS_LISTED, PARTIES_LISTED = 100, 150
"""Pairs of the same goods, and pairs of parties, that are listed by themselves: what has only goods or amounts in
common stays a list that a person can read, whatever the number of payments."""
TELLING, TELLING_SHARE = 20, 0.02
"""A material and quantity tells something while it stands on at most so many amounts, or this share of them: what
every second line says (*payment*, 1) is no coincidence."""
CROWD = 20
"""Parties with one amount on one day beyond which it is a fee that many ask, not a question about two of them."""
_AT = ["Date", "Amount"]


@dataclass(frozen=True)
class SameAmounts:
    """``numbers`` and ``goods`` in the columns of ``PAIR`` (Said: the number, or the material), the largest first:
    pairs that share amount, day and number; and those that share amount, day, material and quantity.

    ``parties``, in the columns of ``PARTIES``: for two parties with neither in common, how many Times an amount of a
    day was the same, their Total, and the largest of them. ``other_parties`` are those beyond ``PARTIES_LISTED``, in
    the same columns. ``crowds``: Date, Amount, Parties, ROW: amounts that more than ``CROWD`` parties had on a day.
    """

    numbers: pl.DataFrame
    goods: pl.DataFrame
    parties: pl.DataFrame
    other_parties: pl.DataFrame
    crowds: pl.DataFrame


def same_amounts(population: Population, least: int = 1) -> SameAmounts:
    """Compare the amounts of a population of at least ``least`` (smallest currency unit) with those of the same day.

    Numbers are compared without case and signs, parties without case. Where more than two parties have one number, each
    is paired with the first by key. Nothing depends on the order of rows.
    Source: Nigrini 2012, ch. 12 (same-same-different).
    """
    number = pl.col("Number").str.to_uppercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    named = population.amounts.filter(pl.col("Party").is_not_null() & (pl.col("Amount") >= least)).with_columns(
        pl.col("Party").str.strip_chars().str.to_lowercase().alias("_party"),
        pl.when(number != "").then(number).alias("_number"),
        pl.len().over("Material", "Quantity").alias("_like"),
    )
    often = max(TELLING, int(named.height * TELLING_SHARE))
    together = named.filter(pl.col("_party").n_unique().over(_AT) > 1).sort("Key", maintain_order=True)
    numbers = _paired(together.filter(pl.col("_number").is_not_null()), ["_number"], "Number")
    told = pl.col("Material").is_not_null() & pl.col("Quantity").is_not_null() & (pl.col("_like") <= often)
    goods = _paired(together.filter(told), ["Material", "Quantity"], "Material")
    goods = goods.join(numbers, on=[*_AT, "_first", "_second"], how="anti", maintain_order="left").head(GOODS_LISTED)
    answered = pl.concat([numbers, goods]).select(*_AT, "_first", "_second")
    parties, crowds = _parties(together, answered)
    return SameAmounts(
        numbers.select(PAIR), goods.select(PAIR), parties.head(PARTIES_LISTED), parties.slice(PARTIES_LISTED), crowds
    )


def _paired(rows: pl.DataFrame, same: list[str], said: str) -> pl.DataFrame:
    """Each party of a group with its first party, a row each; ``_first`` and ``_second`` are the two in order."""
    groups = [*_AT, *same]
    each = rows.unique([*groups, "_party"], keep="first", maintain_order=True).with_columns(
        pl.col(name).first().over(groups).alias(f"_1 {name}")
        for name in dict.fromkeys(("Party", "_party", "Key", ROW, said))
    ).filter(pl.col("_party") != pl.col("_1 _party"))
    return each.select(
        *_AT, pl.col("_1 Party").alias("Party"), pl.col("Party").alias("Other Party"), pl.col("_1 Key").alias("Key"),
        pl.col("Key").alias("Other Key"), pl.col(f"_1 {said}").alias("Said"),
        pl.col(f"_1 {ROW}").cast(pl.Int32).alias(ROW),
        pl.col(ROW).cast(pl.Int32).alias("_other"),
        pl.min_horizontal("_party", "_1 _party").alias("_first"),
        pl.max_horizontal("_party", "_1 _party").alias("_second"),
    ).sort("Amount", "Key", "Other Key", descending=[True, False, False])


def _parties(together: pl.DataFrame, answered: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    each = together.unique([*_AT, "_party"], keep="first", maintain_order=True).with_columns(
        pl.len().over(_AT).alias("_parties")
    )
    crowded = pl.col("_parties") > CROWD
    crowds = each.filter(crowded).group_by(_AT, maintain_order=True).agg(
        pl.col("_parties").first().cast(pl.Int64).alias("Parties"), pl.col(ROW).first().cast(pl.Int32)
    ).sort("Amount", "Date", descending=True)
    few = each.filter(~crowded).select(*_AT, "Party", "_party", "Key", ROW)
    pairs = few.join(few, on=_AT, suffix=" Other").filter(pl.col("_party") < pl.col("_party Other")).join(
        answered, left_on=[*_AT, "_party", "_party Other"], right_on=[*_AT, "_first", "_second"], how="anti"
    ).sort("Amount", "Date", "Key", descending=[True, False, False])
    sums = pairs.group_by("_party", "_party Other", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("Times"), pl.col("Amount").sum().alias("Total"), pl.col("Date").first(),
        pl.col("Party", "Amount", "Key").first(), pl.col("Party Other").first().alias("Other Party"),
        pl.col("Key Other").first().alias("Other Key"), pl.col(ROW).first().cast(pl.Int32),
        pl.col(f"{ROW} Other").first().cast(pl.Int32).alias("_other"),
    )
    ranked = sums.sort("Total", "_party", "_party Other", descending=[True, False, False])
    return ranked.select(PARTIES), crowds
