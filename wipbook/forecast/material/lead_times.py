"""How long materials take to come, measured: from order to receipt, from release to the last unit made."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import Books
from wipbook.books.views.basics import MILLION, OPEN
from wipbook.values.lookup import looked_up

FEWEST = 3
"""Receipts (or finished jobs) from which a lead time is measured rather than believed."""
ASSUMED = 14.0
"""Days taken where nothing at all is known."""
GIVEN_UP = 90
"""An order line so many days overdue is not counted on."""
_SHUT = "complete|closed|cancel|reject"


def sources(books: Books) -> pl.DataFrame:
    """Material, Source: ``make`` what a bill or a job makes (unless it is only ever bought), else ``buy``."""
    made = pl.concat([
        books.ledger.table("Bill of Materials").select(pl.col("Product").alias("Material")),
        books.job_costs.select("Material"),
    ]).unique()["Material"]
    bought = books.ledger.table("Purchases")["Material"].unique()
    jobs = books.job_costs["Material"].unique()
    only_bought = pl.col("Material").is_in(bought.implode()) & ~pl.col("Material").is_in(jobs.implode())
    make = pl.col("Material").is_in(made.implode()) & ~only_bought
    return books.ledger.table("Materials").select(
        "Material", pl.when(make).then(pl.lit("make")).otherwise(pl.lit("buy")).alias("Source")
    )


def deliveries(books: Books) -> pl.DataFrame:
    """Order lines that came by the as-of day: Material, Supplier, Days (order to receipt), Delay (promise to receipt,
    null without a promise)."""
    lines = books.order_lines.join(
        books.arrivals.select("Order", "Line", "Material", "First Arrival"),
        on=["Order", "Line", "Material"],
        how="left",
    )
    came = pl.coalesce("First Arrival", "Received")
    return lines.filter((came <= books.as_of) & (came >= pl.col("Ordered"))).select(
        "Material", "Supplier", (came - pl.col("Ordered")).dt.total_days().alias("Days"),
        (came - pl.col("Promised")).dt.total_days().alias("Delay"),
    )


def lead_times(books: Books) -> pl.DataFrame:
    """Material, Source, Supplier, Lead Time and Lead Time SD (calendar days), Measured (how many it rests on), Basis.

    The best of: its own receipts (finished jobs for what is made), its usual supplier's, Lead Time Days of the sheet
    Materials (its spread is not known: 0), all receipts of the plant, an assumption.
    """
    frame = books.ledger.table("Materials").select("Material", "Supplier", "Lead Time Days").join(
        sources(books), on="Material", how="left", maintain_order="left"
    )
    came = deliveries(books)
    made = books.jobs.select(
        "Material", (pl.coalesce("Finished", "Last Output") - pl.col("Released")).dt.total_days().alias("Days"),
        pl.coalesce("Finished", "Last Output").alias("_end"),
    ).filter((pl.col("Days") >= 0) & (pl.col("_end") <= books.as_of)).drop("_end")
    usual = came.group_by("Material").agg(pl.col("Supplier").mode().sort().first().alias("_usual"))
    bought, built = came.group_by("Material").agg(*_measures("buy")), made.group_by("Material").agg(*_measures("make"))
    frame = looked_up(frame, "Material", bought, built, usual)
    frame = frame.with_columns(pl.coalesce("Supplier", "_usual").alias("Supplier")).join(
        came.group_by("Supplier").agg(*_measures("supplier")), on="Supplier", how="left", maintain_order="left"
    )
    whole = came.select(*_measures("all"))
    frame = frame.join(whole, how="cross") if frame.height else frame.with_columns(
        *(pl.lit(None, pl.Float64).alias(name) for name in whole.columns)
    )
    make, typed = pl.col("Source") == "make", pl.col("Lead Time Days")
    steps = (
        (make & (pl.col("make n") >= FEWEST), "make", pl.format("{} finished jobs", "make n")),
        (~make & (pl.col("buy n") >= FEWEST), "buy", pl.format("{} receipts", "buy n")),
        (~make & (pl.col("supplier n") >= FEWEST), "supplier", pl.format("{} receipts of the supplier", "supplier n")),
        (typed.is_not_null(), "", pl.lit("Lead Time Days, not measured")),
        (~make & (pl.col("all n") >= FEWEST), "all", pl.format("all {} receipts of the plant", "all n")),
    )
    mean = spread = count = basis = None
    for when, name, words in reversed(steps):
        values = [
            pl.col(f"{name} days") if name else typed / MILLION, pl.col(f"{name} sd") if name else pl.lit(0.0),
            pl.col(f"{name} n") if name else pl.lit(0, pl.Int64), words,
        ]
        past = [pl.lit(ASSUMED), pl.lit(0.0), pl.lit(0, pl.Int64), pl.lit(f"nothing known: {ASSUMED:.0f} days assumed")]
        before = [mean, spread, count, basis] if mean is not None else past
        mean, spread, count, basis = (
            pl.when(when).then(new).otherwise(old) for new, old in zip(values, before, strict=True)
        )
    assert mean is not None and spread is not None and count is not None and basis is not None
    return frame.select(
        "Material", "Source", "Supplier", mean.alias("Lead Time"), spread.fill_null(0.0).alias("Lead Time SD"),
        count.alias("Measured"), basis.alias("Basis"),
    )


def _measures(name: str) -> tuple[pl.Expr, ...]:
    days = pl.col("Days").cast(pl.Float64)
    return (
        days.mean().alias(f"{name} days"), days.std().fill_null(0.0).alias(f"{name} sd"),
        days.count().cast(pl.Int64).alias(f"{name} n"),
    )


def delays(books: Books) -> pl.DataFrame:
    """Supplier, Delay and Delay SD (days from promise to receipt, early ones negative), Receipts."""
    return deliveries(books).filter(pl.col("Delay").is_not_null()).group_by("Supplier", maintain_order=True).agg(
        pl.col("Delay").mean(), pl.col("Delay").cast(pl.Float64).std().fill_null(0.0).alias("Delay SD"),
        pl.len().cast(pl.Int64).alias("Receipts"),
    )


def expected_receipts(books: Books, times: pl.DataFrame) -> pl.DataFrame:
    """What open order lines and open jobs will bring: Material, Document (order/line, or job), Party (supplier),
    Promised, Expected, Units, Counted, Note; ``times`` from ``lead_times``.

    An order is expected on its promised day (else ordered day and lead time) and the mean delay of its supplier, where
    three receipts or more tell it and it is late; never before the day after the as-of day. An order line more than
    ``GIVEN_UP`` days overdue is not counted on. What a job makes is expected on its Due day.
    """
    tomorrow = pl.lit(books.as_of).dt.offset_by("1d")
    came = pl.coalesce("Received Quantity", "Moved", pl.lit(0))
    shut = pl.col("Status").fill_null("").str.to_lowercase().str.contains(_SHUT)
    late = delays(books).filter(pl.col("Receipts") >= FEWEST).select("Supplier", "Delay")
    lines = (
        books.order_lines.filter(~shut & (pl.col("Ordered") <= books.as_of) & (came < pl.col("Quantity")))
        .join(times.select("Material", "Lead Time"), on="Material", how="left")
        .join(late, on="Supplier", how="left")
    )
    planned = pl.col("Ordered") + pl.duration(days=pl.col("Lead Time").fill_null(ASSUMED).round(0).cast(pl.Int64))
    overdue = (pl.lit(books.as_of) - pl.coalesce("Promised", planned)).dt.total_days()
    due = pl.coalesce("Promised", planned) + pl.duration(
        days=pl.col("Delay").fill_null(0.0).clip(0).ceil().cast(pl.Int64)
    )
    orders = lines.select(
        "Material", pl.concat_str("Order", "Line", separator="/", ignore_nulls=True).alias("Document"),
        pl.col("Supplier").alias("Party"), pl.coalesce("Promised", planned).alias("Promised"),
        pl.max_horizontal(due, tomorrow).alias("Expected"), ((pl.col("Quantity") - came) / MILLION).alias("Units"),
        (overdue <= GIVEN_UP).alias("Counted"),
        pl.when(overdue > GIVEN_UP).then(pl.format("overdue by {} days: not counted on", overdue))
        .when(overdue > 0).then(pl.format("overdue by {} days", overdue)).otherwise(pl.lit("")).alias("Note"),
    )
    jobs = books.job_costs.filter(
        pl.col("Status").is_in(OPEN) & (pl.col("Quantity") > pl.col("Completed Quantity"))
    ).select(
        "Material", pl.col("Job").alias("Document"), pl.lit(None, pl.String).alias("Party"),
        pl.col("Due").alias("Promised"), pl.max_horizontal("Due", tomorrow).alias("Expected"),
        ((pl.col("Quantity") - pl.col("Completed Quantity")) / MILLION).alias("Units"), pl.lit(True).alias("Counted"),
        pl.lit("").alias("Note"),
    )
    return pl.concat([orders, jobs]).sort("Material", "Expected", maintain_order=True)
