"""What a journal holds beyond what was exported of it."""

from __future__ import annotations

import polars as pl

from wipbook.books.journals.lines import LINE

KEY = ("Entry", "Role", "Job", "Account")
"""What is told apart: an account that a role no longer has gives back what it was given."""


def differences(now: pl.DataFrame, exported: pl.DataFrame) -> pl.DataFrame:
    """``now`` less ``exported`` (both ``LINE``), by entry, role, job and account; nothing where they agree.

    An entry that is no longer there is taken back, on the day it had. As both sum to zero by entry, so do the
    differences.

    >>> line = dict.fromkeys(LINE) | {"Entry": "2026-01 Scrapped", "Role": "Scrap", "Account": "5200", "Amount": 500}
    >>> now, before = (pl.DataFrame([line | {"Amount": amount}], schema=LINE) for amount in (500, 300))
    >>> differences(now, before)["Amount"].to_list(), differences(now, now).height
    ([200], 0)
    """
    before = exported.with_columns(-pl.col("Amount"))
    both = pl.concat([now.select(*LINE), before.select(*LINE)]).with_row_index("_at")
    others = [pl.col(name).first() for name in LINE if name not in (*KEY, "Amount")]
    sums = both.group_by(*KEY).agg(*others, pl.col("Amount").sum(), pl.col("_at").min())
    dated = now.group_by("Entry").agg(pl.col("Date").max().alias("_day"))
    sums = sums.filter(pl.col("Amount") != 0).join(dated, on="Entry", how="left")
    return sums.with_columns(pl.coalesce("_day", "Date").alias("Date")).sort("_at").select(*LINE)
