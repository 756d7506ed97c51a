"""Sharing an amount out: by weights, over purchase lines, over balances. Shares sum to the amount exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import MAX_PREC, Decimal, localcontext

from wipbook.errors import WipbookError
from wipbook.values.allocate import allocate
from wipbook.values.fixed import to_decimal
from wipbook.values.rounding import half_up

RATE_PLACES = 6


class CannotShare(WipbookError, ValueError):
    """There is nothing to share an amount on."""


@dataclass(frozen=True)
class Share:
    share: Decimal


@dataclass(frozen=True)
class PurchaseLine:
    """A line of a receipt; ``weight`` and ``volume`` per unit."""

    quantity: Decimal = field(metadata={"least": 0, "aliases": ("Qty",)})
    unit_cost: Decimal = field(metadata={"least": 0, "aliases": ("Unit Price", "Price")})
    item: str = field(default="", metadata={"aliases": ("Material", "Line")})
    weight: Decimal | None = field(default=None, metadata={"least": 0})
    volume: Decimal | None = field(default=None, metadata={"least": 0})
    row: int = field(default=0, metadata={"row_number": True})


@dataclass(frozen=True)
class LandedLine:
    item: str
    quantity: Decimal
    unit_cost: Decimal
    charge_share: Decimal
    landed_value: Decimal
    landed_unit_cost: Decimal | None


@dataclass(frozen=True)
class AdjustedBalance:
    balance: Decimal
    adjustment: Decimal
    adjusted_balance: Decimal


def shares(amount: Decimal, weights: Sequence[Decimal], places: int = 2) -> list[Share]:
    """``amount``, rounded to ``places``, in proportion to ``weights``; the shares sum to it to the last place.

    Errors: ``CannotShare`` when the weights sum to zero or one is negative (accounting rule 64).

    >>> [row.share for row in shares(Decimal(100), [Decimal(1)] * 3)]
    [Decimal('33.33'), Decimal('33.34'), Decimal('33.33')]
    """
    least = min(weights, default=Decimal(0))
    if least < 0 or not any(weights):
        raise CannotShare(
            where="weights",
            found="a sum of zero" if least >= 0 else f"the negative weight {least:f}",
            expected="weights of zero or more with a sum above zero",
            remedy="choose another basis",
        )
    with localcontext(prec=MAX_PREC):  # exact, however many digits
        fixed, whole = int(half_up(amount, places).scaleb(places)), _whole(weights)
    return [Share(to_decimal(part, places)) for part in allocate(fixed, whole)]


def _whole(weights: Sequence[Decimal]) -> list[int]:
    """The weights as whole numbers in the same proportion, exactly, however small or large they are."""
    finest = -int(sum(weights, Decimal(0)).as_tuple().exponent)  # an exact sum has the places of its finest part
    return [int(weight.scaleb(finest)) for weight in weights]


def landed_cost(lines: Sequence[PurchaseLine], charge: Decimal, basis: str = "value") -> list[LandedLine]:
    """Freight, duty and handling spread over the lines of a receipt by quantity, value, weight or volume (IAS 2.11).

    Errors: ``CannotShare`` when a line lacks its weight or volume, or the basis sums to zero.

    >>> rows = landed_cost([PurchaseLine(Decimal(10), Decimal(5)), PurchaseLine(Decimal(5), Decimal(10))], Decimal(9))
    >>> [row.charge_share for row in rows]
    [Decimal('4.50'), Decimal('4.50')]
    """
    weights = []
    for number, line in enumerate(lines, 2):
        per_unit = {"quantity": Decimal(1), "value": line.unit_cost, "weight": line.weight, "volume": line.volume}[
            basis
        ]
        if per_unit is None:
            raise CannotShare(
                where=f"lines, row {line.row or number}",
                found=f"no {basis.capitalize()}",
                expected=f"the {basis} of one unit",
            )
        weights.append(line.quantity * per_unit)
    if not any(weights):
        raise CannotShare(
            where="basis", found=f"a {basis} of zero in all lines", expected="a basis that sums to more than zero"
        )
    rows = []
    for line, part in zip(lines, shares(charge, weights), strict=True):
        value = half_up(line.quantity * line.unit_cost, 2) + part.share
        unit = half_up(value / line.quantity, RATE_PLACES) if line.quantity else None
        rows.append(LandedLine(line.item, line.quantity, line.unit_cost, part.share, value, unit))
    return rows


def prorate(
    amount: Decimal, balances: Sequence[Decimal], weights: Sequence[Decimal] | None = None
) -> list[AdjustedBalance]:
    """Over-applied (+) or under-applied (-) overhead spread over balances such as WIP, finished goods and cost of
    goods sold, in proportion to ``weights`` (the overhead they contain: preferred) or to the balances themselves.

    What was over-applied is taken off the balances, what was under-applied is added (Horngren, Cost Accounting, ch. 4).
    Errors: ``CannotShare`` when the weights are not as many as the balances, or are no basis.

    >>> [row.adjusted_balance for row in prorate(Decimal(-10), [Decimal(30), Decimal(70)])]
    [Decimal('33.00'), Decimal('77.00')]
    """
    basis = list(weights) if weights is not None else list(balances)
    if weights is None and not any(balances):
        raise CannotShare(where="balances", found="a sum of zero", expected="balances to spread the amount over")
    if len(basis) != len(balances):
        raise CannotShare(
            where="weights", found=f"{len(basis)} weights", expected=f"{len(balances)}, one per balance (0 for none)"
        )
    return [
        AdjustedBalance(balance, -part.share, balance - part.share)
        for balance, part in zip(balances, shares(amount, basis), strict=True)
    ]
