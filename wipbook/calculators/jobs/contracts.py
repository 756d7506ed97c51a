"""A line of the contract WIP schedule: cost-to-cost percentage of completion (accounting rules 54 to 56)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wipbook.errors import WipbookError
from wipbook.values.rounding import half_up


class NoCostExpected(WipbookError, ValueError):
    """A contract without any cost has no percentage of completion."""


@dataclass(frozen=True)
class ContractPosition:
    percent_complete: Decimal
    earned_revenue: Decimal
    gross_profit: Decimal
    under_billing: Decimal
    over_billing: Decimal
    loss_provision: Decimal


def contract_position(
    price: Decimal, cost_to_date: Decimal, cost_to_complete: Decimal, billed: Decimal
) -> ContractPosition:
    """Where a contract stands. ``percent_complete`` is a fraction; under-billing is an asset, over-billing a liability.

    ``gross_profit`` is earned revenue less cost to date; when a loss is expected the part not yet incurred is
    ``loss_provision``, so that gross profit less provision is the whole loss at once (IAS 37, ASC 605-35-25).
    Errors: ``NoCostExpected``.

    >>> contract_position(Decimal(100), Decimal(60), Decimal(60), Decimal(0)).loss_provision
    Decimal('10.00')
    """
    total = cost_to_date + cost_to_complete
    if total <= 0:
        raise NoCostExpected(where="cost_to_complete", found="no cost to date and none to come", expected="a cost")
    earned = half_up(price * cost_to_date / total, 2)
    profit = earned - half_up(cost_to_date, 2)
    expected = half_up(price, 2) - half_up(total, 2)
    open_ = earned - half_up(billed, 2)
    return ContractPosition(
        half_up(cost_to_date / total, 6), earned, profit, max(open_, Decimal(0)), max(-open_, Decimal(0)),
        max(profit - expected, Decimal(0)) if expected < 0 else Decimal(0),
    )
