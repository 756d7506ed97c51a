"""One pool of cost of one job through one period: what relief made of it, and what FIFO would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wipbook.calculators.process.fifo_flow import fifo_flow
from wipbook.values.allocate import allocate
from wipbook.values.fixed import multiply_divide

TRANSFERRED_IN = "Transferred In"


@dataclass(frozen=True)
class PoolKey:
    """``label``: the element as the report has it (made goods of another department are transferred in);
    ``component``: the material where it is one; ``own``: whether that is relieved by itself."""

    label: str
    element: str
    component: str
    own: bool


@dataclass
class Held:
    """What a pool holds at the end of a period: money by weighted average and by FIFO, equivalent units in process."""

    average: int = 0
    fifo: int = 0
    units: int = 0


@dataclass(frozen=True)
class Units:
    """Units of a job in a period: ``begun`` in process at its start, ``out`` those that what left was shared over,
    ``lost`` of them abnormally."""

    begun: int
    out: int
    lost: int
    done: bool


@dataclass(frozen=True)
class Left:
    """What left a pool: ``completed`` with good units, ``lost`` abnormally, ``other`` (late cost, expensed,
    by-products)."""

    completed: int
    lost: int
    other: int

    @property
    def whole(self) -> int:
        return self.completed + self.lost + self.other


@dataclass(frozen=True)
class PoolPeriod:
    """A row of the report before it is added up; amounts in the smallest currency unit, units in millionths."""

    key: PoolKey
    opening: int
    added: int
    moved: int
    average: Left
    closing: int
    units: int  # equivalent units of the average
    fifo_opening: int
    fifo: Left
    finished: int
    fifo_closing: int
    work: int  # equivalent units of the period alone


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """``amount`` over weights, those below zero counting as nothing; over all alike where there are none.

    >>> spread(10, [3, -1]), spread(-9, [0, 0])
    ([10, 0], [-5, -4])
    """
    kept = [max(0, weight) for weight in weights]
    return allocate(amount, kept if any(kept) else [1] * len(kept)) if kept else []


def closing_of(balances: Sequence[int], held: Sequence[int], units: Units, closing: int) -> list[int]:
    """What of ``closing``, the cost an element holds at the end, is of each of its pools: balance x in process / (out +
    in process), as they were relieved; what rounding leaves is shared."""
    raw = [
        0 if units.done else balance if units.out <= 0 else multiply_divide(balance, part, units.out + part or 1)
        for balance, part in zip(balances, held, strict=True)
    ]
    if sum(raw) == closing:
        return raw
    return spread(closing, raw if any(part > 0 for part in raw) else balances)


def fifo_left(
    held: Held, added: int, now: int, units: Units, average: Left, *, as_relieved: bool
) -> tuple[Left, int, int]:
    """What leaves a pool first in, first out, what of that finished the opening units, and what stays.

    ``now``: equivalent units in process at the end. Late cost, by-products and what is expensed are no matter of the
    order of units: they are as they were, unless nothing was made. ``as_relieved``: a job at planned or standard cost.
    """
    if as_relieved:
        stays = held.fifo + added - average.whole
        return average, 0, stays
    flow = fifo_flow(held.fifo, added - average.other, held.units, units.out, now, units.begun, units.lost)
    if units.out > 0:
        return Left(flow.finished + flow.through, flow.lost, average.other), flow.finished, flow.closing
    if units.done:
        return Left(0, 0, held.fifo + added), 0, 0
    return Left(0, average.lost, average.other), 0, flow.closing - average.lost
