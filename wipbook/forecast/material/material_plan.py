"""The part of a plan that looks at materials: what to order, what runs short, which jobs that stops."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from wipbook.books.books import Books
from wipbook.books.views.basics import OPEN
from wipbook.forecast.demand.demand_plan import DemandPlan
from wipbook.forecast.material.replenishment_plan import ReplenishmentPlan
from wipbook.forecast.material.shortage_pegging import projected, shortages, stopped_jobs, weekly_balances
from wipbook.forecast.material.supply_plan import SupplyPlan
from wipbook.values.lookup import looked_up


@dataclass(frozen=True)
class MaterialPlan:
    """What runs short, each table made once, on first use; ``ordering`` is what to order."""

    books: Books
    supply: SupplyPlan
    demand: DemandPlan
    ordering: ReplenishmentPlan

    @cached_property
    def projected_stock(self) -> pl.DataFrame:
        counted = self.supply.receipts_ahead.filter(pl.col("Counted"))
        return projected(self.demand.needs_of_jobs, counted, self.supply.on_hand)

    @cached_property
    def shortages(self) -> pl.DataFrame:
        """Materials of which jobs need more than there will be in time: ``shortage_pegging.shortages``."""
        return shortages(self.projected_stock, self.supply.lead_times, self.books.as_of)

    @cached_property
    def weekly_balances(self) -> pl.DataFrame:
        short = self.projected_stock.join(self.shortages, on="Material", how="semi")
        return weekly_balances(short, self.supply.on_hand, self.books.as_of)

    @cached_property
    def stopped_jobs(self) -> pl.DataFrame:
        """Open jobs that a shortage stops, with Money: the contract price, else what the rest would sell for, else the
        budget, else what was spent on it (smallest currency unit), and Money Basis."""
        jobs = self.books.jobs.filter(pl.col("Status").is_in(OPEN))
        price = self.books.ledger.table("Materials").select("Material", "Selling Price")
        jobs = looked_up(jobs, "Material", price)
        left = (pl.col("Quantity") - pl.col("Completed Quantity")).clip(0)
        jobs = jobs.with_columns(self.books.amount(jobs.select(left).to_series(), jobs["Selling Price"]).alias("_sale"))
        worth = (
            ("Contract Price", "contract price"), ("_sale", "selling price"), ("Budget", "budget"),
            ("WIP", "work in process"),
        )
        money, basis = pl.lit(0, pl.Int64), pl.lit("not known")
        for name, words in reversed(worth):
            known = pl.col(name).fill_null(0) > 0
            money, basis = (
                pl.when(known).then(name).otherwise(money),
                pl.when(known).then(pl.lit(words)).otherwise(basis),
            )
        jobs = jobs.with_columns(money.alias("Money"), basis.alias("Money Basis"))
        return stopped_jobs(self.projected_stock, self.shortages, jobs)
