"""Material usage taken apart: another mix than the standard one, and more or less input than the output allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wipbook.values.fixed import multiply_divide


@dataclass(frozen=True)
class MixYield:
    """Of one input, + unfavorable: ``usage`` = ``mix`` + ``yields``, exactly."""

    usage: int
    mix: int
    yields: int


def mix_and_yield(used: Sequence[int], allowed: Sequence[int], prices: Sequence[int], scale: int) -> list[MixYield]:
    """Usage, mix and yield of the inputs of one output (Horngren, Cost Accounting, ch. 14; CIMA).

    ``used`` and ``allowed``: quantities in one unit, actual and as the standard allows for the actual output;
    ``prices``: standard price; quantity x price / ``scale`` is money. Usage = (used - allowed) x price; mix = (used -
    all that was used x standard mix) x price; yield is the rest: (all that was used x standard mix - allowed) x price.
    Each is rounded by itself, and yield is what mix leaves of usage. Without anything allowed there is no standard mix:
    all is usage and yield.

    Of 60, 30 and 10 at 75, 60 and 40 allowed, 65, 28 and 11 were used:

    >>> rows = mix_and_yield([65, 28, 11], [60, 30, 10], [75, 60, 40], 1)
    >>> [(row.usage, row.mix, row.yields) for row in rows]
    [(375, 195, 180), (-120, -192, 72), (40, 24, 16)]
    """
    whole, standard = sum(used), sum(allowed)
    rows = []
    for actual, budget, price in zip(used, allowed, prices, strict=True):
        usage = multiply_divide((actual - budget) * price, 1, scale)
        mix = multiply_divide((actual * standard - whole * budget) * price, 1, standard * scale) if standard > 0 else 0
        rows.append(MixYield(usage, mix, usage - mix))
    return rows
