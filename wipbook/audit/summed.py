"""A rule that says the same of a large part of a sheet: its findings are one line."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.run import SCHEMA, in_order

FEW, SHARE = 20, 0.02
"""Findings of one rule on one sheet up to which each is a question of its own, whatever the size of the sheet; more are
one question when they are a larger share of its rows than this."""


def summed(found: pl.DataFrame, rows: Mapping[str, int], noted: pl.DataFrame) -> pl.DataFrame:
    """``found`` (columns of ``run.SCHEMA``) with one line for each rule that has more than ``FEW`` findings on an input
    sheet and on more than ``SHARE`` of its ``rows``: how many, their money in all, the cell and evidence of the first.

    Findings that are suppressed, and those that ``noted`` (Rule, Key) names because a person wrote something about
    them, stay as they are and do not count. The key of a line is the sheet, so that a note on it stays with it.

    >>> rest = dict.fromkeys(("Other Sheet", "Other Cell", "Suppressed"))
    >>> one = {"Severity": "low", "Rule": "JOB018", "Finding": "Late", "Sheet": "Jobs", "Evidence": "late", **rest}
    >>> many = [one | {"Cell": f"A{n}", "Key": f"J{n}", "Amount": n} for n in range(21)]
    >>> line = summed(pl.DataFrame(many, schema=SCHEMA), {"Jobs": 1_000}, pl.DataFrame(schema=["Rule", "Key"]))
    >>> line.select("Key", "Amount").rows(), line["Evidence"].item()[:46]
    ([('(rows of Jobs)', 210)], '21 findings on the 1,000 rows of Jobs (2.1 %):')
    """
    named = noted.select(pl.col("Rule", "Key").cast(pl.String), pl.lit(True).alias("_noted")).unique()
    rest = found.join(named, on=["Rule", "Key"], how="left", maintain_order="left").with_columns(
        pl.col("Sheet").replace_strict(dict(rows), default=0, return_dtype=pl.Int64).alias("_rows"),
        (pl.col("Suppressed").is_null() & pl.col("_noted").is_null()).alias("_free"),
    ).with_columns(pl.col("_free").sum().over("Rule", "Sheet").cast(pl.Int64).alias("_many"))
    # in integers: a share as a float is a hair off at its limit
    above = (pl.col("_many") * 100 > pl.col("_rows") * round(SHARE * 100)) & (pl.col("_many") > FEW)
    one_line = above & pl.col("_free") & (pl.col("_rows") > 0)
    lines = rest.filter(one_line).group_by("Rule", "Sheet", maintain_order=True).agg(
        pl.col("Severity", "Finding", "Cell", "Evidence", "_rows", "_many").first(), pl.col("Amount").sum()
    )
    said = [
        f"{many:,} findings on the {size:,} rows of {sheet} ({100 * many / size:.1f} %): one cause is likelier than as "
        f"many. The first: {evidence}"
        for many, size, sheet, evidence in lines.select("_many", "_rows", "Sheet", "Evidence").iter_rows()
    ]
    blank = pl.lit(None, pl.String)
    shown = lines.with_columns(
        pl.Series("Evidence", said, dtype=pl.String), pl.format("(rows of {})", "Sheet").alias("Key"),
        *(blank.alias(name) for name in ("Other Sheet", "Other Cell", "Suppressed")),
    )
    return in_order(pl.concat([rest.filter(~one_line).select(*SCHEMA), shown.select(*SCHEMA)]))
