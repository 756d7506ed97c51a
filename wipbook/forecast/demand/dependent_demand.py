"""What the demand for products asks of their components, level by level, each pegged to where it is from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from wipbook.books.views.basics import MILLION
from wipbook.values.columns import HUNDRED_PERCENT

REQUIRED = {"Material": pl.String, "Date": pl.Date, "Units": pl.Float64, "Peg": pl.String, "Source": pl.String}
"""Columns of a requirement: what, the day it is needed, how many units, for which job (or order, or forecast), and
whether that is a ``job``, an ``order`` or a ``forecast``."""
ORDER_OF_SOURCES = ("job", "order", "forecast")
SMALLEST = 1e-6


@dataclass(frozen=True)
class Exploded:
    """``requirements``: ``REQUIRED`` and For (the parent, null at the top), Level, Net (units that neither stock nor
    what is to come covers). ``circular``: materials whose bills lead back to themselves; those rows were left out."""

    requirements: pl.DataFrame
    circular: list[str]


def bill_rows(bill: pl.DataFrame) -> pl.DataFrame:
    """Rows of the sheet Bill of Materials with Per: units of component per unit of product, scrap allowed for."""
    per = pl.col("Quantity Per") + pl.col("Quantity Per") * pl.col("Scrap %").fill_null(0) // HUNDRED_PERCENT
    return bill.select("Product", "Component", (per / MILLION).alias("Per"), "From", "To")


def levels(bill: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Material, Level (low-level code: 0 for what is in nothing else, else one below its lowest parent), and the
    materials in a circle, whose rows are not followed. Source: Orlicky, Material Requirements Planning (1975).

    >>> rows = pl.DataFrame({"Product": ["A", "A", "B"], "Component": ["B", "C", "C"]})
    >>> levels(rows)[0].sort("Material").rows(), levels(rows)[1]
    ([('A', 0), ('B', 1), ('C', 2)], [])
    """
    edges = bill.select("Product", "Component").unique(maintain_order=True)
    circle = _circle(edges)
    edges = edges.filter(~(pl.col("Product").is_in(circle) & pl.col("Component").is_in(circle)))
    names = pl.concat([edges["Product"], edges["Component"]]).unique(maintain_order=True)
    found, left, number = [], edges, 0
    open_names = pl.DataFrame({"Material": names}, schema={"Material": pl.String})
    while open_names.height:
        top = open_names.join(left, left_on="Material", right_on="Component", how="anti")
        found.append(top.with_columns(pl.lit(number, pl.Int64).alias("Level")))
        left = left.join(top, left_on="Product", right_on="Material", how="anti")
        open_names = open_names.join(top, on="Material", how="anti")
        number += 1
    schema = {"Material": pl.String, "Level": pl.Int64}
    return (pl.concat(found) if found else pl.DataFrame(schema=schema)), circle


def _circle(edges: pl.DataFrame) -> list[str]:
    """What is left when, again and again, the rows of tops (in nothing else) and of ends (without components) go."""
    while edges.height:
        kept = edges.join(edges.select(pl.col("Component").alias("Product")), on="Product", how="semi").join(
            edges.select(pl.col("Product").alias("Component")), on="Component", how="semi"
        )
        if kept.height == edges.height:
            break
        edges = kept
    return sorted(set(edges["Product"]) & set(edges["Component"]))


def explode(
    roots: pl.DataFrame, bill: pl.DataFrame, as_of: dt.date,
    available: pl.DataFrame | None = None, lead_days: pl.DataFrame | None = None,
) -> Exploded:
    """All requirements that ``roots`` (``REQUIRED``) lead to.

    ``bill``: ``bill_rows``; a row counts if it is valid on the day the parent is started. ``available``: Material,
    Available (units on hand and to come, whenever: what is to come can be hurried or put off); without it every
    requirement goes down in full (gross). ``lead_days``: Material, Lead Time (days); components are needed so much
    earlier than their parent, but not before ``as_of``. Stock serves jobs before orders before forecasts (what is only
    forecast takes nothing from a job), the earliest first; what it does not cover is made lot for lot. Source:
    Heizer, Render & Munson, ch. 14.
    """
    order, circle = levels(bill)
    edges = bill.filter(~(pl.col("Product").is_in(circle) & pl.col("Component").is_in(circle)))
    rank = {name: number for number, name in enumerate(ORDER_OF_SOURCES)}
    waiting = roots.select(*REQUIRED, pl.lit(None, pl.String).alias("For")).join(order, on="Material", how="left")
    waiting = waiting.with_columns(pl.col("Level").fill_null(0))
    done = []
    stock = (
        available if available is not None else pl.DataFrame(schema={"Material": pl.String, "Available": pl.Float64})
    )
    lead = lead_days if lead_days is not None else pl.DataFrame(schema={"Material": pl.String, "Lead Time": pl.Float64})
    deepest = order["Level"].max() if order.height else 0
    firm = pl.col("Source").replace_strict(rank, default=len(rank), return_dtype=pl.Int8)
    for level in range(int(str(deepest)) + 1):
        now = waiting.filter(pl.col("Level") == level).sort(
            "Material", firm, "Date", "Peg", maintain_order=True,
        ).join(stock, on="Material", how="left", maintain_order="left")
        short = pl.col("Units").cum_sum().over("Material") - pl.col("Available").fill_null(0.0).clip(0.0)
        net = pl.min_horizontal("Units", short).clip(0.0)
        now = now.with_columns(pl.when(net > SMALLEST).then(net).otherwise(0.0).alias("Net")).drop("Available")
        done.append(now)
        start = pl.col("Date") - pl.duration(days=pl.col("Lead Time").fill_null(0.0).ceil().cast(pl.Int64))
        children = (
            now.filter(pl.col("Net") > 0).join(lead, on="Material", how="left")
            .with_columns(pl.max_horizontal(start, pl.lit(as_of)).alias("Date"))
            .join(edges, left_on="Material", right_on="Product")
            .filter((pl.col("From").is_null() | (pl.col("From") <= pl.col("Date")))
                    & (pl.col("To").is_null() | (pl.col("To") >= pl.col("Date"))))
            .select(pl.col("Component").alias("Material"), "Date", (pl.col("Net") * pl.col("Per")).alias("Units"),
                    "Peg", "Source", pl.col("Material").alias("For"))
            .group_by("Material", "Date", "Peg", "Source", "For", maintain_order=True).agg(pl.col("Units").sum())
            .select(*REQUIRED, "For").join(order, on="Material", how="left").with_columns(pl.col("Level").fill_null(0))
        )
        waiting = pl.concat([waiting.filter(pl.col("Level") > level), children])
    return Exploded(pl.concat(done), circle)
