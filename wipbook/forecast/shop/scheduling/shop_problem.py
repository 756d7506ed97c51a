"""What is to be scheduled, as plain lists: steps in the order of their jobs, lines, wanted starts; and what a plan is
worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from wipbook.forecast.shop.scheduling.openings import Openings


@dataclass(frozen=True)
class ShopProblem:
    """Steps of jobs on lines of work centers; the steps of one job stand one below the other in their order.

    ``days``: usual working days on one line, not interrupted but by days off. ``release`` and ``due``: of the job,
    moments of a work calendar; ``weight``: how often a day late of the job counts. ``begun``: already on a line;
    ``fixed``: the moment at which somebody wants the step to start, None where nobody does. ``lines``: steps that each
    work center can work on at once; ``openings``: of work centers that do not work the same every day.
    """

    job: list[str]
    center: list[str]
    days: list[float]
    release: list[float]
    due: list[float]
    weight: list[float]
    begun: list[bool]
    fixed: list[float | None]
    lines: Mapping[str, int]
    openings: Mapping[str, Openings] = field(default_factory=dict)

    @classmethod
    def of(
        cls, tasks: pl.DataFrame, lines: Mapping[str, int], openings: Mapping[str, Openings] | None = None
    ) -> ShopProblem:
        """``tasks``: Job, Work Center, Days, Release, Due, and, if there, Begun, Weight (1 where not), Fixed."""

        def numbers(name: str, otherwise: float) -> list[float]:
            if name not in tasks.columns:
                return [otherwise] * tasks.height
            return tasks[name].cast(pl.Float64).fill_null(otherwise).to_list()

        begun = tasks["Begun"].fill_null(False).to_list() if "Begun" in tasks.columns else [False] * tasks.height
        fixed = tasks["Fixed"].cast(pl.Float64).to_list() if "Fixed" in tasks.columns else [None] * tasks.height
        return cls(
            tasks["Job"].to_list(), tasks["Work Center"].to_list(), numbers("Days", 0.0), numbers("Release", 0.0),
            numbers("Due", 0.0), numbers("Weight", 1.0), begun,
            [None if own else moment for own, moment in zip(begun, fixed, strict=True)], lines, openings or {},
        )

    @property
    def count(self) -> int:
        return len(self.job)

    @cached_property
    def follows(self) -> list[bool]:
        """Whether the next step belongs to the same job."""
        return [at + 1 < self.count and self.job[at + 1] == self.job[at] for at in range(self.count)]

    @cached_property
    def left(self) -> list[float]:
        """Days of the step and all that follow it in its job."""
        left = list(self.days)
        for at in range(self.count - 2, -1, -1):
            if self.follows[at]:
                left[at] += left[at + 1]
        return left

    def opens(self, at: int, moment: float) -> float:
        """From ``moment`` on, the first at which the work center of the step works."""
        openings = self.openings.get(self.center[at])
        return moment if openings is None else openings.opens(moment)

    def stays(self, at: int, plan: Placement) -> bool:
        """Whether a step keeps its place in ``plan``: it has begun, or starts when somebody wants it to."""
        return self.begun[at] or (self.fixed[at] is not None and plan.start[at] == self.fixed[at])

    def ends(self, at: int, start: float) -> float:
        """When the step is finished that starts at ``start``."""
        openings = self.openings.get(self.center[at])
        return start + self.days[at] if openings is None else openings.ends(start, self.days[at])


@dataclass
class Placement:
    """When each step could start, starts and is finished, and on which line (from 1); None with all later steps of the
    job where its work center has no line."""

    ready: list[float | None]
    start: list[float | None]
    finish: list[float | None]
    line: list[int | None]

    @classmethod
    def blank(cls, count: int) -> Placement:
        return cls([None] * count, [None] * count, [None] * count, [None] * count)

    def worth(self, problem: ShopProblem) -> tuple[float, float, float]:
        """Days late over all jobs, each times its weight; the moment at which all is done; the mean moment at which
        jobs are. Less is better, the first first. Jobs that cannot be finished count nowhere."""
        late = last = total = 0.0
        jobs = 0
        for at, finish in enumerate(self.finish):
            if finish is None or problem.follows[at]:
                continue
            jobs += 1
            total += finish
            last = max(last, finish)
            if finish > problem.due[at] + 1e-9:
                late += (finish - problem.due[at]) * problem.weight[at]
        return round(late, 6), round(last, 6), round(total / jobs, 6) if jobs else 0.0
