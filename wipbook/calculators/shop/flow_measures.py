"""How work and stock flow: Little's law and inventory turnover."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from wipbook.calculators.faults import CannotPlan
from wipbook.values.fixed import plain_text


def littles_law(
    wip: Decimal | None = None, throughput: Decimal | None = None, cycle_time: Decimal | None = None
) -> Decimal:
    """The one of the three that is None: work in process = throughput times cycle time.

    ``wip`` in units, ``throughput`` in units per period, ``cycle_time`` in periods, long-run averages of a stable
    system. Source: Little & Graves (2008), Little's Law, in: Chhajed & Lowe (eds.), Building Intuition, ch. 5;
    Hopp & Spearman, Factory Physics, 3rd ed., 7.2.

    >>> littles_law(wip=Decimal(160), throughput=Decimal(8))
    Decimal('20')
    """
    given = {"wip": wip, "throughput": throughput, "cycle_time": cycle_time}
    blank = [name for name, value in given.items() if value is None]
    if len(blank) != 1:
        found = "all three" if not blank else f"no {' and no '.join(blank)}"
        raise CannotPlan(where="wip, throughput, cycle_time", found=found, expected="two of the three")
    if wip is None:
        return (throughput or Decimal(0)) * (cycle_time or Decimal(0))
    name, divisor = ("cycle_time", cycle_time) if throughput is None else ("throughput", throughput)
    if not divisor:
        raise CannotPlan(where=name, found="0", expected="a number above 0")
    return wip / divisor


@dataclass(frozen=True)
class Turnover:
    """``turns`` per period; ``days_in_inventory`` blank when nothing was sold."""

    turns: Decimal
    days_in_inventory: Decimal | None = field(metadata={"header": "Days in Inventory"})


def turnover(cogs: Decimal, begin: Decimal, end: Decimal, days: Decimal = Decimal(365)) -> Turnover:
    """How often inventory turns, and how many days it lasts.

    ``cogs``: cost of goods sold of the period, currency; ``begin`` and ``end``: inventory at cost, currency;
    ``days`` of the period. Equations: turns = cogs / ((begin + end) / 2); days in inventory = days / turns.
    Source: Warren, Reeve & Duchac, Accounting, 27th ed., ch. 17.

    >>> turnover(Decimal(9270000), Decimal(940000), Decimal(1120000)).turns
    Decimal('9')
    """
    average = (begin + end) / 2
    if average <= 0:
        found = f"an average inventory of {plain_text(average, 6)}"
        raise CannotPlan(where="begin, end", found=found, expected="more than 0")
    return Turnover(cogs / average, days * average / cogs if cogs else None)
