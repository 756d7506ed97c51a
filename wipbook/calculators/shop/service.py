"""Delivery and quality as the customer sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

MILLION = 1_000_000


@dataclass(frozen=True)
class DeliveryLine:
    """An order line. ``delivered`` None: not delivered; ``quantity_delivered`` None: nothing."""

    promised: dt.date = field(metadata={"aliases": ("Promised Date", "Due", "Due Date", "Requested", "Required")})
    quantity_ordered: Decimal = field(metadata={"above": 0, "aliases": ("Ordered", "Quantity", "Ordered Quantity")})
    delivered: dt.date | None = field(
        default=None, metadata={"column": True, "aliases": ("Delivered Date", "Delivery Date", "Shipped", "Ship Date")}
    )
    quantity_delivered: Decimal | None = field(
        default=None,
        metadata={
            "column": True, "least": 0, "aliases": ("Delivered Quantity", "Quantity Shipped", "Shipped Quantity"),
        },
    )

    @property
    def on_time(self) -> bool:
        return self.delivered is not None and self.delivered <= self.promised

    @property
    def in_full(self) -> bool:
        return (self.quantity_delivered or Decimal(0)) >= self.quantity_ordered


@dataclass(frozen=True)
class Delivery:
    """Fractions of the lines, 0.85 is 85 %."""

    lines: int
    on_time: Decimal
    in_full: Decimal
    on_time_in_full: Decimal


def delivery(lines: Sequence[DeliveryLine]) -> Delivery:
    """How many lines came by the promised day, complete, and both.

    A line not delivered is neither; early is on time; more than ordered is in full. Source: definition of the
    measure, as in the SCOR model's perfect order fulfilment (RL.1.1), on lines.

    >>> day = dt.date(2026, 3, 31)
    >>> delivery([DeliveryLine(day, Decimal(5), day, Decimal(5)), DeliveryLine(day, Decimal(5))]).on_time_in_full
    Decimal('0.5')
    """
    count = Decimal(len(lines))
    return Delivery(
        lines=len(lines),
        on_time=sum(line.on_time for line in lines) / count,
        in_full=sum(line.in_full for line in lines) / count,
        on_time_in_full=sum(line.on_time and line.in_full for line in lines) / count,
    )


def on_time_in_full(lines: Sequence[DeliveryLine]) -> Decimal:
    """The fraction of ``delivery`` that came both on time and in full."""
    return delivery(lines).on_time_in_full


def defects_per_million(defects: Decimal, units: Decimal) -> Decimal:
    """Defective units per million units.

    Equation: defects / units 1,000,000. More defects than units are possible when a unit can have several.

    >>> defects_per_million(Decimal(18), Decimal(45000))
    Decimal('400')
    """
    return defects * MILLION / units
