"""The part of a plan that looks at demand: what is asked of every material, by itself and by the products it is in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from wipbook.books.books import Books
from wipbook.books.views.basics import MILLION, OPEN
from wipbook.calculators.demand.history import History
from wipbook.forecast.demand.dependent_demand import REQUIRED, Exploded, bill_rows, explode
from wipbook.forecast.demand.history import SALES, demand_history, months_ahead
from wipbook.forecast.demand.panel import DemandPanel
from wipbook.forecast.demand.panel_forecast import PanelForecast, forecast_panel
from wipbook.forecast.demand.whole_demand import WholeDemand, in_order, whole_demand
from wipbook.forecast.material.supply_plan import SupplyPlan
from wipbook.values.lookup import looked_up


@dataclass(frozen=True)
class DemandPlan:
    """Demand by month, its forecast for ``horizon`` months, and what bills make of it; each made once, on first use.
    Units are fractions here; sheets get integers."""

    books: Books
    supply: SupplyPlan
    horizon: int

    @cached_property
    def history(self) -> DemandPanel:
        """Net demand by material (as on the sheet Materials) and month."""
        return demand_history(self.books)

    @cached_property
    def demand_kinds(self) -> pl.DataFrame:
        """``DemandPanel.described``: class of demand, and whether it has ended; Active of the sheet Materials."""
        active = self.books.ledger.table("Materials")["Active"].fill_null(True)
        return self.history.described().with_columns(active.alias("Active"))

    @cached_property
    def demand_forecast(self) -> PanelForecast:
        """By month ahead; nothing for a material that is no longer used."""
        forecast = forecast_panel(self.history, self.horizon)
        idle = ~self.demand_kinds["Active"].to_numpy()
        for each in (forecast.point, forecast.low, forecast.high):
            each[idle] = 0.0
        return forecast

    @cached_property
    def unit_costs(self) -> History:
        """Currency per unit, in the order of the sheet Materials."""
        costs = self.books.unit_cost["Unit Cost"].to_numpy() / MILLION
        return np.asarray(costs, dtype=np.float64)

    @cached_property
    def sold_share(self) -> History:
        """Which part of a material's demand in the last twelve months was sold rather than issued to jobs."""
        sold = demand_history(self.books, kinds=SALES)
        recent = {month: at for at, month in enumerate(sold.periods)}
        columns = [recent[month] for month in self.history.periods[-12:] if month in recent]
        part = sold.quantity[:, columns].sum(axis=1)
        whole = self.history.quantity[:, -12:].sum(axis=1)
        return np.clip(np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), 0.0), 0.0, 1.0)

    @cached_property
    def job_needs(self) -> pl.DataFrame:
        """What open jobs still need of their components, by the bill: ``REQUIRED``. Needed at once by a released job, a
        lead time of the product before Due by a planned one, but not before the as-of day."""
        jobs = self.books.job_costs.select("Job", pl.col("Material").alias("Product"))
        frame = looked_up(self.books.need.filter(pl.col("Open") > 0), "Job", jobs).join(
            self.supply.lead_times.select(pl.col("Material").alias("Product"), "Lead Time"), on="Product", how="left",
            maintain_order="left",
        )
        start = pl.col("Due") - pl.duration(days=pl.col("Lead Time").fill_null(0.0).ceil().cast(pl.Int64))
        begin = pl.when(pl.col("Status") == OPEN[0]).then(start).otherwise(pl.lit(self.books.as_of))
        return frame.select(
            "Material", pl.max_horizontal(begin, pl.lit(self.books.as_of)).fill_null(self.books.as_of).alias("Date"),
            (pl.col("Open") / MILLION).alias("Units"), pl.col("Job").alias("Peg"), pl.lit("job").alias("Source"),
        )

    @cached_property
    def sales_ahead(self) -> pl.DataFrame:
        """What customers will ask for, by month: ``REQUIRED``. Orders of the sheet Demand; beyond them the forecast
        (the typed one where there is one, else the computed one, its sold part)."""
        months = months_ahead(self.books.as_of, self.horizon)
        computed = self._by_month(self.demand_forecast.point * self.sold_share[:, None], "_computed")
        typed = self.books.ledger.table("Demand").filter(pl.col("Kind").is_in(["Order", "Forecast"])).with_columns(
            pl.col("Period").dt.truncate("1mo").clip(months[0]).alias("Month"),
            (pl.col("Quantity") / MILLION).alias("Units"),
        ).filter(pl.col("Month") <= months[-1])
        told = {
            kind: typed.filter(pl.col("Kind") == kind)
            .group_by("Material", "Month")
            .agg(pl.col("Units").sum().alias(kind))
            for kind in ("Order", "Forecast")
        }
        frame = computed
        for each in told.values():
            frame = frame.join(each, on=["Material", "Month"], how="full", coalesce=True)
        forecast, order = pl.coalesce("Forecast", "_computed", pl.lit(0.0)), pl.col("Order").fill_null(0.0)
        date = pl.max_horizontal("Month", pl.lit(self.books.as_of)).alias("Date")
        both = pl.concat([
            frame.select("Material", date, order.alias("Units"), pl.lit("orders").alias("Peg"),
                         pl.lit("order").alias("Source")),
            frame.select("Material", date, (forecast - order).clip(0.0).alias("Units"), pl.lit("forecast").alias("Peg"),
                         pl.lit("forecast").alias("Source")),
        ])
        return both.filter(pl.col("Units") > 0).sort("Material", "Date", "Source")

    @cached_property
    def planned_share(self) -> History:
        """Which part of what jobs took of a material in the last twelve months its bills say: the jobs made something
        that it is a component of. 1 where jobs took none."""
        bill = self.books.ledger.table("Bill of Materials").select(
            pl.col("Product"), pl.col("Component").alias("Material"), pl.lit(True).alias("_said")
        ).unique()
        products = self.books.job_costs.select("Job", pl.col("Material").alias("Product"))
        taken = self.books.issues.filter(pl.col("Date") > self.books.year_ago).join(products, on="Job", how="left")
        sums = taken.join(bill, on=["Product", "Material"], how="left").group_by("Material").agg(
            pl.col("Quantity").filter(pl.col("_said").fill_null(False)).sum().alias("_by_bill"),
            pl.col("Quantity").sum().alias("_all"),
        )
        names = pl.DataFrame({"Material": self.history.names}, schema={"Material": pl.String})
        share = pl.when(pl.col("_all") > 0).then(pl.col("_by_bill") / pl.col("_all")).fill_null(1.0)
        return looked_up(names, "Material", sums).select(share.clip(0.0, 1.0).alias("share"))["share"].to_numpy()

    @cached_property
    def whole(self) -> WholeDemand:
        """What will be asked of every material in all, by customers and by the products it is in: ``whole_demand``.
        What customers ask is that of ``sales_ahead``; orders beyond the forecast are spread over the months ahead.
        Nothing is asked of a material that is no longer used."""
        months = months_ahead(self.books.as_of, self.horizon)
        names, forecast = self.history.names, self.demand_forecast
        orders, rest = (
            in_order(self.sales_ahead.filter(pl.col("Source") == source), names, months)
            for source in ("order", "forecast")
        )
        typed = self.books.ledger.table("Demand").filter(pl.col("Kind") == "Forecast").select(
            "Material", pl.col("Period").alias("Date"), (pl.col("Quantity") / MILLION).alias("Units")
        )
        computed = forecast.point * self.sold_share[:, None]
        told = in_order(typed.with_columns(pl.lit(1.0).alias("Units")), names, months) > 0
        expected = np.where(told, in_order(typed, names, months), computed)
        beyond = np.maximum(orders + rest - expected, 0.0).mean(axis=1, keepdims=True)
        active = self.demand_kinds["Active"].to_numpy()[:, None]
        issued = forecast.point * (1 - self.sold_share)[:, None]
        planned = issued * self.planned_share[:, None]
        bill = bill_rows(self.books.ledger.table("Bill of Materials"))
        used = self.demand_kinds.filter("Active")["Material"].to_list()
        return whole_demand(
            (expected + beyond) * active, issued - planned, planned, forecast.error, names,
            bill.filter(pl.col("Component").is_in(used)), [max(month, self.books.as_of) for month in months],
        )

    def _by_month(self, units: History, name: str) -> pl.DataFrame:
        months = months_ahead(self.books.as_of, self.horizon)
        return pl.DataFrame(
            {
                "Material": np.repeat(np.array(self.history.names, dtype=object), len(months)).tolist(),
                "Month": months * len(self.history), name: units.reshape(-1),
            },
            schema={"Material": pl.String, "Month": pl.Date, name: pl.Float64},
        )

    @cached_property
    def requirements(self) -> Exploded:
        """Needs of jobs and sales ahead, exploded through the bills against what is there and to come."""
        coming = self.supply.receipts_ahead.filter(pl.col("Counted")).group_by("Material").agg(pl.col("Units").sum())
        available = self.supply.on_hand.join(coming, on="Material", how="left", suffix=" Coming").select(
            "Material", (pl.col("Units") + pl.col("Units Coming").fill_null(0.0)).alias("Available")
        )
        roots = pl.concat([self.job_needs.select(*REQUIRED), self.sales_ahead.select(*REQUIRED)])
        bill = bill_rows(self.books.ledger.table("Bill of Materials"))
        return explode(roots, bill, self.books.as_of, available, self.supply.lead_times.select("Material", "Lead Time"))

    @cached_property
    def needs_of_jobs(self) -> pl.DataFrame:
        """What open jobs ask of every material, of the components of what they lack, too: ``REQUIRED``."""
        return self.requirements.requirements.filter(pl.col("Source") == "job")

    @cached_property
    def dependent_demand(self) -> pl.DataFrame:
        """Material, Month, From Jobs, From Sales (orders and forecasts of the products it is in, and its own)."""
        rows = self.requirements.requirements
        months = months_ahead(self.books.as_of, self.horizon)
        job = pl.col("Source") == "job"
        return (
            rows.with_columns(pl.col("Date").dt.truncate("1mo").clip(months[0]).alias("Month"))
            .filter(pl.col("Month") <= months[-1])
            .group_by("Material", "Month", maintain_order=True).agg(
                pl.col("Units").filter(job).sum().alias("From Jobs"),
                pl.col("Units").filter(~job).sum().alias("From Sales"),
            )
        )
