"""Normal and abnormal spoilage (Horngren, Cost Accounting, ch. 18)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wipbook.calculators.process.sharing import shares
from wipbook.errors import WipbookError
from wipbook.values.rounding import half_up

TO_JOB, TO_OVERHEAD = "job", "overhead"


class WorthMoreThanItCost(WipbookError, ValueError):
    """Spoiled units that fetch more than they cost: their credit would drive the cost of good units below zero."""


@dataclass(frozen=True)
class Spoilage:
    normal_units: Decimal
    abnormal_units: Decimal
    normal_cost: Decimal
    abnormal_cost: Decimal
    disposal_value: Decimal
    cost_of_good_units: Decimal
    cost_per_good_unit: Decimal


def spoilage_cost(
    good: Decimal, spoiled: Decimal, cost_per_unit: Decimal, disposal_per_unit: Decimal = Decimal(0),
    normal_rate: Decimal = Decimal(0), charged_to: str = TO_JOB,
) -> Spoilage:
    """Cost of spoiled units, net of what they fetch; normal up to ``normal_rate`` of the GOOD units (rule 37).

    Abnormal spoilage is a loss of the period (35). Normal spoilage caused by the job stays in its good units, common to
    all jobs it goes to overhead (36). Identity, to the cent: good units + loss + overhead + disposal = all cost spent.
    Errors: ``WorthMoreThanItCost`` (39).

    >>> spoilage_cost(Decimal(90), Decimal(10), Decimal(1), normal_rate=Decimal("0.05")).abnormal_cost
    Decimal('5.50')
    """
    if disposal_per_unit > cost_per_unit:
        raise WorthMoreThanItCost(
            where="disposal_per_unit", found=f"{disposal_per_unit:f}",
            expected=f"at most the cost of a unit, {cost_per_unit:f}",
        )
    normal = min(spoiled, good * normal_rate)
    abnormal = spoiled - normal
    net = cost_per_unit - disposal_per_unit
    disposal = half_up(spoiled * disposal_per_unit, 2)
    spent = half_up((good + spoiled) * cost_per_unit, 2)
    # what was spent is shared out, so that no cent is lost between three roundings
    parts = [good * cost_per_unit, normal * net, abnormal * net]
    kept, normal_cost, loss = (part.share for part in shares(spent - disposal, parts)) if any(parts) else parts
    kept += normal_cost if charged_to == TO_JOB else 0
    return Spoilage(normal, abnormal, normal_cost, loss, disposal, kept, half_up(kept / good, 6))
