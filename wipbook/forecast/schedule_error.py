"""How wrong the schedule was in the past: it is made again for past days and held against what then happened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wipbook.forecast.schedule import job_finishes, scheduled, tasks_of
from wipbook.forecast.shop_floor import ShopFloor
from wipbook.forecast.work_calendar import WorkCalendar, dates_of

ORIGINS, EVERY, NEWEST = 20, 14, 28
"""So many past days, so many days apart, the newest so many days ago: what was open then is mostly finished now."""
FEWEST = 10
"""Fewer errors than this say nothing about a range of 10 % to 90 %."""
_NOBODY = pl.DataFrame(schema={"Job": pl.String, "Ready": pl.Date})


@dataclass(frozen=True)
class ScheduleError:
    """``errors``: working days by which jobs ended later (+) than scheduled; ``ahead``: how far ahead they were
    scheduled to end. ``still_open`` jobs of the past days have not ended yet and are not among them."""

    errors: NDArray[np.float64]
    ahead: NDArray[np.float64]
    still_open: int

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

    def spread(self, ahead: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
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
            return f"no range: only {self.count} past jobs to measure the schedule by"
        return (
            f"measured on {self.count} past jobs: typically {self.typical:+.1f} working days, then off by "
            f"{self.mean_absolute:.1f} on average"
        )


def schedule_error(floor: ShopFloor, centers: pl.DataFrame, rule: str) -> ScheduleError:
    """Schedule the jobs that had begun at past days, and compare with the days they ended."""
    books = floor.books
    as_of = books.as_of
    ends = books.jobs.filter(pl.col("Status").is_in(["Finished", "Closed"])).select(
        "Job", pl.coalesce("Finished", "Closed", "Last Output").alias("_end")
    )
    errors, ahead, open_still = [], [], 0
    for number in range(ORIGINS):
        day = as_of - dt.timedelta(days=NEWEST + EVERY * number)
        calendar = WorkCalendar(day, books.policy.working_days)
        steps = floor.steps(day, only_open=True)
        under_way = pl.col("Issued On").is_not_null() | (pl.col("Booked").sum().over("Job") > 0)
        steps = steps.filter(under_way.fill_null(False))
        if steps.is_empty():
            continue
        plan = job_finishes(scheduled(tasks_of(steps, centers, calendar, _NOBODY), centers, rule))
        plan = plan.drop_nulls("Finish Moment").join(ends, on="Job", how="left", maintain_order="left")
        known = plan.filter(pl.col("_end") <= as_of)
        open_still += plan.height - known.height
        ended, meant = calendar.end_of(dates_of(known["_end"])), known["Finish Moment"].to_numpy()
        errors.append(ended - np.ceil(meant - 1e-9))
        ahead.append(meant)
    if not errors:
        return ScheduleError(np.zeros(0), np.zeros(0), open_still)
    return ScheduleError(np.concatenate(errors), np.concatenate(ahead), open_still)
