"""The part of a plan that looks at supply: what is there, what is on its way, and how long it takes to come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from wipbook.books.books import Books
from wipbook.books.views.basics import MILLION
from wipbook.forecast.material.lead_times import expected_receipts, lead_times, sources


@dataclass(frozen=True)
class SupplyPlan:
    """Stock, open orders and lead times, each made once, on first use. Units are fractions."""

    books: Books

    @cached_property
    def lead_times(self) -> pl.DataFrame:
        """Material, Source, Supplier, Lead Time, Lead Time SD, Measured, Basis."""
        return lead_times(self.books)

    @cached_property
    def sources(self) -> pl.DataFrame:
        return sources(self.books)

    @cached_property
    def receipts_ahead(self) -> pl.DataFrame:
        """What open orders and jobs will bring: ``expected_receipts``."""
        return expected_receipts(self.books, self.lead_times)

    @cached_property
    def on_hand(self) -> pl.DataFrame:
        """Material, Units: what is there; nothing where the books say less than nothing."""
        return self.books.stock.select("Material", (pl.col("Quantity").clip(0) / MILLION).alias("Units"))
