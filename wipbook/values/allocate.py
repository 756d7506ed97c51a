"""Sharing an amount over weights so that the shares sum to the amount, to the last place."""

from __future__ import annotations

from collections.abc import Sequence

from wipbook.errors import WipbookError
from wipbook.values.fixed import divide_half_up


class NothingToAllocateOn(WipbookError):
    """The weights of an allocation sum to zero or one of them is negative."""


def allocate(amount: int, weights: Sequence[int]) -> list[int]:
    """Shares of ``amount`` in proportion to ``weights``; they sum to ``amount`` exactly.

    Each share is the difference of two rounded running totals, so no share strays more than one unit of the
    last place from its exact value and none turns negative through rounding (landed cost, proration:
    accounting rule 64).

    Errors: ``NothingToAllocateOn`` when the weights sum to zero or one is negative.

    >>> allocate(100, [1, 1, 1])
    [33, 34, 33]
    >>> sum(allocate(-9999, [3, 7, 11])) == -9999
    True
    """
    total = sum(weights)
    if total <= 0 or min(weights, default=0) < 0:
        raise NothingToAllocateOn(
            found=f"weights that sum to {total}" if total <= 0 else f"a weight of {min(weights)}",
            expected="weights of zero or more with a sum above zero",
            remedy="choose another basis for the allocation",
        )
    shares, running, given = [], 0, 0
    for weight in weights:
        running += weight
        reached = divide_half_up(amount * running, total)
        shares.append(reached - given)
        given = reached
    return shares
