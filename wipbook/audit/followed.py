"""Findings followed over time: what people noted stays with its finding, by rule and key, from run to run."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.audit.rules import renamed
from wipbook.audit.run import Audit
from wipbook.values.lookup import looked_up

NOTES = ("Status", "Owner", "Resolution")
STATUSES = ("open", "explained", "corrected", "accepted")
CLEARED = ("explained", "accepted")
"""Somebody looked and was content. ``corrected`` is proved by the next run, which no longer finds it."""
NEW, KNOWN, GONE, SUPPRESSED = "new", "known", "no longer found", "suppressed"

SCHEMA = {
    "Severity": pl.String, "Rule": pl.String, "Finding": pl.String, "Sheet": pl.String, "Cell": pl.String,
    "Evidence": pl.String, "Amount": pl.Int64, "Other Sheet": pl.String, "Other Cell": pl.String, "Key": pl.String,
    "Status": pl.String, "Owner": pl.String, "Resolution": pl.String, "First Seen": pl.Date, "Seen": pl.String,
}


def as_left(table: pl.DataFrame, currency_places: int) -> pl.DataFrame:
    """The table of the sheet Audit as the last run and people left it, in the columns of ``SCHEMA``: what it lacks is
    blank, rows without rule or key are left out, amounts are in the smallest currency unit. A rule that was renamed
    since has its code of today."""
    columns = []
    for name, kind in SCHEMA.items():
        present = name in table.columns
        usable = present and not (
            (kind == pl.Date and not table.schema[name].is_temporal())
            or (kind == pl.Int64 and not table.schema[name].is_numeric())
        )
        cell = pl.col(name) if usable else pl.lit(None)
        if usable and kind == pl.Int64:
            cell = (cell * float(10**currency_places)).round(0)
        columns.append(cell.cast(kind, strict=False).alias(name))
    shaped = table.select(columns) if table.height else pl.DataFrame(schema=SCHEMA)
    today = shaped.with_columns(pl.col("Rule").replace(renamed()))
    return today.filter(pl.col("Rule").is_not_null() & pl.col("Key").is_not_null())


def follow(audit: Audit, before: pl.DataFrame, today: dt.date) -> pl.DataFrame:
    """The findings of ``audit`` joined with the notes of ``before`` (see ``as_left``; no rows the first time).

    Open ones first as the audit ranks them; then the suppressed; then findings that are no longer found but carry a
    note, so that nobody's note is lost. A blank Status reads open.
    """
    found = looked_up(audit.findings, ["Rule", "Key"], _noted(before))
    shut = pl.col("Suppressed").is_not_null()
    now = found.with_columns(
        pl.col("Status").fill_null(pl.lit("open")),
        pl.coalesce("Resolution", "Suppressed").alias("Resolution"),
        pl.coalesce("First Seen", pl.lit(today)).alias("First Seen"),
        pl.when(shut).then(pl.lit(SUPPRESSED)).when(pl.col("First Seen").is_null()).then(pl.lit(NEW))
        .otherwise(pl.lit(KNOWN)).alias("Seen"),
    ).select([pl.col(name).cast(kind) for name, kind in SCHEMA.items()])
    gone = before.filter(noted() & (pl.col("Seen").fill_null("") != SUPPRESSED)).join(
        audit.findings.select("Rule", "Key"), on=["Rule", "Key"], how="anti", maintain_order="left"
    )
    return pl.concat([now, gone.with_columns(pl.lit(GONE).alias("Seen"))])


def noted() -> pl.Expr:
    """Whether somebody wrote something about a finding."""
    return pl.any_horizontal(
        pl.col("Owner").is_not_null(), pl.col("Resolution").is_not_null(), pl.col("Status").fill_null("open") != "open"
    )


def still_open(listed: pl.DataFrame) -> pl.DataFrame:
    """Findings of this run that nobody suppressed, explained or accepted."""
    return listed.filter(pl.col("Seen").is_in([NEW, KNOWN]) & ~pl.col("Status").is_in(list(CLEARED)))


def _noted(before: pl.DataFrame) -> pl.DataFrame:
    resolution = pl.when(pl.col("Seen").fill_null("") != SUPPRESSED).then(pl.col("Resolution"))
    return before.with_columns(resolution.alias("Resolution")).select("Rule", "Key", *NOTES, "First Seen").unique(
        ["Rule", "Key"], keep="first"
    )
