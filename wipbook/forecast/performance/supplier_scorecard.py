"""Suppliers by what they delivered: on time, in full, right, at the price agreed, and how long they take."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.books import MILLION, Books
from wipbook.values.lookup import looked_up

HALF = 182
WEIGHTS = {"delivery": 0.5, "quality": 0.3, "price": 0.2}
WORST_PPM, WORST_PRICE = 50_000.0, 0.10
"""At so many rejected units per million, and at a price so far above the order, nothing of the points is left."""
CLASSES = (("A", 95.0), ("B", 90.0), ("C", 80.0))
GRACE = 1
"""Days after the promised one on which a delivery still counts as on time."""
FEWEST = 5
"""With fewer order lines due a supplier is not graded."""
TREND = 0.10
"""A change of OTIF by less than this is no trend."""


def due_lines(books: Books) -> pl.DataFrame:
    """Order lines that were to be delivered by the as-of date, cancelled ones left out: the columns of ``order_lines``
    and Came (day of receipt by then), Got (quantity by then), Due (promised day), On Time, In Full, OTIF, Lead (days
    from order to receipt). A line that has not come is neither on time nor in full; one without a promise counts once
    it came, and is on time. Same definition as ``service.delivery``, with ``GRACE`` days added to the promise.
    """
    lines = books.order_lines.filter(
        (pl.col("Ordered") <= books.as_of)
        & ~pl.col("Status").fill_null("").str.to_lowercase().str.contains("cancel|reject")
    )
    first = books.arrivals.select("Order", "Line", "Material", "First Arrival", pl.col("Arrived"))
    lines = looked_up(lines, ["Order", "Line", "Material"], first)
    came = pl.coalesce("Received", "First Arrival")
    known = (came <= books.as_of).fill_null(False)
    lines = lines.with_columns(
        pl.when(known).then(came).alias("Came"), pl.col("Promised").alias("Due"),
        pl.when(known).then(pl.coalesce("Received Quantity", "Arrived", pl.lit(0))).otherwise(0).alias("Got"),
    ).filter(
        (pl.col("Due") + pl.duration(days=GRACE) < books.as_of) | pl.col("Came").is_not_null()
    )
    on_time = pl.col("Came").is_not_null() & (pl.col("Came") <= pl.coalesce("Due", "Came") + pl.duration(days=GRACE))
    in_full = pl.col("Got") >= pl.col("Quantity")
    return lines.with_columns(
        on_time.alias("On Time"),
        in_full.alias("In Full"),
        (on_time & in_full).alias("OTIF"),
        (pl.col("Came") - pl.col("Ordered")).dt.total_days().alias("Lead"),
    )


def _with_prices(books: Books, lines: pl.DataFrame) -> pl.DataFrame:
    """Lines with Paid, Paid More (than ordered, at the exchange rate of the order) and Over History (ordered amount
    above the mean price of the earlier lines of the same material with this supplier), in the smallest currency unit.
    """
    history = pl.col("Unit Price").cum_sum().shift(1).over("Supplier", "Material", order_by="Ordered")
    earlier = pl.col("Unit Price").cum_count().shift(1).over("Supplier", "Material", order_by="Ordered")
    scale = 10.0 ** (books.places - 12)
    invoiced = pl.col("Invoice Quantity").cast(pl.Float64)
    return lines.with_columns(
        (invoiced * pl.col("Invoice Price") * scale).alias("Paid"),
        (invoiced * (pl.col("Billed Price") - pl.col("Unit Price")) * scale).alias("Paid More"),
        (pl.col("Quantity").cast(pl.Float64) * (pl.col("Unit Price") - history / earlier) * scale).alias(
            "Over History"
        ),
        pl.when(history.is_not_null()).then("Ordered Amount").alias("_with_history"),
    )


def supplier_scorecard(books: Books) -> pl.DataFrame:
    """One row per supplier with lines due in the last year, the worst score first.

    Columns: Supplier, Name, Lines (due), Spend (ordered amount), On Time, In Full, OTIF (fractions of the lines), Late
    Lines, Delay (median days of the late lines after the promise), PPM (rejected units per million received, as
    Purchases or the inspections of incoming goods have them, whichever found more), Price Variance (invoices above
    order, smallest currency unit, without what exchange rates made), Price Share (of what was paid), Over History
    (fraction by which prices ordered are above earlier ones), Lead Mean, Lead SD, Lead P95, Lead Lines (days, and of
    how many lines), Score (0 to 100),
    Class, OTIF Before (fraction of the lines due in the half year before the last), Trend, Note.

    Score: weighted points (``WEIGHTS``): OTIF; quality, from all points at 0 to none at ``WORST_PPM``; price, from all
    points at the order price or below to none at ``WORST_PRICE`` above it. A from 95, B from 90, C from 80, else D.
    Source: weighted-point method, Monczka et al., Purchasing and Supply Chain Management.
    """
    as_of = books.as_of
    when = pl.coalesce("Due", "Came")
    lines = _with_prices(books, due_lines(books)).with_columns(when.alias("_when")).filter(
        pl.col("_when") > books.year_ago
    )
    recent = pl.col("_when") > as_of - dt.timedelta(days=HALF)
    delay = (pl.coalesce("Came", pl.lit(as_of)) - pl.col("Due")).dt.total_days()
    late = ~pl.col("On Time")
    scored = lines.group_by("Supplier", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("Lines"), pl.col("Ordered Amount").sum().alias("Spend"),
        pl.col("On Time", "In Full", "OTIF").mean(), late.sum().cast(pl.Int64).alias("Late Lines"),
        delay.filter(late).median().alias("Delay"), pl.col("Got").sum().alias("_got"),
        pl.col("Rejected Quantity").filter(pl.col("Came").is_not_null()).sum().alias("_rejected"),
        pl.col("Paid More").sum().round(0).cast(pl.Int64).alias("Price Variance"), pl.col("Paid").sum().alias("_paid"),
        pl.col("Over History").sum().alias("_over"), pl.col("_with_history").sum().alias("_base"),
        pl.col("Lead").mean().alias("Lead Mean"), pl.col("Lead").std().alias("Lead SD"),
        pl.col("Lead").quantile(0.95, "linear").alias("Lead P95"),
        pl.col("Lead").count().cast(pl.Int64).alias("Lead Lines"),
        pl.col("OTIF").filter(recent).mean().alias("_now"), recent.sum().alias("_recent"),
        pl.col("OTIF").filter(~recent).mean().alias("OTIF Before"), (~recent).sum().alias("_earlier"),
    )
    checked = books.ledger.table("Inspections").filter(
        pl.col("Supplier").is_not_null() & (pl.col("Date") <= as_of)
        & (pl.col("Date") > books.year_ago)
    ).group_by("Supplier").agg(pl.col("Rejected").sum().alias("_seen"))
    names = books.ledger.table("Suppliers").select("Supplier", "Name")
    scored = looked_up(scored, "Supplier", checked, names)
    rejected = pl.max_horizontal("_rejected", "_seen")
    scored = scored.with_columns(
        pl.when(pl.col("_got") > 0).then((rejected / pl.col("_got") * MILLION).clip(0, MILLION)).alias("PPM"),
        pl.when(pl.col("_paid") > 0).then(pl.col("Price Variance") / pl.col("_paid")).alias("Price Share"),
        pl.when(pl.col("_base") > 0).then(pl.col("_over") / pl.col("_base")).alias("Over History"),
    )
    quality = (1 - pl.col("PPM").fill_null(0) / WORST_PPM).clip(0, 1)
    price = (1 - pl.col("Price Share").fill_null(0).clip(0) / WORST_PRICE).clip(0, 1)
    points = WEIGHTS["delivery"] * pl.col("OTIF") + WEIGHTS["quality"] * quality + WEIGHTS["price"] * price
    grade = pl.lit("D")
    for name, least in reversed(CLASSES):
        grade = pl.when(pl.col("Score") >= least).then(pl.lit(name)).otherwise(grade)
    change = pl.col("_now") - pl.col("OTIF Before")
    trend = (
        pl.when((pl.col("_recent") < FEWEST) | (pl.col("_earlier") < FEWEST)).then(pl.lit("too few lines"))
        .when(change > TREND).then(pl.lit("better")).when(change < -TREND).then(pl.lit("worse"))
        .otherwise(pl.lit("as before"))
    )
    few = pl.col("Lines") < FEWEST
    note = (
        pl.when(few).then(pl.format("only {} lines: not graded", "Lines"))
        .when(pl.col("Lead Lines") == 0).then(pl.lit("nothing received yet"))
        .when(pl.col("_paid").fill_null(0) == 0).then(pl.lit("no invoices: price not judged")).otherwise(pl.lit(""))
    )
    return scored.with_columns((points * 100).round(1).alias("Score")).with_columns(
        pl.when(few).then(pl.lit("-")).otherwise(grade).alias("Class"), trend.alias("Trend"), note.alias("Note")
    ).sort(few, "Score", maintain_order=True).select(
        "Supplier", "Name", "Score", "Class", "Trend", "Lines", "Late Lines", "On Time", "In Full", "OTIF",
        "OTIF Before", "Delay", "PPM", "Spend", "Price Variance", "Price Share", "Over History", "Lead Mean",
        "Lead SD", "Lead P95", "Lead Lines", "Note",
    )
