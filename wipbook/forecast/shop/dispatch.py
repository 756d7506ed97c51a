"""Finite-capacity forward scheduling: which waiting step a free line takes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from heapq import heapify, heappop, heappush

import polars as pl

from wipbook.calculators.faults import CannotPlan

RULES = ("critical ratio", "earliest due date", "shortest processing time", "first come, first served")
"""Dispatch rules: the lowest (due - now) / work left first, the earliest due date, the shortest step, the longest
waiting. Source: Pinedo, Scheduling, ch. 14.1; Stevenson, Operations Management, ch. 16."""

_ARRIVES, _IS_FREE = 0, 1
_Key = Callable[[int, float], float]


def dispatch(tasks: pl.DataFrame, lines: Mapping[str, int], rule: str = "earliest due date") -> pl.DataFrame:
    """A schedule without idle time: whenever a line is free and something waits for it, it starts by ``rule``.

    ``tasks``: the steps of a job stand one below the other in their order; columns Job, Work Center, Days (working days
    on one line, not interrupted), Release and Due (of the job, moments of a work calendar), and, if there, Begun (steps
    already on a line go first). ``lines``: how many steps each work center can work on at once. A step starts when the
    step before it is finished, not before the release, never two on one line at the same time.

    Columns out: those of ``tasks``, Ready (when it could have started), Line (from 1), Start, Finish (moments; blank
    with all later steps of the job where a work center has no line).

    >>> two = pl.DataFrame({"Job": ["A", "B"], "Work Center": ["M", "M"], "Days": [2.0, 1.0], "Release": [0.0, 0.0],
    ...                     "Due": [5.0, 1.0]})
    >>> dispatch(two, {"M": 1})["Finish"].to_list()
    [3.0, 1.0]
    """
    job, center = tasks["Job"].to_list(), tasks["Work Center"].to_list()
    days, release, due = (tasks[name].cast(pl.Float64).to_list() for name in ("Days", "Release", "Due"))
    begun = tasks["Begun"].to_list() if "Begun" in tasks.columns else [False] * len(job)
    count = len(job)
    follows = [at + 1 < count and job[at + 1] == job[at] for at in range(count)]
    left = list(days)
    for at in range(count - 2, -1, -1):
        if follows[at]:
            left[at] += left[at + 1]
    ready: list[float | None] = [None] * count
    start: list[float | None] = [None] * count
    finish: list[float | None] = [None] * count
    line: list[int | None] = [None] * count
    key = _key(rule, days, due, left, ready)
    changes_daily = rule == RULES[0]
    free = {name: list(range(1, number + 1)) for name, number in lines.items()}
    queue: dict[str, list[tuple[bool, float, int]]] = {name: [] for name in lines}
    sorted_on: dict[str, int] = dict.fromkeys(lines, -1)
    events = [(release[at], _ARRIVES, at, 0) for at in range(count) if not (at and follows[at - 1])]
    heapify(events)
    while events:
        now, touched = events[0][0], set()
        while events and events[0][0] <= now:
            _, kind, at, number = heappop(events)
            name = center[at]
            if kind == _IS_FREE:
                heappush(free[name], number)
            else:
                ready[at] = now
                if name not in queue:
                    continue
                heappush(queue[name], (not begun[at], key(at, now), at))
            touched.add(name)
        for name in sorted(touched):
            waiting, idle = queue[name], free[name]
            if changes_daily and len(waiting) > 1 and sorted_on[name] != int(now):
                sorted_on[name] = int(now)
                waiting[:] = [(later, key(at, now), at) for later, _, at in waiting]
                heapify(waiting)
            while waiting and idle:
                at = heappop(waiting)[2]
                number = heappop(idle)
                start[at], finish[at], line[at] = now, now + days[at], number
                heappush(events, (now + days[at], _IS_FREE, at, number))
                if follows[at]:
                    heappush(events, (now + days[at], _ARRIVES, at + 1, 0))
    return tasks.with_columns(
        pl.Series("Ready", ready, pl.Float64), pl.Series("Line", line, pl.Int64),
        pl.Series("Start", start, pl.Float64), pl.Series("Finish", finish, pl.Float64),
    )


def _key(rule: str, days: list[float], due: list[float], left: list[float], ready: list[float | None]) -> _Key:
    keys: dict[str, _Key] = {
        RULES[0]: lambda at, now: (due[at] - now) / max(left[at], 1e-9),
        RULES[1]: lambda at, now: due[at],
        RULES[2]: lambda at, now: days[at],
        RULES[3]: lambda at, now: ready[at] or 0.0,
    }
    if rule not in keys:
        raise CannotPlan(where="rule", found=repr(rule), expected=" or ".join(RULES), remedy="name one of these")
    return keys[rule]


def measures(scheduled: pl.DataFrame) -> dict[str, float]:
    """What a schedule is worth: Jobs, Late Jobs, Total Tardiness, Longest Delay, Mean Finish, Makespan (all in days),
    and Value Days (Value of the job times days to its finish, when the tasks have a column Value).

    Tardiness is the time by which a job is finished after its due date, 0 when it is not late.
    """
    if "Value" not in scheduled.columns:
        scheduled = scheduled.with_columns(pl.lit(0.0).alias("Value"))
    jobs = scheduled.group_by("Job").agg(
        pl.when(pl.col("Finish").null_count() == 0).then(pl.col("Finish").max()).alias("Finish"),
        pl.col("Due").first(), pl.col("Value").first(),
    ).drop_nulls("Finish")
    late = (jobs["Finish"] - jobs["Due"]).fill_null(0.0).to_numpy()
    tardy = late.clip(0)
    tardy[tardy < 1e-9] = 0.0
    finish = jobs["Finish"].to_numpy()
    return {
        "Jobs": float(jobs.height),
        "Late Jobs": float((tardy > 0).sum()),
        "Total Tardiness": float(tardy.sum()),
        "Longest Delay": float(tardy.max()) if jobs.height else 0.0,
        "Mean Finish": float(finish.mean()) if jobs.height else 0.0,
        "Makespan": float(finish.max()) if jobs.height else 0.0,
        "Value Days": float((jobs["Value"].fill_null(0).to_numpy() * finish).sum()),
    }
