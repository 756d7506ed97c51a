"""The part of a plan that says when to order how much of what, and what a level of service costs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from wipbook.books.books import Books
from wipbook.books.views.basics import MILLION
from wipbook.calculators.demand.history import History
from wipbook.forecast.demand.demand_plan import DemandPlan
from wipbook.forecast.demand.history import ISSUES, SALES, matrix, months_ahead, moved_out
from wipbook.forecast.demand.panel_backtest import GAPPY
from wipbook.forecast.material.cash_plan import cash_plan
from wipbook.forecast.material.lead_time_demand import LeadTimeDemand, lead_time_demand
from wipbook.forecast.material.replenishment import replenish
from wipbook.forecast.material.service_curve import service_curve
from wipbook.forecast.material.supply_plan import SupplyPlan
from wipbook.values.lookup import looked_up

NEAR = 3
"""Months ahead whose mean forecast is the pace of a material."""


@dataclass(frozen=True)
class ReplenishmentPlan:
    """What to order to give ``service_level`` (percent: 95 means 95 %); each table made once, on first use. Units and
    money are fractions here (money in currency); sheets get integers."""

    books: Books
    supply: SupplyPlan
    demand: DemandPlan
    horizon: int
    service_level: float

    @cached_property
    def pace(self) -> History:
        """Units per month of each material: what customers and the products it is in will ask in the next months;
        without a history what jobs ask of it, where that is more."""
        level: History = self.demand.whole.units[:, :NEAR].mean(axis=1)
        both = pl.sum_horizontal("From Jobs", "From Sales").sum()
        asked = self.demand.dependent_demand.group_by("Material").agg(both)
        told = self._in_order(asked, "From Jobs") / self.horizon
        return np.where(self.demand.history.length > 0, level, np.maximum(level, told))

    def _in_order(self, frame: pl.DataFrame, name: str, otherwise: float = 0.0) -> History:
        """A column of ``frame`` (Material, ``name``) in the order of the sheet Materials."""
        names = pl.DataFrame({"Material": self.demand.history.names}, schema={"Material": pl.String})
        column = looked_up(names, "Material", frame)[name]
        return column.cast(pl.Float64).fill_null(otherwise).to_numpy().copy()

    @cached_property
    def demand_over_lead_time(self) -> LeadTimeDemand:
        kinds = self.demand.demand_kinds
        classes = kinds["Class"]
        added = self.demand.whole.added[:, :NEAR].mean(axis=1)
        live = (~kinds["Ended"].to_numpy() | (added > 0)) & kinds["Active"].to_numpy()
        gappy = np.flatnonzero(classes.is_in(list(GAPPY)).to_numpy() & live)
        moved = moved_out(self.books, "day", ISSUES + SALES)
        names = [self.demand.history.names[row] for row in gappy]
        moved = moved.filter(pl.col("Material").is_in(names))
        first = moved["Period"].min()
        until = self.books.as_of
        days = tuple(pl.date_range(first, until, "1d", eager=True)) if moved.height else ()  # type: ignore[arg-type]
        daily = np.maximum(matrix(moved, names, days), 0.0)
        begin = (daily > 0).argmax(axis=1) if len(days) else np.zeros(len(names), dtype=np.int64)
        daily[np.arange(len(days)) < begin[:, None]] = np.nan
        error = np.where(np.isnan(self.demand.whole.error), self.pace / 2, self.demand.whole.error)
        return lead_time_demand(
            self.pace, np.where(live, error, 0.0), self.supply.lead_times["Lead Time"].to_numpy(),
            self.supply.lead_times["Lead Time SD"].to_numpy(), gappy, daily, added=added,
        )

    @cached_property
    def replenishment_facts(self) -> pl.DataFrame:
        """What ``replenish`` asks to know, a row per material in the order of the sheet Materials."""
        books, demand = self.books, self.demand
        until = pl.lit(books.as_of) + pl.duration(days=pl.col("Lead Time").ceil().cast(pl.Int64))
        materials = books.ledger.table("Materials")
        times = self.supply.lead_times
        lead = times.select("Material", "Lead Time")
        coming = self.supply.receipts_ahead.filter(pl.col("Counted"))
        receipts = coming.join(lead, on="Material").group_by("Material").agg(
            pl.col("Units").sum().alias("On Order"),
            pl.col("Units").filter(pl.col("Expected") <= until).sum().alias("Soon"),
        )
        needs = (
            demand.needs_of_jobs.join(lead, on="Material")
            .group_by("Material")
            .agg(
                pl.col("Units").sum().alias("Needed"),
                pl.col("Units").filter(pl.col("Date") <= until).sum().alias("Needed Soon"),
            )
        )
        orders = books.ledger.table("Purchases").filter(pl.col("Ordered") <= books.as_of)
        orders = orders.sort("Ordered", maintain_order=True)
        bought = orders.group_by("Material").agg(
            (pl.col("Quantity").median() / MILLION).alias("_lot"),
            (pl.col("Unit Price").last() / MILLION).alias("_price"),
        )
        made = books.job_costs.group_by("Material").agg((pl.col("Quantity").median() / MILLION).alias("_job"))
        frame = materials.select(
            "Material", "Description", "Kind", "Unit", pl.col("Owner").is_null().alias("Ours"),
            (pl.col("Order Cost") / 10.0**books.places).alias("Order Cost"),
            (pl.col("Maximum Stock") / MILLION).alias("Highest"),
        ).with_columns(
            pl.Series("Level", self.pace), pl.Series("Unit Cost", demand.unit_costs),
            *(times[name] for name in times.columns[1:]),
            pl.Series("Variation", self._variation), demand.demand_kinds["Class"].alias("Demand Class"),
            demand.demand_kinds["Ended"], demand.demand_kinds["Active"], books.stock["Quantity"].alias("_booked"),
        )
        there = self.supply.on_hand.rename({"Units": "On Hand"})
        frame = looked_up(frame, "Material", there, receipts, needs, bought, made, books.abc_class)
        make = pl.col("Source") == "make"
        fraction = (self.demand.history.quantity % 1 > 1e-9).any(axis=1)
        return frame.with_columns(
            pl.col("On Order", "Soon", "Needed", "Needed Soon").fill_null(0.0),
            pl.when(make).then("_job").otherwise("_lot").alias("Usual Lot"),
            pl.when(make).then("Unit Cost").otherwise(pl.coalesce("_price", "Unit Cost")).alias("Price"),
            (~pl.Series(fraction) & (pl.col("On Hand") % 1 == 0)).alias("Whole"),
        )

    @cached_property
    def _variation(self) -> History:
        """Coefficient of variation of demand per month, months without demand included."""
        history = self.demand.history
        counted = np.arange(history.quantity.shape[1]) >= history.start[:, None]
        months = np.maximum(history.length, 1)
        mean = history.quantity.sum(axis=1) / months
        square = np.where(counted, (history.quantity - mean[:, None]) ** 2, 0.0).sum(axis=1) / months
        return np.where(mean > 0, np.sqrt(square) / np.where(mean > 0, mean, 1.0), np.nan)

    @property
    def carrying_rate(self) -> float:
        return self.books.policy.carrying_cost_percent / 100

    @cached_property
    def replenishment(self) -> pl.DataFrame:
        """One row per material, in the order of the sheet Materials: ``replenish``."""
        return replenish(
            self.replenishment_facts,
            self.demand_over_lead_time,
            self.service_level / 100,
            self.carrying_rate,
            self.books.as_of,
        )

    @cached_property
    def service_levels(self) -> pl.DataFrame:
        """Service against money, over our materials: ``service_curve``."""
        ours = np.where(self.replenishment["Ours"].to_numpy(), self.demand.unit_costs, 0.0)
        return service_curve(
            self.demand_over_lead_time, self.pace * 12, self.replenishment["Lot"].to_numpy(), ours, self.carrying_rate,
            self.service_level,
        )

    @cached_property
    def cash_needed(self) -> pl.DataFrame:
        """Month, Orders, Cash: what is to be ordered of bought materials in the months ahead: ``cash_plan``."""
        dependent = pl.sum_horizontal("From Jobs", "From Sales")
        asked = self.demand.dependent_demand.with_columns(dependent.alias("_asked"))
        months = months_ahead(self.books.as_of, self.horizon)
        wide = np.stack([self._in_order(asked.filter(pl.col("Month") == each), "_asked") for each in months], axis=1)
        return cash_plan(self.replenishment, np.maximum(wide, self.demand.whole.units), months)
