"""Finite-capacity forward scheduling: which waiting step a free line takes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

import polars as pl

from wipbook.calculators.faults import CannotPlan
from wipbook.forecast.shop.scheduling.openings import Openings
from wipbook.forecast.shop.scheduling.shop_problem import Placement, ShopProblem

RULES = (
    "critical ratio", "earliest due date", "shortest processing time", "first come, first served", "most work left",
)
"""Dispatch rules: the lowest (due - now) / work left first, the earliest due date, the shortest step, the longest
waiting, the job with the most work before it. Source: Pinedo, Scheduling, ch. 14.1; Stevenson, Operations Management,
ch. 16."""

Key = Callable[[int, float, float], float]
"""Of a step, now, and since when it waits: the lowest goes first."""

_ARRIVES, _IS_FREE, _WAKES = 0, 1, 2
_EVER = float("inf")
_ALMOST = 1e-9


def dispatch(
    tasks: pl.DataFrame, lines: Mapping[str, int], rule: str = "earliest due date",
    openings: Mapping[str, Openings] | None = None,
) -> pl.DataFrame:
    """A schedule without idle time: whenever a line is free and something waits for it, it starts by ``rule``.

    ``tasks``: the steps of a job stand one below the other in their order; columns Job, Work Center, Days (working days
    on one line, not interrupted), Release and Due (of the job, moments of a work calendar), and, if there, Begun (steps
    already on a line go first) and Fixed (the moment at which a step is to start: a line is kept free for it, and it
    starts then if the step before it is finished, else as soon as that is). ``lines``: how many steps each work center
    can work on at once; ``openings``: of those that do not work the same every day. A step starts when the step before
    it is finished, not before the release, never two on one line at the same time.

    Columns out: those of ``tasks``, Ready (when it could have started), Line (from 1), Start, Finish (moments; blank
    with all later steps of the job where a work center has no line).

    >>> two = pl.DataFrame({"Job": ["A", "B"], "Work Center": ["M", "M"], "Days": [2.0, 1.0], "Release": [0.0, 0.0],
    ...                     "Due": [5.0, 1.0]})
    >>> dispatch(two, {"M": 1})["Finish"].to_list()
    [3.0, 1.0]
    """
    problem = ShopProblem.of(tasks, lines, openings)
    return placed(tasks, dispatched(problem, key_of(problem, rule), changes=rule == RULES[0]))


def placed(tasks: pl.DataFrame, plan: Placement) -> pl.DataFrame:
    """``tasks`` with Ready, Line, Start and Finish."""
    return tasks.with_columns(
        pl.Series("Ready", plan.ready, pl.Float64), pl.Series("Line", plan.line, pl.Int64),
        pl.Series("Start", plan.start, pl.Float64), pl.Series("Finish", plan.finish, pl.Float64),
    )


def key_of(problem: ShopProblem, rule: str) -> Key:
    """Errors: ``CannotPlan`` for a rule that is none."""
    days, due, left = problem.days, problem.due, problem.left
    keys: dict[str, Key] = {
        RULES[0]: lambda at, now, since: (due[at] - now) / max(left[at], _ALMOST),
        RULES[1]: lambda at, now, since: due[at],
        RULES[2]: lambda at, now, since: days[at],
        RULES[3]: lambda at, now, since: since,
        RULES[4]: lambda at, now, since: -left[at],
    }
    if rule not in keys:
        raise CannotPlan(where="rule", found=repr(rule), expected=" or ".join(RULES), remedy="name one of these")
    return keys[rule]


@dataclass
class _Center:
    """A work center while time runs: free lines, who waits, and which lines are kept for whom from when."""

    free: list[int]
    queue: list[tuple[int, float, int]] = field(default_factory=list)
    kept: dict[int, list[tuple[float, int]]] = field(default_factory=dict)
    sorted_on: int = -1

    def limit(self, line: int) -> float:
        """Until when the line may be used by others."""
        kept = self.kept.get(line)
        return kept[0][0] if kept else _EVER

    def let_go(self, line: int, at: int) -> None:
        self.kept[line] = [one for one in self.kept[line] if one[1] != at]


def dispatched(problem: ShopProblem, key: Key, changes: bool = False) -> Placement:
    """The schedule in which free lines take the waiting step of the lowest ``key``; one that ``changes`` with time is
    asked anew every day. Steps that have begun go first, then those that were to start earlier."""
    plan = Placement.blank(problem.count)
    centers = {name: _Center(list(range(1, number + 1))) for name, number in problem.lines.items()}
    line_of = _keep_lines(problem, centers)
    follows, center, fixed = problem.follows, problem.center, problem.fixed
    events = [
        (problem.release[at], _ARRIVES, at, 0) for at in range(problem.count) if not (at and follows[at - 1])
    ] + [(moment, _WAKES, at, 0) for at, moment in enumerate(fixed) if at in line_of and moment is not None]
    heapify(events)

    def rank(at: int) -> int:
        return 0 if problem.begun[at] else 1 if fixed[at] is not None else 2

    while events:
        now, touched = events[0][0], set()
        while events and events[0][0] <= now:
            _, kind, at, number = heappop(events)
            name = center[at]
            place = centers.get(name)
            if kind == _ARRIVES:
                if plan.ready[at] is None:
                    plan.ready[at] = now
                wanted = fixed[at]
                if wanted is not None and now < wanted:
                    heappush(events, (wanted, _ARRIVES, at, 0))
                    continue
                if place is not None:
                    heappush(place.queue, (rank(at), key(at, now, plan.ready[at] or 0.0), at))
            elif kind == _IS_FREE and place is not None:
                heappush(place.free, number)
            touched.add(name)
        for name in sorted(touched & centers.keys()):
            place = centers[name]
            waiting = place.queue
            if changes and len(waiting) > 1 and place.sorted_on != int(now):
                place.sorted_on = int(now)
                waiting[:] = [(first, key(at, now, plan.ready[at] or 0.0), at) for first, _, at in waiting]
                heapify(waiting)
            for line, kept in place.kept.items():  # who does not come when the line is kept for him has lost it
                arrived = {at for _, _, at in waiting}
                for moment, at in [*kept]:
                    if moment <= now and not (at in arrived and line in place.free):
                        place.let_go(line, at)
            passed = []
            while waiting and place.free:
                first = heappop(waiting)
                at = first[2]
                opens = problem.opens(at, now)
                if opens > now:
                    passed.append(first)
                    heappush(events, (opens, _WAKES, at, 0))
                    break
                finish = problem.ends(at, now)
                taken = _line_for(place, at, line_of, now, finish, first[0] == 0)
                if taken is None:
                    passed.append(first)
                    continue
                place.free.remove(taken)
                heapify(place.free)
                if line_of.get(at) == taken:
                    place.let_go(taken, at)
                plan.start[at], plan.finish[at], plan.line[at] = now, finish, taken
                heappush(events, (finish, _IS_FREE, at, taken))
                if follows[at]:
                    heappush(events, (finish, _ARRIVES, at + 1, 0))
            for first in passed:
                heappush(waiting, first)
    return plan


def _line_for(
    place: _Center, at: int, line_of: Mapping[int, int], now: float, finish: float, begun: bool
) -> int | None:
    """The free line on which the step is done before somebody else wants it; its own first."""
    own = line_of.get(at)
    if own in place.free and any(one == at for _, one in place.kept.get(own, ())):
        return own
    if not place.kept or begun:
        return place.free[0]
    for line in sorted(place.free):
        limit = place.limit(line)
        if finish <= limit + _ALMOST and (limit > now or finish > now):
            return line
    return None


def _keep_lines(problem: ShopProblem, centers: Mapping[str, _Center]) -> dict[int, int]:
    """Lines kept free for steps with a fixed start, the earliest first: the step and its line. One that finds all lines
    kept already starts when it can."""
    line_of: dict[int, int] = {}
    until: dict[tuple[str, int], float] = {}
    wanted = sorted((moment, at) for at, moment in enumerate(problem.fixed) if moment is not None)
    for moment, at in wanted:
        name = problem.center[at]
        if name not in centers:
            continue
        end = problem.ends(at, problem.opens(at, moment))
        for line in range(1, problem.lines[name] + 1):
            if until.get((name, line), -_EVER) <= moment + _ALMOST:
                until[name, line] = end
                centers[name].kept.setdefault(line, []).append((moment, at))
                line_of[at] = line
                break
    return line_of


def measures(scheduled: pl.DataFrame) -> dict[str, float]:
    """What a schedule is worth: Jobs, Late Jobs, Total Tardiness, Weighted Tardiness (each job's times its Weight, 1
    where the tasks have none), Longest Delay, Mean Finish, Makespan (all in days), and Value Days (Value of the job
    times days to its finish, when the tasks have a column Value).

    Tardiness is the time by which a job is finished after its due date, 0 when it is not late.
    """
    for name, otherwise in (("Value", 0.0), ("Weight", 1.0)):
        if name not in scheduled.columns:
            scheduled = scheduled.with_columns(pl.lit(otherwise).alias(name))
    jobs = scheduled.group_by("Job", maintain_order=True).agg(
        pl.when(pl.col("Finish").null_count() == 0).then(pl.col("Finish").max()).alias("Finish"),
        pl.col("Due").first(), pl.col("Value").first(), pl.col("Weight").first(),
    ).drop_nulls("Finish")
    late = (jobs["Finish"] - jobs["Due"]).fill_null(0.0).to_numpy()
    tardy = late.clip(0)
    tardy[tardy < _ALMOST] = 0.0
    finish = jobs["Finish"].to_numpy()
    return {
        "Jobs": float(jobs.height),
        "Late Jobs": float((tardy > 0).sum()),
        "Total Tardiness": float(tardy.sum()),
        "Weighted Tardiness": float((tardy * jobs["Weight"].fill_null(1.0).to_numpy()).sum()),
        "Longest Delay": float(tardy.max()) if jobs.height else 0.0,
        "Mean Finish": float(finish.mean()) if jobs.height else 0.0,
        "Makespan": float(finish.max()) if jobs.height else 0.0,
        "Value Days": float((jobs["Value"].fill_null(0).to_numpy() * finish).sum()),
    }
