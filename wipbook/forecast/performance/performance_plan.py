"""The part of a plan that looks at how well jobs, people, machines and suppliers do, and at the KPIs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from wipbook.books.books import Books
from wipbook.forecast.performance import adherence as kept
from wipbook.forecast.performance import kpi
from wipbook.forecast.performance.control_limits import scrap_alarms
from wipbook.forecast.performance.job_lead_times import job_lead_times
from wipbook.forecast.performance.job_progress import job_progress
from wipbook.forecast.performance.labor_limits import labor_limits, labor_need
from wipbook.forecast.performance.machine_effectiveness import machine_effectiveness
from wipbook.forecast.performance.quality_costs import losses, pareto, quality_by_month, rolled_yield, yields
from wipbook.forecast.performance.supplier_impact import held_up, impact_by_supplier
from wipbook.forecast.performance.supplier_scorecard import supplier_scorecard
from wipbook.forecast.shop.shop_plan import ShopPlan
from wipbook.values.lookup import looked_up


@dataclass(frozen=True)
class PerformancePlan:
    """How well work is done, each table made once, on first use. Hours are floats, money the smallest currency unit,
    shares fractions."""

    books: Books
    shop: ShopPlan

    @cached_property
    def adherence(self) -> pl.DataFrame:
        return kept.adherence(self.books, self.shop.finished, self.shop.steps)

    @cached_property
    def milestones(self) -> pl.DataFrame:
        return kept.milestones(self.shop.steps, self.books.year_ago)

    @cached_property
    def finished_late(self) -> pl.DataFrame:
        return kept.finished_late(self.shop.finished, self.shop.steps, self.books.year_ago)

    @cached_property
    def job_progress(self) -> pl.DataFrame:
        return job_progress(self.books, self.shop.open_steps, self.shop.estimates)

    @cached_property
    def job_lead_times(self) -> pl.DataFrame:
        """From release to finish, by product, of the last year: ``job_lead_times``."""
        return job_lead_times(self.books, self.shop.finished, self.books.year_ago)

    @cached_property
    def labor_limits(self) -> pl.DataFrame:
        return labor_limits(self.books, self.shop.open_steps, self.job_progress, self.shop.estimates)

    @cached_property
    def labor_need(self) -> pl.DataFrame:
        return labor_need(self.books, self.shop.week_load, self.shop.calendar)

    @cached_property
    def held_up(self) -> pl.DataFrame:
        return held_up(self.books)

    @cached_property
    def suppliers(self) -> pl.DataFrame:
        """``supplier_scorecard`` with what late receipts did to jobs."""
        impact = impact_by_supplier(self.held_up)
        return supplier_scorecard(self.books).join(
            impact, on="Supplier", how="left", maintain_order="left"
        ).with_columns(pl.col("Jobs Held Up", "Job Days", "Held Up", "Carrying Cost").fill_null(0))

    @cached_property
    def losses(self) -> pl.DataFrame:
        return losses(self.books, self.shop.steps, self.shop.paid)

    def pareto(self, by: str) -> pl.DataFrame:
        return pareto(self.losses, by)

    @cached_property
    def quality_by_month(self) -> pl.DataFrame:
        return quality_by_month(self.books, self.shop.steps, self.losses)

    @cached_property
    def yield_by_center(self) -> pl.DataFrame:
        return yields(self.shop.steps.filter(pl.col("Finish") > self.books.year_ago), ["Work Center"])

    @cached_property
    def yield_by_product(self) -> pl.DataFrame:
        recent = self.shop.steps.filter(pl.col("Finish") > self.books.year_ago)
        return looked_up(yields(recent, ["Product"]), "Product", rolled_yield(recent))

    @cached_property
    def scrap_alarms(self) -> pl.DataFrame:
        return scrap_alarms(self.shop.steps, self.books.year_ago)

    @cached_property
    def effectiveness(self) -> pl.DataFrame:
        return machine_effectiveness(self.books, self.shop.steps, self.shop.paid)

    @cached_property
    def kpis(self) -> pl.DataFrame:
        """The snapshot of this run, to be added to the KPI History: ``kpi.snapshot``."""
        fullest = self.shop.center_load["Weeks"].max() if self.shop.center_load.height else None
        backlog = float(fullest) if isinstance(fullest, float) else None
        measures = kpi.kpis(self.books, self.shop.finished, self.shop.steps, int(self.losses["Cost"].sum()), backlog)
        return kpi.snapshot(self.books.as_of, measures)

    @cached_property
    def kpi_months(self) -> pl.DataFrame:
        return kpi.kpi_months(self.books, self.adherence, self.quality_by_month)
