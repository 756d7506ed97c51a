"""A better schedule than any rule finds, by trying many orders near the best one."""

from __future__ import annotations

import numpy as np

from wipbook.forecast.shop.scheduling.dispatch import dispatched
from wipbook.forecast.shop.scheduling.sequence import in_order
from wipbook.forecast.shop.scheduling.shop_problem import Placement, ShopProblem

STEPS_TRIED = 60_000
"""Steps placed in all tries together: a small shop is tried often, a large one a few times. A count, not a clock: a
second run gives the same schedule."""
MOST_TRIES = 1_000
SEED = 19920815
_WIDEST = 0.5
"""How far a step may be moved in the order, as a share of all steps."""


def searched(problem: ShopProblem, begin: Placement, steps: int = STEPS_TRIED) -> Placement:
    """The best schedule found near ``begin``, never a worse one.

    The order of starts is shaken by random amounts, narrow and wide in turn, and decoded in two ways: by dispatch (no
    line idle while something waits) and step by step (a line may wait for what is urgent). What is no worse is where
    the next try begins. Source: the problem-space search of Storer, Wu and Vaccari, Management Science 38 (1992); one
    fixed seed. A schedule that moves a step which has begun, or a fixed start that ``begin`` keeps, is not taken.
    """
    best, worth = begin, begin.worth(problem)
    count = sum(moment is not None for moment in begin.start)
    if count < 2:
        return best
    rank = _ranks(begin)
    chance = np.random.RandomState(SEED)  # whose numbers no release of numpy changes
    held = [at for at in range(problem.count) if problem.stays(at, begin)]
    current, there = rank, worth
    for number in range(min(steps // problem.count, MOST_TRIES)):
        width = _WIDEST * problem.count * (1 - (number % 8) / 8) ** 2
        moved = (chance.random_sample(problem.count) - 0.5) * 2 * width
        shaken = (np.asarray(current) + moved).tolist()
        if number % 2 and not held:
            plan = in_order(problem, sorted(range(problem.count), key=shaken.__getitem__))
        else:
            plan = dispatched(problem, lambda at, now, since, shaken=shaken: shaken[at])  # type: ignore[misc]
        if any(plan.start[at] != begin.start[at] for at in held):
            continue
        found = plan.worth(problem)
        if found <= there:
            current, there = _ranks(plan), found
        if found < worth:
            best, worth = plan, found
    return best


def _ranks(plan: Placement) -> list[float]:
    """The place of every step in the order of starts; those that cannot start come last."""
    never = float("inf")
    starts = [never if moment is None else moment for moment in plan.start]
    rank = [0.0] * len(starts)
    for place, at in enumerate(sorted(range(len(starts)), key=lambda at: (starts[at], at))):
        rank[at] = float(place)
    return rank
