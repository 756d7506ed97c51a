"""Overall equipment effectiveness."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from wipbook.calculators.faults import CannotPlan
from wipbook.values.fixed import plain_text


@dataclass(frozen=True)
class Effectiveness:
    """Fractions: 0.85 is 85 %. A factor is blank when nothing ran or nothing was made."""

    availability: Decimal
    performance: Decimal | None
    quality: Decimal | None
    oee: Decimal = field(metadata={"header": "OEE"})


def effectiveness(planned: Decimal, run: Decimal, ideal_cycle: Decimal, total: Decimal, good: Decimal) -> Effectiveness:
    """Availability, performance, quality, and their product.

    ``planned`` and ``run``: time, in the unit of ``ideal_cycle``, the shortest time per piece; ``total`` and ``good``
    pieces. Equations: run / planned; ideal_cycle total / run; good / total; OEE = ideal_cycle good / planned, which
    is their product. A performance above 1 says that the ideal cycle time is too long.
    Source: Nakajima, Introduction to TPM (1988); Vorne, Calculate OEE.

    >>> shift = effectiveness(Decimal(25200), Decimal(22380), Decimal(1), Decimal(19271), Decimal(18848))
    >>> round(shift.oee, 4)
    Decimal('0.7479')
    """
    if run > planned:
        found = f"{plain_text(run, 6)}, more than was planned ({plain_text(planned, 6)})"
        raise CannotPlan(where="run", found=found, expected="a part of planned")
    if good > total:
        found = f"{plain_text(good, 6)}, more than the total ({plain_text(total, 6)})"
        raise CannotPlan(where="good", found=found, expected="a part of total")
    if total and not run:
        found = f"0 with a total of {plain_text(total, 6)}"
        raise CannotPlan(where="run", found=found, expected="the time in which they were made")
    return Effectiveness(
        availability=run / planned,
        performance=ideal_cycle * total / run if run else None,
        quality=good / total if total else None,
        oee=ideal_cycle * good / planned,
    )
