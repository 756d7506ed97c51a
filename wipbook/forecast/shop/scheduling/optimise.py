"""The best schedule that a constraint solver finds: OR-Tools' CP-SAT, where the extra ``wipbook[schedule]`` is."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from wipbook.forecast.shop.scheduling.sequence import in_order
from wipbook.forecast.shop.scheduling.shop_problem import Placement, ShopProblem

FINEST = 480
"""Parts of a day that the solver counts in, where days are not whole: minutes of an eight-hour day."""
MOST_STEPS = 2_000
"""A larger shop is left as it is: the solver's model would grow beyond what it can better in its time."""
_WEIGHT_PARTS = 100
SEED = 20260301


def can_optimise() -> bool:
    """Whether the solver is installed."""
    return find_spec("ortools") is not None


def optimised(problem: ShopProblem, begin: Placement, effort: float) -> Placement:
    """The best schedule found from ``begin`` on, never a worse one: least weighted days late, then the earliest end of
    all.

    ``effort``: the solver's own deterministic time, some 3 seconds of one core for each unit; one worker, a fixed seed
    and no clock, so that a second run gives the same schedule. Half of it goes to the days late, where there are any,
    the rest to the end of all. Steps that have begun, and fixed starts that ``begin`` keeps, stay where they are.
    The solver decides the order on the lines; the moments follow from it by ``in_order``, days off included.
    """
    steps = [at for at, moment in enumerate(begin.start) if moment is not None]
    if not can_optimise() or effort <= 0 or not 2 <= len(steps) <= MOST_STEPS:
        return begin
    worth = begin.worth(problem)
    best = begin
    if worth[0] > 0:
        best = _better(problem, best, _solved(problem, best, steps, effort / 2, tardiness=True))
        effort /= 2
    return _better(problem, best, _solved(problem, best, steps, effort, tardiness=False))


def _better(problem: ShopProblem, begin: Placement, order: list[int] | None) -> Placement:
    if order is None:
        return begin
    found = in_order(problem, order)
    moved = any(found.start[at] != begin.start[at] for at in range(problem.count) if problem.stays(at, begin))
    return begin if moved or found.worth(problem) >= begin.worth(problem) else found


def _solved(
    problem: ShopProblem, begin: Placement, steps: list[int], effort: float, tardiness: bool
) -> list[int] | None:
    """The order of starts in the best solution; None where the solver finds none."""
    from ortools.sat.python import cp_model

    durations = {at: begin.finish[at] - begin.start[at] for at in steps}  # type: ignore[operator]
    parts = _parts(problem, durations)

    def up(moment: float) -> int:
        return -int(-(moment * parts - 1e-6) // 1)

    horizon = sum(max(up(durations[at]), 1) for at in steps) + max(
        up(max(begin.finish[at] or 0.0, problem.release[at], problem.fixed[at] or 0.0)) for at in steps
    )
    model: Any = cp_model.CpModel()
    start: dict[int, Any] = {}
    end: dict[int, Any] = {}
    at_center: dict[str, list[Any]] = {}
    length = {at: up(durations[at]) for at in steps}
    hint = _hint(problem, begin, steps, length, up)
    last, late = [], []
    for at in steps:
        start[at] = model.new_int_var(0, horizon, "")
        end[at] = start[at] + length[at]
        model.add_hint(start[at], hint[at])
        interval = model.new_fixed_size_interval_var(start[at], length[at], "")
        at_center.setdefault(problem.center[at], []).append(interval)
        if at and problem.follows[at - 1]:
            model.add(start[at] >= end[at - 1])
        else:
            model.add(start[at] >= up(problem.release[at]))
        if problem.stays(at, begin):
            model.add(start[at] == hint[at])
        elif (wanted := problem.fixed[at]) is not None:
            model.add(start[at] >= up(wanted))
        if not problem.follows[at]:
            last.append(at)
    for name, intervals in at_center.items():
        if problem.lines[name] == 1:
            model.add_no_overlap(intervals)
        else:
            model.add_cumulative(intervals, [1] * len(intervals), problem.lines[name])
    for at in last:
        if problem.due[at] * parts < horizon:
            tardy = model.new_int_var(0, horizon + max(-int(problem.due[at] * parts), 0) + 1, "")
            model.add(tardy >= end[at] - int(problem.due[at] * parts + 1e-6))
            weight = round(problem.weight[at] * _WEIGHT_PARTS)
            late.append(tardy * weight)
    all_late = sum(late) if late else 0
    if tardiness:
        model.minimize(all_late)
    else:
        if late:
            allowed = sum(
                max(hint[at] + length[at] - int(problem.due[at] * parts + 1e-6), 0)
                * round(problem.weight[at] * _WEIGHT_PARTS) for at in last if problem.due[at] * parts < horizon
            )
            model.add(all_late <= allowed)
        whole = model.new_int_var(0, horizon, "")
        model.add_max_equality(whole, [end[at] for at in last])
        model.minimize(whole)
    solver: Any = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.interleave_search = True
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = effort
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    found = {at: solver.value(start[at]) for at in steps}
    return sorted(steps, key=lambda at: (found[at], length[at] > 0, begin.start[at], at))


def _parts(problem: ShopProblem, durations: dict[int, float]) -> int:
    """Parts of a day to count in: 1 where all that counts is whole."""
    moments = [*durations.values(), *problem.release, *(moment for moment in problem.fixed if moment is not None)]
    return 1 if all(moment == int(moment) for moment in moments) else FINEST


def _hint(problem: ShopProblem, begin: Placement, steps: list[int], length: dict[int, int], up: Any) -> dict[int, int]:
    """The beginning in the solver's parts, where every length is rounded up: placed anew in the order of starts, so
    that it is a solution."""
    hint: dict[int, int] = {}
    free = {name: [0] * number for name, number in problem.lines.items()}
    for at in sorted(steps, key=lambda at: (begin.start[at], at)):
        lines = free[problem.center[at]]
        line = (begin.line[at] or 1) - 1
        earliest = max(up(problem.release[at]), up(begin.start[at]) if problem.stays(at, begin) else 0)
        if at and problem.follows[at - 1]:
            earliest = max(earliest, hint[at - 1] + length[at - 1])
        if problem.fixed[at] is not None:
            earliest = max(earliest, up(problem.fixed[at]))
        hint[at] = max(earliest, lines[line])
        lines[line] = hint[at] + length[at]
    return hint
