"""A schedule that takes steps in a given order, and waits where the order says so."""

from __future__ import annotations

from collections.abc import Sequence

from wipbook.forecast.shop.scheduling.shop_problem import Placement, ShopProblem

_ALMOST = 1e-9


def in_order(problem: ShopProblem, order: Sequence[int]) -> Placement:
    """Every step, one after the other in ``order``, as early as its job and the lines of its work center let it: on the
    line that is free first. A step whose job has an earlier step later in ``order`` waits until that is placed. Steps
    with a fixed start do not start before it."""
    plan = Placement.blank(problem.count)
    free = {name: [0.0] * number for name, number in problem.lines.items()}
    starts_job = [not (at and problem.follows[at - 1]) for at in range(problem.count)]
    parked: set[int] = set()
    blocked: set[str] = set()
    for chosen in order:
        at = chosen
        if not starts_job[at] and plan.finish[at - 1] is None and problem.job[at] not in blocked:
            parked.add(at)
            continue
        while True:
            if starts_job[at]:
                plan.ready[at] = problem.release[at]
            elif plan.finish[at - 1] is not None:
                plan.ready[at] = plan.finish[at - 1]
            lines = free.get(problem.center[at])
            ready = plan.ready[at]
            if not lines or ready is None:
                blocked.add(problem.job[at])
                break
            line = min(range(len(lines)), key=lambda number: (max(lines[number], ready), lines[number] * -1, number))
            moment = max(ready, lines[line], problem.fixed[at] or 0.0)
            start = problem.opens(at, moment)
            finish = problem.ends(at, start)
            plan.start[at], plan.finish[at], plan.line[at] = start, finish, line + 1
            lines[line] = max(lines[line], finish)
            if not (problem.follows[at] and at + 1 in parked):
                break
            at += 1
            parked.discard(at)
    return plan
