"""Payments of a large buyer, made up: skewed amounts, a few amounts that everybody asks, some entered at two suppliers.

The kind is that of real payments data of a company (185,000 lines of a year, most of them of no material and of
quantity one), on which a test that compares amount and day alone gives 33,000 answers, of which 729 share an invoice
number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from benchmarks.seeded.plant_book import PlantBook
from wipbook.schema import InputSheet, Role, input_sheets

ROWS, SHARED = 185_000, 729
SUPPLIERS, COMMON = 9_000, 60
SHARE_OF_COMMON = 0.138
YEAR = dt.date(2025, 1, 1)
SETTINGS: dict[str, Any] = {"Period Start": "2025-01-01", "Period End": "2025-12-31"}


def payments(seed: int = 1, rows: int = ROWS, shared: int = SHARED) -> pl.DataFrame:
    """``rows`` payments in order of their day: supplier, day, invoice, amount (cents), and ``twin``: the number of the
    pair that it belongs to, for the ``shared`` pairs which have amount, day and invoice number in common at two
    suppliers; null for all others, whose invoice numbers are all different.

    >>> frame = payments(rows=2_000, shared=7)
    >>> frame.height, frame["twin"].drop_nulls().len()
    (2000, 14)
    """
    chance = np.random.default_rng(seed)
    own = rows - shared
    supplier = (chance.zipf(1.35, own) - 1) % SUPPLIERS
    day = chance.choice(np.flatnonzero(np.arange(365) % 7 < 5), own)
    amount = np.maximum(100, np.round(np.exp(chance.normal(5.6, 1.7, own)) * 100)).astype(np.int64)
    fees = np.r_[np.array([5_000, 15_000, 115_335, 25_000, 10_000]), chance.integers(40, 4_000, COMMON - 5) * 25]
    weight = 1 / np.arange(1, COMMON + 1)
    often = chance.random(own) < SHARE_OF_COMMON
    amount[often] = chance.choice(fees, int(often.sum()), p=weight / weight.sum())
    frame = pl.DataFrame({
        "supplier": supplier, "day": day, "amount": amount, "number": np.arange(own),
    })
    large = np.flatnonzero(amount >= 10_000)
    picked = np.sort(chance.choice(large, shared, replace=False))
    twin = np.full(own, -1)
    twin[picked] = np.arange(shared)
    frame = frame.with_columns(pl.Series("twin", twin))
    elsewhere = pl.Series("supplier", (supplier[picked] + 1 + chance.integers(0, SUPPLIERS - 1, shared)) % SUPPLIERS)
    both = pl.concat([frame, frame.filter(pl.col("twin") >= 0).with_columns(elsewhere.cast(pl.Int64))])
    return both.sort("day", "number", "supplier").select(
        pl.format("S-{}", pl.col("supplier").cast(pl.String).str.zfill(5)).alias("supplier"),
        (pl.lit(YEAR) + pl.duration(days=pl.col("day"))).cast(pl.Date).alias("day"),
        pl.format("INV-{}", pl.col("number").cast(pl.String).str.zfill(6)).alias("invoice"), "amount",
        pl.when(pl.col("twin") >= 0).then("twin").alias("twin"),
    )


def payments_book(frame: pl.DataFrame) -> PlantBook:
    """The payments as order lines of quantity one of a material that says nothing, each with its invoice."""
    number = pl.int_range(pl.len()).cast(pl.String).str.zfill(6)
    price = pl.col("amount") / 100
    lines = frame.select(
        pl.format("PO-{}", number).alias("Order"), pl.lit("1").alias("Line"), pl.col("day").alias("Ordered"),
        pl.col("supplier").alias("Supplier"), pl.lit("PAYMENT").alias("Material"), pl.lit(1.0).alias("Quantity"),
        price.alias("Unit Price"), pl.col("invoice").alias("Invoice"), pl.col("day").alias("Invoice Date"),
        pl.lit(1.0).alias("Invoice Quantity"), price.alias("Invoice Price"),
    )
    suppliers = frame.select(pl.col("supplier").unique().sort().alias("Supplier"))
    named = {
        "Purchases": lines,
        "Suppliers": suppliers.with_columns(pl.format("Works {}", "Supplier").alias("Name")),
        "Materials": pl.DataFrame(
            {"Material": ["PAYMENT"], "Description": ["Payment"], "Kind": ["raw"], "Unit": ["pcs"]}
        ),
    }
    return book_of(named, SETTINGS)


def book_of(named: Mapping[str, pl.DataFrame], settings: Mapping[str, Any]) -> PlantBook:
    """A book of these sheets; all others are empty, with their required columns of the kind that Excel keeps."""
    return PlantBook({sheet.name: named.get(sheet.name, _empty(sheet)) for sheet in input_sheets()}, settings, 0)


def _empty(sheet: InputSheet) -> pl.DataFrame:
    kinds = {Role.DATE: pl.Date, Role.CODE: pl.String, Role.TEXT: pl.String, Role.CHOICE: pl.String}
    return pl.DataFrame(schema={c.name: kinds.get(c.role, pl.Float64) for c in sheet.columns if c.required})
