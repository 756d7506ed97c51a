"""Earned value: is a job on budget and on schedule, and where will it end."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from wipbook.errors import WipbookError
from wipbook.values.rounding import half_up


class MoreThanTheBudget(WipbookError, ValueError):
    """Work planned or done is valued at its budget: it cannot be worth more than the whole."""


@dataclass(frozen=True)
class EarnedValue:
    """CV and SV: + is good. An index that would divide by zero is None."""

    cost_variance: Decimal = field(metadata={"header": "CV"})
    schedule_variance: Decimal = field(metadata={"header": "SV"})
    cost_index: Decimal | None = field(metadata={"header": "CPI"})
    schedule_index: Decimal | None = field(metadata={"header": "SPI"})
    estimate_at_completion: Decimal | None = field(metadata={"header": "EAC"})
    estimate_to_complete: Decimal | None = field(metadata={"header": "ETC"})
    variance_at_completion: Decimal | None = field(metadata={"header": "VAC"})


def earned_value_of(budget: Decimal, planned: Decimal, earned: Decimal, actual: Decimal) -> EarnedValue:
    """The measures of the PMBOK Guide; the estimate at completion assumes the cost index stays (BAC x AC / EV).

    Errors: ``MoreThanTheBudget``.

    >>> earned_value_of(Decimal(100), Decimal(50), Decimal(40), Decimal(50)).estimate_at_completion
    Decimal('125.00')
    """
    for name, value in (("planned_value", planned), ("earned_value", earned)):
        if value > budget:
            raise MoreThanTheBudget(where=name, found=f"{value:f}", expected=f"at most the budget of {budget:f}")
    complete = half_up(budget * actual / earned, 2) if earned else None
    return EarnedValue(
        half_up(earned - actual, 2),
        half_up(earned - planned, 2),
        half_up(earned / actual, 6) if actual else None,
        half_up(earned / planned, 6) if planned else None,
        complete,
        None if complete is None else complete - half_up(actual, 2),
        None if complete is None else half_up(budget, 2) - complete,
    )
