"""The part of a plan that looks at work: the shop floor, schedule, due dates, load, flow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from wipbook.books.books import Books
from wipbook.forecast.shop.constraint_money import constraint_money
from wipbook.forecast.shop.due_dates import due_dates
from wipbook.forecast.shop.estimates import by_product, estimates, finished_jobs
from wipbook.forecast.shop.flow import flow
from wipbook.forecast.shop.hidden_load import hidden_load, unit_hours
from wipbook.forecast.shop.load import center_load, week_load
from wipbook.forecast.shop.material_ready import material_ready
from wipbook.forecast.shop.overload_options import Rates, options, rates
from wipbook.forecast.shop.plant_calendar import plant_calendar
from wipbook.forecast.shop.resources import resources
from wipbook.forecast.shop.schedule_error import ScheduleError, better, schedule_error
from wipbook.forecast.shop.scheduling.schedule import (
    best_dispatch,
    compare_rules,
    dated,
    job_finishes,
    scheduled,
    tasks_of,
)
from wipbook.forecast.shop.scheduling.work_calendar import WorkCalendar
from wipbook.forecast.shop.shop_floor import ShopFloor
from wipbook.ledger.working_days import working_days
from wipbook.values.lookup import looked_up

NOBODY_WAITS = pl.DataFrame(schema={"Job": pl.String, "Ready": pl.Date})


@dataclass(frozen=True)
class ShopPlan:
    """The shop floor, its schedule and what follows from it for ``horizon`` months, each made once, on first use. Hours
    are floats, money the smallest currency unit, shares fractions. ``keep_typed``: a Planned Start that somebody typed
    stays."""

    books: Books
    horizon: int
    keep_typed: bool = True

    @cached_property
    def calendar(self) -> WorkCalendar:
        return plant_calendar(self.books)

    @property
    def weeks(self) -> int:
        """Weeks ahead that are looked at."""
        return max(round(self.horizon * 52 / 12), 1)

    @cached_property
    def floor(self) -> ShopFloor:
        return ShopFloor(self.books)

    @cached_property
    def steps(self) -> pl.DataFrame:
        """``ShopFloor.steps`` as of today, with Overdue: planned to be finished by now."""
        late = (pl.col("Planned Finish") <= self.books.as_of).fill_null(False)
        steps = self.floor.steps(self.books.as_of).with_columns(late.alias("Overdue"))
        return steps if self.keep_typed else steps.with_columns(pl.lit(False).alias("Typed Start"))

    @cached_property
    def open_steps(self) -> pl.DataFrame:
        return self.steps.filter(pl.col("Open"))

    @cached_property
    def centers(self) -> pl.DataFrame:
        return resources(self.floor)

    @cached_property
    def finished(self) -> pl.DataFrame:
        return finished_jobs(self.books)

    @cached_property
    def products(self) -> pl.DataFrame:
        return by_product(self.finished)

    @cached_property
    def usual_flow(self) -> pl.DataFrame:
        return self.products.select("Product", "Flow Days")

    @cached_property
    def estimates(self) -> pl.DataFrame:
        return estimates(self.books, self.products)

    @cached_property
    def material_ready(self) -> pl.DataFrame:
        """What jobs not yet begun wait for; what other jobs make for them is there when a schedule without any wait for
        material ends these."""
        tasks = tasks_of(self.open_steps, self.centers, self.calendar, NOBODY_WAITS)
        plan = dated(scheduled(tasks, self.centers, self.calendar, "earliest due date"), self.calendar)
        ends = plan.group_by("Job").agg(
            pl.when(pl.col("Scheduled Finish").null_count() == 0).then(pl.col("Scheduled Finish").max()).alias("Finish")
        )
        begun = self.open_steps.filter(pl.col("Start").is_not_null() | (pl.col("Booked") > 0))["Job"].unique()
        flow_days = self.usual_flow.rename({"Product": "Material", "Flow Days": "Days"})
        return material_ready(self.books, ends, begun, flow_days)

    @cached_property
    def tasks(self) -> pl.DataFrame:
        return tasks_of(self.open_steps, self.centers, self.calendar, self.material_ready)

    @cached_property
    def _compared(self) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
        return compare_rules(self.tasks, self.centers, self.calendar, self.books.policy.schedule_effort)

    @property
    def dispatch_rules(self) -> pl.DataFrame:
        """``schedule.compare_rules``: every way of making a schedule and what it is worth."""
        return self._compared[0]

    @cached_property
    def chosen_rule(self) -> str:
        """How the best schedule was made."""
        return str(self.dispatch_rules.filter("Chosen")["Rule"][0])

    @cached_property
    def best_dispatch(self) -> str:
        """The best dispatch rule: what past days and what-ifs are scheduled by, quick and always there."""
        return best_dispatch(self.dispatch_rules)

    @cached_property
    def schedule(self) -> pl.DataFrame:
        """The best schedule."""
        return self.schedule_by(self.chosen_rule)

    def schedule_by(self, rule: str) -> pl.DataFrame:
        """Open steps by one of the ways tried, with Scheduled Start and Finish, in the order in which they start."""
        plan = dated(self._compared[1][rule], self.calendar)
        return plan.sort("Start Moment", "Work Center", "Line", nulls_last=True, maintain_order=True)

    @cached_property
    def _errors(self) -> tuple[ScheduleError, ScheduleError]:
        return schedule_error(self.floor, self.centers, self.best_dispatch, self.usual_flow)

    @cached_property
    def finish_error(self) -> ScheduleError:
        """The measured error of projected finishes, of the method that was closer in the past."""
        return better(*self._errors)

    @cached_property
    def due_dates(self) -> pl.DataFrame:
        ends = job_finishes(self._compared[1][self.chosen_rule])
        return due_dates(
            self.books, self.steps, ends, self.material_ready, self.usual_flow, self.finish_error, self.calendar
        )

    @cached_property
    def week_load(self) -> pl.DataFrame:
        return week_load(self.open_steps, self.centers, self.calendar, self.weeks)

    @cached_property
    def center_load(self) -> pl.DataFrame:
        """``load.center_load`` with Hidden Hours and Parts: work for missing parts nobody has made a job for yet."""
        load = center_load(self.week_load, self.open_steps, self.centers)
        hidden = hidden_load(self.books, self.steps)
        return looked_up(load, "Work Center", hidden).with_columns(
            pl.col("Hidden Hours").fill_null(0.0), pl.col("Parts").fill_null(0)
        )

    @cached_property
    def paid(self) -> Rates:
        return rates(self.books, self.steps)

    @cached_property
    def overload_options(self) -> pl.DataFrame:
        days = len(working_days(self.books.policy.working_days))
        return options(
            self.tasks, self.centers, self.calendar, self.week_load, self.best_dispatch, self.paid, days
        )

    @cached_property
    def flow(self) -> pl.DataFrame:
        return flow(self.floor, self.steps, self.centers, self.calendar)

    @cached_property
    def bottleneck(self) -> str | None:
        """The work center with open jobs that holds up the others most; None where nothing is open, or was worked."""
        pressed = self.flow.filter((pl.col("Pressure") > 0) & (pl.col("Open Jobs") > 0))
        return pressed["Work Center"][0] if pressed.height else None

    @cached_property
    def constraint_money(self) -> pl.DataFrame:
        return constraint_money(self.books, unit_hours(self.steps), self.bottleneck or "")
