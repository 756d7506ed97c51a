"""Entries as journals: one per month, line of the Statement and job or kind."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.entries import ENTRY_LINES, MOVED
from wipbook.books.journals.accounts import ACCOUNT
from wipbook.books.overhead.settled import SETTLEMENT_LINES
from wipbook.values.lookup import looked_up

LINE = {
    "Entry": pl.String, "Date": pl.Date, "Line": pl.String, "Role": pl.String, "Account": pl.String,
    "Cost Center": pl.String, "Job": pl.String, "Material": pl.String, "Text": pl.String, "Amount": pl.Int64,
}


def journal_lines(posted: pl.DataFrame, accounts: pl.DataFrame, start: dt.date, as_of: dt.date) -> pl.DataFrame:
    """The postings from ``start`` to ``as_of`` as ``LINE``: Amount debit positive, in the smallest currency unit.

    An entry holds what a calendar month has of one line for one job, or where no job is meant for one kind (cost
    element, pay type); it is named by these (``2026-01 Issued to jobs J-100``), sums to zero, and is dated the last day
    of its month, or the as-of day before that. What Job Adjustments move is one entry for each cost element. Material
    stands where all of a line is of one. The settlement of overhead and its reversal have the day of their own in name
    and date (``2026-01-31 Overhead settlement``).
    """
    own_day = pl.col("Line").is_in(SETTLEMENT_LINES)
    rows = posted.filter(pl.col("Date").is_between(start, as_of)).with_columns(
        pl.when(own_day).then("Date").alias("_day"),
        pl.col("Date").dt.truncate("1mo").alias("Month"),
        pl.when(pl.col("Line") == MOVED).then("Kind").otherwise(pl.coalesce("Job", "Kind")).alias("_key"),
    )
    one = (pl.col("Material").n_unique() == 1) & (pl.col("Material").null_count() == 0)
    sums = rows.group_by("Month", "_day", "Line", "_key", "Role", "Job").agg(
        pl.col("Amount").sum(), pl.when(one).then(pl.col("Material").first()).alias("Material")
    ).filter(pl.col("Amount") != 0)
    of_line = pl.concat_str("Line", "_key", separator=" ", ignore_nulls=True)
    frame = looked_up(sums, "Role", accounts.select(*ACCOUNT)).with_columns(
        (pl.coalesce(pl.col("_day").dt.strftime("%Y-%m-%d "), pl.col("Month").dt.strftime("%Y-%m ")) + of_line)
        .alias("Entry"),
        of_line.alias("Text"),
        pl.coalesce("_day", pl.min_horizontal(pl.col("Month").dt.month_end(), pl.lit(as_of))).alias("Date"),
    )
    order = {line: at for at, line in enumerate(ENTRY_LINES)}
    place = pl.col("Line").replace_strict(order, default=len(order), return_dtype=pl.Int64)
    frame = frame.sort("Month", place, "Entry", pl.col("Amount") < 0, "Role", "Job")
    return frame.select(*LINE).cast(LINE)  # type: ignore[arg-type]


def as_rows(lines: pl.DataFrame) -> pl.DataFrame:
    """Journal lines with Debit and Credit, both zero or more, in place of Amount."""
    amount = pl.col("Amount")
    return lines.with_columns(amount.clip(0).alias("Debit"), (-amount).clip(0).alias("Credit")).drop("Amount")
