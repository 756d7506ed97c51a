"""Which material runs short when, which job stops for it, and what money hangs on that job."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.values.lookup import looked_up

SMALLEST = 1e-6
WEEKS = 8
"""Weeks of projected balance that are told; the last one holds all that comes later, too."""


def projected(needs: pl.DataFrame, receipts: pl.DataFrame, on_hand: pl.DataFrame) -> pl.DataFrame:
    """What happens to each material that jobs need, in time: Material, Date, Units (needs negative), Peg (the job, or
    the document that brings it), Balance after it.

    ``needs``: Material, Date, Units, Peg; ``receipts``: Material, Expected, Units, Document; ``on_hand``: Material,
    Units (what is below zero is taken as nothing). On one day what comes comes first.
    """
    begin = on_hand.select("Material", pl.col("Units").clip(0.0).alias("_begin"))
    events = pl.concat([
        receipts.select("Material", pl.col("Expected").alias("Date"), "Units", pl.col("Document").alias("Peg"),
                        pl.lit(0, pl.Int8).alias("_kind")),
        needs.select("Material", "Date", -pl.col("Units"), "Peg", pl.lit(1, pl.Int8).alias("_kind")),
    ])
    wanted = events.join(needs.select("Material").unique(), on="Material", how="semi")
    wanted = wanted.sort("Material", "Date", "_kind", maintain_order=True).join(
        begin, on="Material", how="left", maintain_order="left"
    )
    balance = pl.col("_begin").fill_null(0.0) + pl.col("Units").cum_sum().over("Material")
    return wanted.select("Material", "Date", "Units", "Peg", balance.alias("Balance"), "_kind")


def shortages(events: pl.DataFrame, times: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    """The materials whose balance falls below zero, from ``projected``; one row each, the earliest first.

    ``times``: Material, Lead Time. Adds Short From, Short (the most that is missing), Job (that stops first), Jobs Hit,
    Needed (by all jobs), Next Receipt and Next Document (after the short day), Enough On (the day from which what is to
    come covers all needs), Order By (Short From less lead time), If Ordered Today (as-of day and lead time), Ready On
    (Enough On, else If Ordered Today), Days Late (Short From to Ready On), State: ``order now`` while nothing comes
    that suffices (``too late`` when even that is after the short day), ``expedite`` when it comes after the short day.
    """
    needs = events.filter(pl.col("_kind") == 1)
    below = needs.filter(pl.col("Balance") < -SMALLEST)
    first = below.group_by("Material", maintain_order=True).agg(
        pl.col("Date").first().alias("Short From"), (-pl.col("Balance").min()).alias("Short"),
        pl.col("Peg").first().alias("Job"), pl.col("Peg").n_unique().cast(pl.Int64).alias("Jobs Hit"),
    )
    total = needs.group_by("Material").agg((-pl.col("Units").sum()).alias("Needed"))
    bad = events.filter(pl.col("Balance") < -SMALLEST).group_by("Material").agg(pl.col("Date").max().alias("_last"))
    coming = events.filter(pl.col("_kind") == 0).join(first.select("Material", "Short From"), on="Material")
    later = coming.filter(pl.col("Date") > pl.col("Short From")).sort("Date", maintain_order=True)
    following = later.group_by("Material", maintain_order=True).agg(
        pl.col("Date").first().alias("Next Receipt"), pl.col("Peg").first().alias("Next Document")
    )
    final = events.group_by("Material", maintain_order=True).agg(pl.col("Balance").last().alias("_final"))
    frame = looked_up(first, "Material", total, bad, following, final, times.select("Material", "Lead Time"))
    coming = events.filter(pl.col("_kind") == 0).join(frame.select("Material", "_last", "_final"), on="Material")
    enough = coming.filter(
        (pl.col("_final") >= -SMALLEST) & (pl.col("Balance") >= -SMALLEST) & (pl.col("Date") >= pl.col("_last"))
    ).group_by("Material").agg(pl.col("Date").min().alias("Enough On"))
    lead = pl.duration(days=pl.col("Lead Time").fill_null(0.0).ceil().cast(pl.Int64))
    frame = looked_up(frame, "Material", enough).with_columns(
        (pl.col("Short From") - lead).alias("Order By"), (pl.lit(as_of) + lead).alias("If Ordered Today")
    )
    ready = pl.coalesce("Enough On", "If Ordered Today")
    state = (
        pl.when(pl.col("Enough On").is_not_null()).then(pl.lit("expedite"))
        .when(pl.col("If Ordered Today") > pl.col("Short From")).then(pl.lit("too late"))
        .otherwise(pl.lit("order now"))
    )
    return frame.with_columns(
        ready.alias("Ready On"), (ready - pl.col("Short From")).dt.total_days().clip(0).alias("Days Late"),
        state.alias("State"),
    ).drop("_last", "_final", "Lead Time").sort("Short From", "Material", maintain_order=True)


def weekly_balances(events: pl.DataFrame, on_hand: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    """Material, On Hand, Week 1 .. ``WEEKS``: the lowest balance of the week (of seven days from the day after the
    as-of day; the last one and all later), else that of the week before."""
    week = ((pl.col("Date") - pl.lit(as_of)).dt.total_days() - 1).clip(0) // 7
    lowest = events.with_columns(week.clip(0, WEEKS - 1).alias("_week")).group_by("Material", "_week").agg(
        pl.col("Balance").min().alias("_low"), pl.col("Balance").last().alias("_last")
    )
    frame = events.select("Material").unique(maintain_order=True).join(
        on_hand.select("Material", pl.col("Units").alias("On Hand")), on="Material", how="left", maintain_order="left"
    )
    carried = pl.col("On Hand").fill_null(0.0).clip(0.0)
    frame = frame.with_columns(carried.alias("_carried"))
    for number in range(WEEKS):
        now = lowest.filter(pl.col("_week") == number).drop("_week")
        frame = looked_up(frame, "Material", now).with_columns(
            pl.coalesce("_low", "_carried").alias(f"Week {number + 1}"),
            pl.coalesce("_last", "_carried").alias("_carried"),
        ).drop("_low", "_last")
    return frame.drop("_carried")


def stopped_jobs(events: pl.DataFrame, short: pl.DataFrame, jobs: pl.DataFrame) -> pl.DataFrame:
    """The open jobs that a shortage stops: the columns of ``jobs`` (with Job and Money), Stops On, Materials Short,
    Worst (the material that is ready last), Ready On, Days Late. The most money first."""
    hit = events.filter((pl.col("_kind") == 1) & (pl.col("Balance") < -SMALLEST))
    hit = hit.group_by("Material", "Peg", maintain_order=True).agg(pl.col("Date").min())
    hit = hit.join(short.select("Material", "Ready On"), on="Material", how="inner", maintain_order="left")
    by_job = hit.sort("Ready On", "Material", descending=[True, False], maintain_order=True).group_by(
        pl.col("Peg").alias("Job"), maintain_order=True
    ).agg(
        pl.col("Date").min().alias("Stops On"), pl.col("Material").n_unique().cast(pl.Int64).alias("Materials Short"),
        pl.col("Material").first().alias("Worst"), pl.col("Ready On").first(),
    )
    frame = jobs.join(by_job, on="Job", how="inner", maintain_order="left")
    late = (pl.col("Ready On") - pl.col("Stops On")).dt.total_days().clip(0)
    return frame.with_columns(late.alias("Days Late")).sort("Money", "Job", descending=[True, False])
