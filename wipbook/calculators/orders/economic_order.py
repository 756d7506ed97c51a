"""The economic order quantity, with or without price breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from wipbook.calculators.faults import CannotPlan
from wipbook.values.fixed import plain_text

DISCOUNTS = ("all units", "incremental")


@dataclass(frozen=True)
class PriceBreak:
    """``unit_price`` in currency holds from ``from_quantity`` units on."""

    from_quantity: Decimal = field(metadata={"least": 0, "aliases": ("From", "Quantity")})
    unit_price: Decimal = field(metadata={"above": 0, "aliases": ("Price", "Unit Cost")})


@dataclass(frozen=True)
class OrderQuantity:
    """``quantity`` in units; ``cost`` and ``orders`` per period of the demand; ``unit_price`` only with breaks."""

    quantity: Decimal
    cost: Decimal
    orders: Decimal
    unit_price: Decimal | None


def economic_order(
    demand: Decimal,
    order_cost: Decimal,
    holding_cost: Decimal,
    price_breaks: Sequence[PriceBreak] | None = None,
    discount: str = "all units",
) -> OrderQuantity:
    """The order quantity with the least cost per period.

    ``demand`` d: units per period; ``order_cost`` K: currency per order. Without ``price_breaks`` the
    ``holding_cost`` h is currency per unit and period, and the cost is K d / Q + h Q / 2, Q = sqrt(2 K d / h). With
    them it is a rate i of the unit price per period (0.30 = 30 %), and the cost includes the goods: ``all units``
    of an order at the price of its quantity, c d + K d / Q + i c Q / 2, or ``incremental``, only the units beyond a
    break at the lower price. Of two quantities of equal cost the smaller is taken. A rate above 1 is refused: it is a
    percentage (30), or currency per unit.

    Source: Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed., 3.2 and 3.4, examples 3.1, 3.6 and 3.7.

    >>> result = economic_order(Decimal(1300), Decimal(8), Decimal("0.225"))
    >>> round(result.quantity, 4), round(result.cost, 4)
    (Decimal('304.0468'), Decimal('68.4105'))
    """
    if not price_breaks:
        quantity = (2 * order_cost * demand / holding_cost).sqrt()
        return OrderQuantity(
            quantity, order_cost * demand / quantity + holding_cost * quantity / 2, demand / quantity, None
        )
    if holding_cost > 1:
        raise CannotPlan(
            where="holding_cost", found=f"{holding_cost:f}",
            expected="with price_breaks a fraction of the price, 0.30 for 30 %",
        )
    breaks = _checked(price_breaks)
    options = _all_units if discount == "all units" else _incremental
    return min(options(demand, order_cost, holding_cost, breaks), key=lambda option: (option.cost, option.quantity))


def _checked(price_breaks: Sequence[PriceBreak]) -> list[PriceBreak]:
    breaks = sorted(price_breaks, key=lambda one: one.from_quantity)
    twice = [b.from_quantity for a, b in pairwise(breaks) if a.from_quantity == b.from_quantity]
    if twice:
        found = f"From Quantity {plain_text(twice[0], 6)} twice"
        raise CannotPlan(where="price_breaks", found=found, expected="each once")
    # a table that starts at 1 means the same as one that starts at 0, but an order may be a fraction of a unit
    if breaks[0].from_quantity > 1:
        found = f"a first From Quantity of {plain_text(breaks[0].from_quantity, 6)}"
        raise CannotPlan(where="price_breaks", found=found, expected="0 or 1")
    return [PriceBreak(Decimal(0), breaks[0].unit_price), *breaks[1:]]


def _all_units(d: Decimal, k: Decimal, rate: Decimal, breaks: list[PriceBreak]) -> Iterator[OrderQuantity]:
    for number, step in enumerate(breaks):
        held = rate * step.unit_price
        quantity = max((2 * k * d / held).sqrt(), step.from_quantity)
        if number + 1 == len(breaks) or quantity < breaks[number + 1].from_quantity:
            cost = step.unit_price * d + k * d / quantity + held * quantity / 2
            yield OrderQuantity(quantity, cost, d / quantity, step.unit_price)


def _incremental(d: Decimal, k: Decimal, rate: Decimal, breaks: list[PriceBreak]) -> Iterator[OrderQuantity]:
    paid_more = Decimal(0)  # for the units before a break, over what they would cost at the price behind it
    for number, step in enumerate(breaks):
        if number:
            paid_more += step.from_quantity * (breaks[number - 1].unit_price - step.unit_price)
        numerator = 2 * (k + paid_more) * d
        if numerator <= 0:  # a price that rises with the quantity: more never pays
            continue
        quantity = (numerator / (rate * step.unit_price)).sqrt()
        ends = number + 1 == len(breaks) or quantity < breaks[number + 1].from_quantity
        if quantity >= step.from_quantity and quantity > 0 and ends:
            price = step.unit_price + paid_more / quantity
            yield OrderQuantity(
                quantity, price * d + k * d / quantity + rate * price * quantity / 2, d / quantity, price
            )
