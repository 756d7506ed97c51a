"""Stock against uncertainty in demand and lead time, and the point at which to order."""

from __future__ import annotations

from decimal import Decimal
from math import sqrt
from statistics import NormalDist

from wipbook.calculators.faults import CannotPlan


def safety_stock(
    service_level: Decimal, demand: Decimal, demand_sd: Decimal, lead_time: Decimal, lead_time_sd: Decimal = Decimal(0)
) -> float:
    """Safety stock in units for a probability of no stockout while an order is on its way.

    ``service_level``: that probability, 0.5 up to below 1; ``demand`` and ``demand_sd``: mean and standard deviation
    per period; ``lead_time`` and ``lead_time_sd``: in the same periods. Both vary independently and normally.

    Equation: z sqrt(L sd_d² + d² sd_L²), z the normal quantile of the service level (not a rounded table value).
    Source: Stevenson, Operations Management, 14th ed., ch. 12, formulas 12-13 to 12-15.

    >>> round(safety_stock(Decimal("0.97"), Decimal(50), Decimal(5), Decimal(1)), 2)
    9.4
    """
    level = float(service_level)
    if not 0 < level < 1:  # beyond the digits of a float, such as twenty nines
        raise CannotPlan(where="service_level", found=f"{service_level:f}", expected="a fraction below 1: 95 % is 0.95")
    variance = lead_time * demand_sd * demand_sd + demand * demand * lead_time_sd * lead_time_sd
    return NormalDist().inv_cdf(level) * sqrt(variance)


def reorder_point(demand: Decimal, lead_time: Decimal, stock: Decimal = Decimal(0)) -> Decimal:
    """Stock position in units at which to order: demand over the lead time plus safety ``stock``.

    Source: Stevenson, Operations Management, 14th ed., ch. 12, formula 12-12.

    >>> reorder_point(Decimal(50), Decimal(1), Decimal("9.40"))
    Decimal('59.40')
    """
    return demand * lead_time + stock
