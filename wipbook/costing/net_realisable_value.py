"""Lower of cost and net realisable value (IAS 2.28-2.33, ASC 330-10-35), and lower of cost or market."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from wipbook.values.rounding import half_up

AMOUNT_PLACES = 2


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

    For LIFO and the retail method under US GAAP (ASC 330-10-35-1C).

    >>> lower_of_cost_or_market(Decimal(50), Decimal(45), Decimal(40), Decimal("12.5"))
    Decimal('40')
    """
    market = max(min(replacement_cost, nrv), nrv - normal_margin)
    return min(cost, market)


def carrying_values(items: Sequence[ItemToValue], by_group: bool = False) -> list[CarryingValue]:
    """Each item (or group of similar items, IAS 2.29) at the lower of cost and NRV, and a total row.

    A negative NRV carries nothing: the goods cannot be worth less than zero.

    >>> [row.write_down for row in carrying_values([ItemToValue("A", Decimal(10), Decimal(5), Decimal(4))])]
    [Decimal('10.00'), Decimal('10.00')]
    """
    sums: dict[str, list[Decimal]] = {}
    for number, item in enumerate(items):
        name = (item.group or "(no group)") if by_group else f"{number}\x1f{item.item}"
        total = sums.setdefault(name, [Decimal(0), Decimal(0)])
        total[0] += half_up(item.quantity * item.unit_cost, AMOUNT_PLACES)
        total[1] += half_up(item.quantity * item.nrv, AMOUNT_PLACES)
    rows = [_row(name.split("\x1f")[-1], cost, nrv) for name, (cost, nrv) in sums.items()]
    carried, written = sum((r.carrying_value for r in rows), Decimal(0)), sum((r.write_down for r in rows), Decimal(0))
    cost, nrv = sum((r.cost for r in rows), Decimal(0)), sum((r.nrv for r in rows), Decimal(0))
    return [*rows, CarryingValue("Total", cost, nrv, carried, written)]


def _row(name: str, cost: Decimal, nrv: Decimal) -> CarryingValue:
    carried = max(min(cost, nrv), Decimal(0))
    return CarryingValue(name, cost, nrv, carried, cost - carried)
