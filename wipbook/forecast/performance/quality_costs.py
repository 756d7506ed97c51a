"""Yield, scrap and rework in money, and what poor quality costs against what was sold."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import MILLION, Books
from wipbook.forecast.performance.adherence import months_to
from wipbook.forecast.shop.overload_options import Rates
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

NO_CAUSE = "(no cause given)"
SCRAP, REWORK, REJECTED = "Scrap", "Rework", "Rejected receipts"


def yields(steps: pl.DataFrame, by: list[str | pl.Expr]) -> pl.DataFrame:
    """Finished steps by ``by``: Steps, Input (units: good and scrapped), Scrapped, Reworked, Yield (good over input),
    First Pass (good without rework over input); fractions blank where nothing was reported.

    Reworked units are among the good ones. Source: George et al., The Lean Six Sigma Pocket Toolbook (2005), process
    yields.
    """
    done = steps.filter(pl.col("Finish").is_not_null() & pl.col("Good").is_not_null())
    sums = done.group_by(by, maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("Steps"), pl.col("Good").sum(), pl.col("Scrapped", "Reworked").sum()
    )
    into = pl.col("Good") + pl.col("Scrapped")
    some = pl.when(into > 0)
    return sums.with_columns(
        into.alias("Input"), some.then(pl.col("Good") / into).alias("Yield"),
        some.then((pl.col("Good") - pl.col("Reworked")).clip(0) / into).alias("First Pass"),
    ).drop("Good")


def rolled_yield(steps: pl.DataFrame) -> pl.DataFrame:
    """Product, Rolled: the product of the first-pass yields of its steps, the chance that a unit passes all of them
    right the first time."""
    each = yields(steps, ["Product", "Place"]).drop_nulls("First Pass")
    return each.group_by("Product", maintain_order=True).agg(pl.col("First Pass").product().alias("Rolled"))


def losses(books: Books, steps: pl.DataFrame, paid: Rates) -> pl.DataFrame:
    """Every loss of the last year: Date, Kind (scrap, rework, rejected receipts), Cause, Product, Work
    Center (blank for receipts and scrap out of stock), Units, Cost (smallest currency unit).

    Scrap: what the job lost by it (job entries), or what the goods had cost. Rework: hours booked on the step over its
    units, at the rate of its work center, for the units done again; an assumption, since nobody books rework apart.
    Rejected receipts: at the order price, which the supplier may make good.
    """
    since, as_of = books.year_ago, books.as_of
    scrap = books.moves.filter(
        (pl.col("Type") == MovementType.SCRAP) & (pl.col("Date") > since) & (pl.col("Date") <= as_of)
    )
    lost = books.solution.job_entries.filter(pl.col("Entry") == "Scrapped").group_by("Job", "Date").agg(
        (-pl.col("Amount").sum()).alias("_lost")
    )
    where = steps.filter(pl.col("Scrapped") > 0).sort("Finish").unique(["Job", "Finish"], keep="last").select(
        "Job", pl.col("Finish").alias("Date"), "Work Center"
    )
    scrap = looked_up(scrap, ["Job", "Date"], lost, where)
    part = pl.col("Quantity") / pl.col("Quantity").sum().over("Job", "Date")
    in_job = (pl.col("value_out") == 0) & pl.col("_lost").is_not_null()
    scrapped = scrap.select(
        "Date", pl.lit(SCRAP).alias("Kind"), pl.coalesce("Reason", pl.lit(NO_CAUSE)).alias("Cause"),
        pl.col("Material").alias("Product"), "Work Center", (pl.col("Quantity") / MILLION).alias("Units"),
        pl.when(in_job).then(pl.col("_lost") * part).otherwise("Amount").cast(pl.Float64).alias("Cost"),
    )
    causes = books.ledger.table("Inspections").filter(pl.col("Disposition") == "Rework").unique(
        ["Job", "Step"], keep="last"
    ).select("Job", "Step", pl.col("Cause").alias("_cause"))
    again = steps.filter((pl.col("Reworked") > 0) & (pl.col("Finish") > since)).join(
        causes, on=["Job", "Step"], how="left", maintain_order="left"
    )
    hours = pl.when(pl.col("Booked") > 0).then("Booked").otherwise("Planned")
    units = pl.max_horizontal(pl.col("Good") + pl.col("Scrapped").fill_null(0), "Reworked")
    rate = pl.col("Work Center").replace_strict(paid.hour, default=_mean(paid), return_dtype=pl.Float64)
    reworked = again.select(
        pl.col("Finish").alias("Date"), pl.lit(REWORK).alias("Kind"),
        pl.coalesce("_cause", "Scrap Reason", pl.lit(NO_CAUSE)).alias("Cause"), "Product", "Work Center",
        pl.col("Reworked").alias("Units"), (pl.col("Reworked") / units * hours * rate).alias("Cost"),
    )
    back = books.order_lines.filter(
        (pl.col("Rejected Quantity") > 0) & (pl.coalesce("Received", "Ordered") > since)
        & (pl.coalesce("Received", "Ordered") <= as_of)
    )
    price = pl.col("Unit Price") * 10.0 ** (books.places - 12)
    rejected = back.select(
        pl.coalesce("Received", "Ordered").alias("Date"), pl.lit(REJECTED).alias("Kind"),
        pl.format("supplier {}", "Supplier").alias("Cause"), pl.col("Material").alias("Product"),
        pl.lit(None, pl.String).alias("Work Center"), (pl.col("Rejected Quantity") / MILLION).alias("Units"),
        (pl.col("Rejected Quantity").cast(pl.Float64) * price).alias("Cost"),
    )
    found = pl.concat([scrapped, reworked, rejected], how="vertical_relaxed")
    return found.with_columns(pl.col("Cost").fill_null(0).round(0).cast(pl.Int64))


def _mean(paid: Rates) -> float:
    return sum(paid.hour.values()) / len(paid.hour) if paid.hour else 0.0


def pareto(found: pl.DataFrame, by: str) -> pl.DataFrame:
    """Losses by ``by``, the dearest first: ``by``, Times, Units, Cost, Share and Cumulated (fractions of all cost).

    Source: Juran's Pareto principle, as in Juran's Quality Handbook, 5th ed., 5.20.
    """
    sums = found.filter(pl.col(by).is_not_null()).group_by(by, maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("Times"), pl.col("Units", "Cost").sum()
    ).sort("Cost", by, descending=[True, False])
    whole = pl.when(pl.col("Cost").sum() > 0).then(pl.col("Cost").sum())
    return sums.with_columns(
        (pl.col("Cost") / whole).fill_null(0.0).alias("Share"),
        (pl.col("Cost").cum_sum() / whole).fill_null(0.0).alias("Cumulated"),
    )


def quality_by_month(books: Books, steps: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """The last twelve months: Month, Steps, Input, Yield, First Pass, Scrap, Rework, Rejected Receipts, Poor Quality
    (their sum), Cost of Goods (shipped, less returned), Share (Poor Quality over Cost of Goods, blank without any)."""
    month = pl.col("Finish").dt.truncate("1mo").alias("Month")
    frame = looked_up(months_to(books.as_of), "Month", yields(steps, [month]))
    kinds = (
        found.with_columns(pl.col("Date").dt.truncate("1mo").alias("Month"))
        .group_by("Month")
        .agg(
            pl.col("Cost").filter(pl.col("Kind") == kind).sum().alias(name)
            for kind, name in ((SCRAP, "Scrap"), (REWORK, "Rework"), (REJECTED, "Rejected Receipts"))
        )
    )
    sold = books.moves.filter(pl.col("Type").is_in([MovementType.SHIPMENT, MovementType.SALES_RETURN])).group_by(
        pl.col("Date").dt.truncate("1mo").alias("Month")
    ).agg((pl.col("value_out") - pl.col("value_in")).sum().alias("Cost of Goods"))
    frame = looked_up(frame, "Month", kinds, sold)
    money = ("Scrap", "Rework", "Rejected Receipts")
    frame = frame.with_columns(pl.col(*money, "Cost of Goods", "Steps").fill_null(0), pl.col("Input").fill_null(0.0))
    frame = frame.with_columns(pl.sum_horizontal(money).alias("Poor Quality"))
    return frame.select(
        "Month", "Steps", "Input", "Yield", "First Pass", *money, "Poor Quality", "Cost of Goods",
        pl.when(pl.col("Cost of Goods") > 0).then(pl.col("Poor Quality") / pl.col("Cost of Goods")).alias("Share"),
    )
