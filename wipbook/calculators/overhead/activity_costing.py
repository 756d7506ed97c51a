"""Activity-based costing: pools of cost spread over products by what drives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from wipbook.calculators.process.sharing import shares
from wipbook.errors import WipbookError
from wipbook.values.rounding import half_up
from wipbook.values.spill import Spill


class PoolWithoutActivity(WipbookError, ValueError):
    """A pool of cost that nothing drives, or activity of a pool that does not exist."""


@dataclass(frozen=True)
class ActivityPool:
    """``activity`` is the practical capacity; left out, all that the products use."""

    pool: str
    cost: Decimal
    activity: Decimal | None = field(default=None, metadata={"above": 0})
    row: int = field(default=0, metadata={"row_number": True})


@dataclass(frozen=True)
class DriverUse:
    product: str
    pool: str
    activity: Decimal = field(metadata={"least": 0, "aliases": ("Quantity",)})
    row: int = field(default=0, metadata={"row_number": True})


def activity_costs(pools: Sequence[ActivityPool], drivers: Sequence[DriverUse]) -> Spill:
    """Cost by product and pool with totals; what capacity was not used for is a row of its own.

    Errors: ``PoolWithoutActivity``.

    >>> activity_costs([ActivityPool("Setup", Decimal(90))], [DriverUse("A", "Setup", Decimal(2)),
    ...                DriverUse("B", "Setup", Decimal(1))]).rows[0]
    ['A', Decimal('60.00'), Decimal('60.00')]
    """
    products = {use.product.casefold(): use.product for use in reversed(drivers)}
    products = {use.product.casefold(): products[use.product.casefold()] for use in drivers}  # in order of appearance
    used = _used(pools, drivers, products)
    columns = [_column(pool, used[pool.pool.casefold()]) for pool in pools]
    rows: list[list[Any]] = [
        [name, *(column[at] for column in columns)] for at, name in enumerate([*products.values(), "(unused capacity)"])
    ]
    if not any(row[1:] and any(row[1:]) for row in rows[-1:]):
        rows.pop()
    rows.append(["Total", *(sum((row[at] for row in rows), Decimal(0)) for at in range(1, len(pools) + 1))])
    return Spill(
        ["Product", *(pool.pool for pool in pools), "Total"], [[*row, sum(row[1:], Decimal(0))] for row in rows]
    )


def _used(
    pools: Sequence[ActivityPool], drivers: Sequence[DriverUse], products: Iterable[str]
) -> dict[str, dict[str, Decimal]]:
    """Activity by pool and product, names in lower case."""
    used: dict[str, dict[str, Decimal]] = {}
    for number, pool in enumerate(pools, 2):
        if pool.pool.casefold() in used:
            raise PoolWithoutActivity(
                where=f"pools, row {pool.row or number}", found=f"{pool.pool!r} again", expected="each pool once"
            )
        used[pool.pool.casefold()] = dict.fromkeys(products, Decimal(0))
    for number, use in enumerate(drivers, 2):
        if use.pool.casefold() not in used:
            names = ", ".join(pool.pool for pool in pools)
            raise PoolWithoutActivity(
                where=f"drivers, row {use.row or number}, Pool", found=repr(use.pool),
                expected=f"a pool of pools ({names[:80]})",
            )
        used[use.pool.casefold()][use.product.casefold()] += use.activity
    return used


def _column(pool: ActivityPool, used: dict[str, Decimal]) -> list[Decimal]:
    total = sum(used.values(), Decimal(0))
    idle = (pool.activity or total) - total
    if total + idle <= 0 or idle < 0:
        raise PoolWithoutActivity(
            where=f"pools, {pool.pool}",
            found=f"an activity of {total:f}" + (f" used of {pool.activity:f}" if pool.activity else ""),
            expected="activity of the products, within the activity of the pool",
        )
    weights = [*used.values(), idle]
    return [part.share for part in shares(half_up(pool.cost, 2), weights)]
