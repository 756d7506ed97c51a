"""Work that is not on the sheet Jobs yet: parts open jobs need, made here, that are neither on hand nor in a job."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import MILLION, Books

DEEPEST = 20
"""Levels of the bill that are followed; of a bill that runs in a circle only the first level counts."""


def unit_hours(steps: pl.DataFrame) -> pl.DataFrame:
    """Product, Work Center, Unit Hours: planned hours per unit, median over the last ten jobs that planned any."""
    jobs = steps.filter((pl.col("Planned") > 0) & (pl.col("Quantity") > 0)).group_by(
        "Product", "Job", "Work Center", maintain_order=True
    ).agg((pl.col("Planned").sum() / pl.col("Quantity").first()).alias("Unit Hours"))
    last = jobs.group_by("Product", "Work Center", maintain_order=True).tail(10)
    return last.group_by("Product", "Work Center", maintain_order=True).agg(pl.col("Unit Hours").median())


def missing_parts(books: Books) -> pl.DataFrame:
    """Material, Missing (units): parts that open jobs want beyond stock and open jobs for them, exploded level by level
    for the parts that themselves have a bill. Orders do not count: what is made here is seldom bought."""
    stock = books.stock.select("Material", (pl.col("Quantity").clip(0) / MILLION).alias("_have")).join(
        books.coming.select("Material", (pl.col("In Jobs") / MILLION).alias("_come")), on="Material", how="left"
    ).select("Material", (pl.col("_have") + pl.col("_come").fill_null(0)).alias("_have"))
    bill = books.bill.with_columns((pl.col("Per") / MILLION).alias("_per"))
    made = bill["Product"].unique()
    wanted = (
        books.need.filter(pl.col("Open") > 0).group_by("Material").agg((pl.col("Open").sum() / MILLION).alias("_want"))
    )
    gross = wanted
    levels: list[pl.DataFrame] = []
    for _ in range(DEEPEST):
        net = gross.join(stock, on="Material", how="left").select(
            "Material", (pl.col("_want") - pl.col("_have").fill_null(0)).clip(0).alias("_net")
        ).filter((pl.col("_net") > 1e-9) & pl.col("Material").is_in(made.implode())).sort("Material")
        if levels and net.equals(levels[-1]):
            break
        levels.append(net)
        below = net.join(bill, left_on="Material", right_on="Product", how="inner").select(
            pl.col("Component").alias("Material"), (pl.col("_net") * pl.col("_per")).alias("_want")
        )
        gross = pl.concat([wanted, below]).group_by("Material").agg(pl.col("_want").sum())
    else:
        net = levels[0]
    return net.rename({"_net": "Missing"})


def hidden_load(books: Books, steps: pl.DataFrame) -> pl.DataFrame:
    """Work Center, Hidden Hours: what making the missing parts will take there; and Parts, how many kinds."""
    parts = missing_parts(books).join(unit_hours(steps), left_on="Material", right_on="Product", how="inner")
    return parts.group_by("Work Center").agg(
        (pl.col("Missing") * pl.col("Unit Hours")).sum().alias("Hidden Hours"),
        pl.col("Material").n_unique().cast(pl.Int64).alias("Parts"),
    )
