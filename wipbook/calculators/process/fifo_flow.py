"""First in, first out through a process: what the work of a period cost, and what is still held of it."""

from __future__ import annotations

from dataclasses import dataclass

from wipbook.values.fixed import multiply_divide


@dataclass(frozen=True)
class FifoFlow:
    """``work``: equivalent units of the period itself; ``closing``: cost still in process; ``lost``: cost of units lost
    abnormally; ``finished``: cost of the units that were in process at the start, with what finished them;
    ``through``: of those started and completed."""

    work: int
    closing: int
    lost: int
    finished: int
    through: int


def fifo_flow(
    opening: int, added: int, opening_held: int, out: int, held: int, begun: int = 0, lost: int = 0
) -> FifoFlow:
    """One element of cost through one period, first in, first out (Horngren, Cost Accounting, ch. 17 and 18).

    Units in the smallest part of a unit, money in the smallest currency unit. ``opening_held`` and ``held``: equivalent
    units in process at the start and at the end; ``out``: units that left, ``lost`` of them abnormally and all of what
    was started in the period; ``begun``: whole units in process at the start. What is left at the end is the newest
    work; where more is left than was worked, the rest is of the opening. Identity: opening + added = closing + lost +
    finished + through.

    1,500 units at 21,000, 60 % converted at the start, 8,000 of 10,000 out (300 lost abnormally), 2,000 half converted:
    of the conversion of 89,100 each of 8,100 equivalent units is worth 11.

    >>> fifo_flow(9_000_00, 89_100_00, 900, 8_000, 1_000, 1_500, 300)
    FifoFlow(work=8100, closing=1100000, lost=330000, finished=1560000, through=6820000)
    """
    work = out + held - opening_held
    if out <= 0:
        return FifoFlow(work, opening + added, 0, 0, 0)
    if work > 0 and held <= work:
        closing = multiply_divide(added, held, work)
    elif work > 0:
        closing = added + multiply_divide(opening, held - work, opening_held)
    else:
        closing = multiply_divide(opening, min(held, opening_held), opening_held) if opening_held > 0 else 0
    left = opening + added - closing
    gone = multiply_divide(added, lost, work) if lost > 0 and work > 0 else 0
    finished = left - gone
    if begun <= out - lost and work > 0:
        finished = min(opening + multiply_divide(added, max(0, begun - opening_held), work), left - gone)
    return FifoFlow(work, closing, gone, finished, left - gone - finished)
