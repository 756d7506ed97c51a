"""How wrong the schedule was in the past: it is made again for past days and held against what then happened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wipbook.forecast.shop.plant_calendar import plant_calendar
from wipbook.forecast.shop.scheduling.schedule import job_finishes, scheduled, tasks_of
from wipbook.forecast.shop.scheduling.work_calendar import WorkCalendar, dates_of
from wipbook.forecast.shop.shop_floor import ShopFloor
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.values.lookup import looked_up

ORIGINS, EVERY, NEWEST = 20, 14, 28
"""So many past days, so many days apart, the newest so many days ago: what was open then is mostly finished now."""
FEWEST = 10
"""Fewer errors than this say nothing about a range of 10 % to 90 %."""
SCHEDULE, FLOW_TIME = "schedule", "usual flow time"
_NOBODY = pl.DataFrame(schema={"Job": pl.String, "Ready": pl.Date})


@dataclass(frozen=True)
class ScheduleError:
    """``errors``: working days by which jobs ended later (+) than expected; ``ahead``: how far ahead they were expected
    to end. ``still_open`` jobs of the past days have not ended yet and are not among them."""

    errors: NDArray[np.float64]
    ahead: NDArray[np.float64]
    still_open: int
    method: str = SCHEDULE

    @property
    def count(self) -> int:
        return int(self.errors.size)

    @property
    def typical(self) -> float:
        """Median error, working days; 0 when too few are known. What a schedule leaves out (transport, waiting for
        people, days off) shows here."""
        return float(np.median(self.errors)) if self.count >= FEWEST else 0.0

    @property
    def mean_absolute(self) -> float | None:
        """Mean absolute error, working days, after the median is added to every schedule."""
        return float(np.abs(self.errors - self.typical).mean()) if self.count >= FEWEST else None

    def spread(
        self, ahead: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """10 %, 50 % and 90 % quantile of the errors for jobs scheduled to end ``ahead`` working days from now; NaN
        when fewer than ``FEWEST`` are known. Near and far jobs have their own when both are enough."""
        given = np.asarray(ahead, np.float64)
        out = np.full((3, given.size), np.nan)
        if self.count < FEWEST:
            return out[0], np.zeros(given.size), out[2]
        edge = float(np.median(self.ahead))
        halves = [self.errors[self.ahead <= edge], self.errors[self.ahead > edge]]
        split = min(half.size for half in halves) >= FEWEST
        for number, half in enumerate(halves):
            chosen = given > edge if number else given <= edge
            known = half if split else self.errors
            out[:, chosen] = np.quantile(known, (0.1, 0.5, 0.9), method="weibull")[:, None]
        return out[0], out[1], out[2]

    @property
    def said(self) -> str:
        """The basis in words."""
        if self.count < FEWEST:
            return f"no range: only {self.count} past jobs to measure the {self.method} by"
        return (
            f"{self.method}: off by {self.mean_absolute:.1f} working days ({self.count:,} past forecasts), "
            f"{self.typical:+.1f} added"
        )


def schedule_error(
    floor: ShopFloor, centers: pl.DataFrame, rule: str, flow: pl.DataFrame
) -> tuple[ScheduleError, ScheduleError]:
    """Forecast the ends of jobs that had begun at past days, and compare with the days they ended: by the schedule, and
    by ``flow`` (Product, Flow Days: calendar days from release to end), which knows nothing of the queues."""
    books = floor.books
    ends = books.jobs.filter(pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED])).select(
        "Job", pl.coalesce("Finished", "Closed", "Last Output").alias("_end")
    )
    pairs: dict[str, list[NDArray[np.float64]]] = {"_by_schedule": [], "_by_flow": []}
    moments: dict[str, list[NDArray[np.float64]]] = {"_by_schedule": [], "_by_flow": []}
    open_still = 0
    for number in range(ORIGINS):
        day = books.as_of - dt.timedelta(days=NEWEST + EVERY * number)
        calendar = plant_calendar(books, day)
        steps = floor.steps(day, only_open=True)
        under_way = pl.col("Issued On").is_not_null() | (pl.col("Booked").sum().over("Job") > 0)
        # which starts were typed by then nobody knows any more
        steps = steps.filter(under_way.fill_null(False)).with_columns(pl.lit(False).alias("Typed Start"))
        if steps.is_empty():
            continue
        plan = job_finishes(scheduled(tasks_of(steps, centers, calendar, _NOBODY), centers, calendar, rule))
        about = steps.unique("Job", keep="first", maintain_order=True).select("Job", "Product", "Released")
        plan = looked_up(plan, "Job", about, ends)
        plan = looked_up(plan.drop_nulls("Finish Moment"), "Product", flow)
        known = plan.filter((pl.col("_end") <= books.as_of) & (pl.col("_end") > day))
        open_still += plan.height - known.height
        ended = calendar.end_of(dates_of(known["_end"]))
        usual = flow_moments(known, calendar)
        for name, meant in (("_by_schedule", known["Finish Moment"].to_numpy()), ("_by_flow", usual)):
            pairs[name].append(ended - np.ceil(meant - 1e-9))
            moments[name].append(meant)
    found = []
    for name, method in (("_by_schedule", SCHEDULE), ("_by_flow", FLOW_TIME)):
        errors, ahead = (np.concatenate(part) if part else np.zeros(0) for part in (pairs[name], moments[name]))
        sure = ~np.isnan(errors)
        found.append(ScheduleError(errors[sure], ahead[sure], open_still, method))
    return found[0], found[1]


def flow_moments(jobs: pl.DataFrame, calendar: WorkCalendar) -> NDArray[np.float64]:
    """When jobs (Released, Flow Days) would end if they took the usual time from their release; NaN where unknown, one
    day from now where that is past."""
    usual = pl.duration(days=pl.col("Flow Days").round(0).cast(pl.Int64))
    day = jobs.select(pl.col("Released") + usual).to_series()
    moment = np.maximum(calendar.end_of(dates_of(day)), 1.0)
    return np.where(day.is_null().to_numpy(), np.nan, moment)


def better(of_schedule: ScheduleError, of_flow: ScheduleError) -> ScheduleError:
    """The one whose forecasts were closer on average; the schedule when there is nothing to tell by."""
    if of_flow.mean_absolute is None or of_schedule.mean_absolute is None:
        return of_schedule
    enough = of_flow.count >= of_schedule.count / 2
    return of_flow if enough and of_flow.mean_absolute < of_schedule.mean_absolute else of_schedule
