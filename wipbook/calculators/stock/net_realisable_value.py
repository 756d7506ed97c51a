"""Lower of cost and net realisable value (IAS 2.28-2.33, ASC 330-10-35), and lower of cost or market."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from wipbook.errors import WipbookError
from wipbook.values.rounding import all_half_up

ZERO = Decimal(0)


class NoGroups(WipbookError, ValueError):
    """Stock is to be valued by group, and no item names one."""


@dataclass(frozen=True)
class ItemToValue:
    """Stock of one item: cost and net realisable value per unit."""

    item: str
    quantity: Decimal = field(metadata={"least": 0, "aliases": ("Qty",)})
    unit_cost: Decimal = field(metadata={"least": 0, "aliases": ("Cost",)})
    nrv: Decimal = field(metadata={"aliases": ("Net Realisable Value", "Net Realizable Value")})
    group: str = ""


@dataclass(frozen=True)
class CarryingValue:
    item: str
    cost: Decimal
    nrv: Decimal
    carrying_value: Decimal
    write_down: Decimal = field(metadata={"header": "Write-Down"})


def net_realisable_value(selling_price: Decimal, completion_cost: Decimal, selling_cost: Decimal) -> Decimal:
    """Selling price less what it takes to complete and to sell (IAS 2.6).

    >>> net_realisable_value(Decimal(1000), Decimal(50), Decimal(200))
    Decimal('750')
    """
    return selling_price - completion_cost - selling_cost


def lower_of_cost_or_market(cost: Decimal, replacement_cost: Decimal, nrv: Decimal, normal_margin: Decimal) -> Decimal:
    """Cost, or market if lower: replacement cost, at most NRV (ceiling), at least NRV less a normal margin (floor).

    For LIFO and the retail method under US GAAP (ASC 330-10-35-1C). Goods are never carried below zero.

    >>> lower_of_cost_or_market(Decimal(50), Decimal(45), Decimal(40), Decimal("12.5"))
    Decimal('40')
    """
    market = max(min(replacement_cost, nrv), nrv - normal_margin)
    return max(min(cost, market), Decimal(0))


def carrying_values(items: Sequence[ItemToValue], by_group: bool = False, places: int = 2) -> list[CarryingValue]:
    """Each item (or group of similar items, IAS 2.29) at the lower of cost and NRV, and a total row.

    A negative NRV carries nothing: the goods cannot be worth less than zero. By group, an item without one stands by
    itself: what has nothing in common must not be netted. ``places`` are those of the currency. Errors: ``NoGroups``.

    >>> [row.write_down for row in carrying_values([ItemToValue("A", Decimal(10), Decimal(5), Decimal(4))])]
    [Decimal('10.00'), Decimal('10.00')]
    """
    costs = all_half_up([item.quantity * item.unit_cost for item in items], places)
    valued = list(zip(costs, all_half_up([item.quantity * item.nrv for item in items], places), strict=True))
    rows = (
        _grouped(items, valued)
        if by_group
        else [_row(item.item, *pair) for item, pair in zip(items, valued, strict=True)]
    )
    carried, written = sum((r.carrying_value for r in rows), Decimal(0)), sum((r.write_down for r in rows), Decimal(0))
    cost, nrv = sum((r.cost for r in rows), Decimal(0)), sum((r.nrv for r in rows), Decimal(0))
    return [*rows, CarryingValue("Total", cost, nrv, carried, written)]


def _grouped(items: Sequence[ItemToValue], valued: Sequence[tuple[Decimal, Decimal]]) -> list[CarryingValue]:
    if not any(item.group for item in items):
        raise NoGroups(where="items", found="no Group in any row", expected="a column Group of similar items")
    sums: dict[str | int, tuple[str, Decimal, Decimal]] = {}
    for number, (item, (cost, nrv)) in enumerate(zip(items, valued, strict=True)):
        key = item.group.casefold() or number
        name, costs, values = sums.get(key, (item.group or item.item, Decimal(0), Decimal(0)))
        sums[key] = (name, costs + cost, values + nrv)
    return [_row(*total) for total in sums.values()]


def _row(name: str, cost: Decimal, nrv: Decimal) -> CarryingValue:
    carried = cost if cost <= nrv else nrv if nrv > 0 else ZERO  # min and max take thrice as long
    return CarryingValue(name, cost, nrv, carried, cost - carried)
