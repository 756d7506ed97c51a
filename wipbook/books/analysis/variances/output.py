"""What jobs have made in the period: the output that standards allow inputs for."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from wipbook.costing.relief.counted import Count, Counted
from wipbook.costing.relief.periods import day_number, periods
from wipbook.costing.solution import Solution
from wipbook.costing.workings import Workings
from wipbook.ledger.ledger import Ledger
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

_BEFORE_ALL, _MOST = dt.date(1950, 1, 1), 2**63


@dataclass(frozen=True)
class Told:
    """Output of a job by a day, in millionths of a unit: whole units, and what unfinished ones hold where they were
    counted."""

    made: int
    count: Count | None

    def units(self, element: str) -> Fraction:
        if self.count is None:
            return Fraction(self.made)
        return self.made + (self.count.held(ELEMENTS.index(element)) or Fraction(0))


@dataclass(frozen=True)
class Window:
    """What standards are asked for: the output up to the as-of date less what was told before the period. Inputs count
    after ``since`` (None: from the first on)."""

    end: Told
    start: Told | None
    since: dt.date | None

    def units(self, element: str) -> Fraction:
        return self.end.units(element) - self.start.units(element) if self.start else self.end.units(element)


class Output:
    """A job tells its output when it is done, or when its unfinished units are counted at the end of a period. Until
    then nobody knows what its inputs should have been: they are asked for when it tells."""

    def __init__(self, ledger: Ledger, solution: Solution) -> None:
        self._policy = ledger.policy
        self.jobs = ledger.table("Jobs").sort("Job").with_row_index("job").with_columns(pl.col("job").cast(pl.Int64))
        self._number = dict(self.jobs.select("Job", "job").iter_rows())
        self.planned = dict(self.jobs.select("Job", "Quantity").iter_rows())
        self._counted = Counted(Workings(ledger), self.jobs)
        self._made: dict[str, list[tuple[dt.date, int]]] = defaultdict(list)
        for job, day, units in self._outputs(ledger, solution).iter_rows():
            before = self._made[job][-1][1] if self._made[job] else 0
            self._made[job].append((day, before + units))
        self._done = self._ends()
        first = solution.job_entries["Date"].min()
        known = periods(ledger.policy, first, ledger.closed.ends) if isinstance(first, dt.date) else None
        self.ends = [] if known is None else [dt.date(1970, 1, 1) + dt.timedelta(int(end)) for end in known.ends]

    def _outputs(self, ledger: Ledger, solution: Solution) -> pl.DataFrame:
        """Job, Date, units of the main product by day: good and lost ones, as the standard allows inputs for both; a
        normal loss that is neglected has none."""
        usual = ledger.policy.product_scrap == "abnormal"
        shared = ledger.policy.normal_loss != "neglected"
        main = self.jobs.select("Job", pl.col("Material").alias("_main"))
        rows = looked_up(solution.movements.filter(pl.col("Job").is_not_null()), "Job", main)
        scrap = pl.col("job_scrap") & (pl.col("Abnormal").fill_null(usual) | shared)
        rows = rows.filter(
            (pl.col("Material") == pl.col("_main")) & ((pl.col("Type") == MovementType.COMPLETION) | scrap)
        )
        sign = pl.when(pl.col("flipped")).then(-1).otherwise(1)
        return rows.group_by("Job", "Date").agg((pl.col("quantity") * sign).sum()).sort("Job", "Date")

    def _ends(self) -> dict[str, dt.date]:
        """The day each job was done: its last unit, else what Jobs says."""
        over = pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED])
        said = dict(self.jobs.filter(over).select("Job", pl.coalesce("Finished", "Closed")).iter_rows())
        found = {}
        for job, planned in self.planned.items():
            reached = next((day for day, whole in self._made.get(job, ()) if whole >= planned), None)
            if reached is not None:
                found[job] = reached
            if job in said:
                days = [day for day, _ in self._made.get(job, ())]
                end = said[job] or (days[-1] if days else None)
                if end is not None:
                    found[job] = min(end, found.get(job, end))
        return found

    def days(self, job: str) -> Iterator[dt.date]:
        """The days on which what a job tells can change: outputs, its end, counts."""
        yield from (day for day, _ in self._made.get(job, ()))
        if job in self._done:
            yield self._done[job]
        yield from self._counted.days(self._number[job])

    def told(self, job: str, day: dt.date) -> Told | None:
        outputs = self._made.get(job, ())
        at = bisect_right(outputs, (day, _MOST)) - 1
        made = outputs[at][1] if at >= 0 else 0
        before = bisect_left(self.ends, day) - 1
        start = self.ends[before] if before >= 0 else _BEFORE_ALL
        count = self._counted.of(self._number[job], day_number(start), day_number(day))
        if count is not None:
            return Told(made, count)
        return Told(made, None) if self._done.get(job, dt.date.max) <= day else None

    def window(self, job: str) -> Window | None:
        """The output of a job that the period has to answer for; None while it tells nothing."""
        end = self.told(job, self._policy.as_of)
        if end is None:
            return None
        before = self._policy.period_start - dt.timedelta(days=1)
        start = self.told(job, before)
        return Window(end, start, before if start else None)
