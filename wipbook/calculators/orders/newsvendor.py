"""The stock level that balances holding against shortage when demand is normal."""

from __future__ import annotations

from decimal import Decimal
from math import sqrt
from statistics import NormalDist

from wipbook.calculators.faults import CannotPlan


def base_stock(
    mean: Decimal, sd: Decimal, holding_cost: Decimal, shortage_cost: Decimal, lead_time: Decimal = Decimal(0)
) -> float:
    """Base-stock level in units: order up to it every period.

    ``mean`` and ``sd`` of demand per period; ``holding_cost`` h and ``shortage_cost`` p in currency per unit and
    period (or per unit left over and per unit short, when there is one period); ``lead_time`` L in periods. The level
    covers L periods and the one until the next review.

    Equation: S = (L + 1) mean + z sd sqrt(L + 1), z the normal quantile of p / (p + h). Source: Snyder & Shen,
    Fundamentals of Supply Chain Theory, 2nd ed., 4.3, example 4.3.

    >>> round(base_stock(Decimal(50), Decimal(8), Decimal("0.18"), Decimal("0.70")), 2)
    56.6
    """
    periods = float(lead_time) + 1
    return periods * float(mean) + _safety_factor(holding_cost, shortage_cost) * float(sd) * sqrt(periods)


def expected_cost(
    mean: Decimal, sd: Decimal, holding_cost: Decimal, shortage_cost: Decimal, lead_time: Decimal = Decimal(0)
) -> float:
    """Expected holding and shortage cost per period at the base-stock level, in currency.

    Equation: (h + p) phi(z) sd sqrt(L + 1), phi the normal density. Source: as for ``base_stock``.

    >>> round(expected_cost(Decimal(50), Decimal(8), Decimal("0.18"), Decimal("0.70")), 4)
    1.9976
    """
    density = NormalDist().pdf(_safety_factor(holding_cost, shortage_cost))
    return float(holding_cost + shortage_cost) * density * float(sd) * sqrt(float(lead_time) + 1)


def _safety_factor(holding_cost: Decimal, shortage_cost: Decimal) -> float:
    ratio = float(shortage_cost / (shortage_cost + holding_cost))
    if not 0 < ratio < 1:
        raise CannotPlan(
            where="holding_cost, shortage_cost",
            found=f"{holding_cost:.3g} and {shortage_cost:.3g}, a ratio beyond 15 digits",
            expected="costs that can be weighed against each other",
        )
    return NormalDist().inv_cdf(ratio)
