"""Lot sizes for a known demand that changes from period to period (Wagner-Whitin)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from wipbook.calculators.faults import CannotPlan

MOST_PERIODS = 2_000


@dataclass(frozen=True)
class Lot:
    """One period, quantities in units, costs in currency; the last row is the total."""

    period: int | str
    demand: Decimal
    order: Decimal
    ending_stock: Decimal | None
    order_cost: Decimal
    holding_cost: Decimal
    cost: Decimal


def lot_sizes(demand: Sequence[Decimal], order_cost: Decimal, holding_cost: Decimal) -> list[Lot]:
    """The orders with the least total cost, period by period, and their total.

    ``demand``: units per period, none negative; ``order_cost`` K: currency per order; ``holding_cost`` h: currency
    per unit in stock at the end of a period. Nothing is in stock before or after. Of two plans of equal cost the one
    with fewer orders is taken.

    Equation: cost(t) = min over j > t of K + h sum of (i - t) d_i for t <= i < j, + cost(j); no order before a
    period without demand. Source: Wagner & Whitin (1958); Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd
    ed., 3.7, example 3.9.

    >>> plan = lot_sizes([Decimal(90), Decimal(120), Decimal(80), Decimal(70)], Decimal(500), Decimal(2))
    >>> [int(lot.order) for lot in plan], plan[-1].cost
    ([210, 0, 150, 0, 360], Decimal('1380'))
    """
    if len(demand) > MOST_PERIODS:
        raise CannotPlan(where="demand", found=f"{len(demand):,} periods", expected=f"up to {MOST_PERIODS:,} periods")
    follower = _next_orders(demand, order_cost, holding_cost)
    orders = [Decimal(0)] * len(demand)
    at = 0
    while at < len(demand):
        orders[at] = sum(demand[at : follower[at]], Decimal(0))
        at = follower[at]
    return _with_total(_priced(demand, orders, order_cost, holding_cost))


def _next_orders(demand: Sequence[Decimal], order_cost: Decimal, holding_cost: Decimal) -> list[int]:
    """For every period: the period of the next order when an order is placed in this one (backward recursion)."""
    periods = len(demand)
    best: list[tuple[Decimal, int]] = [(Decimal(0), 0)] * (periods + 1)
    follower = [periods] * periods
    for start in range(periods - 1, -1, -1):
        if not demand[start]:  # nothing is needed yet: waiting is never dearer
            best[start], follower[start] = best[start + 1], start + 1
            continue
        held, options = Decimal(0), []
        for end in range(start + 1, periods + 1):
            carried = holding_cost * (end - 1 - start) * demand[end - 1]
            if carried > order_cost:  # a fresh order for that period alone would be cheaper, so no plan goes further
                break
            held += carried
            cost, orders = best[end]
            options.append((order_cost + held + cost, orders + 1, end))
        cost, orders, follower[start] = min(options)
        best[start] = (cost, orders)
    return follower


def _priced(
    demand: Sequence[Decimal], orders: Sequence[Decimal], order_cost: Decimal, holding_cost: Decimal
) -> list[Lot]:
    lots, stock = [], Decimal(0)
    for period, (wanted, order) in enumerate(zip(demand, orders, strict=True), 1):
        stock += order - wanted
        fixed, held = (order_cost if order else Decimal(0)), holding_cost * stock
        lots.append(Lot(period, wanted, order, stock, fixed, held, fixed + held))
    return lots


def _with_total(lots: list[Lot]) -> list[Lot]:
    names = ("demand", "order", "order_cost", "holding_cost", "cost")
    sums = {name: sum((getattr(lot, name) for lot in lots), Decimal(0)) for name in names}
    return [*lots, Lot(period="Total", ending_stock=None, **sums)]
