"""Which kind of demand a history shows: smooth, erratic, intermittent or lumpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

INTERVAL_CUT = Decimal("1.32")
VARIATION_CUT = Decimal("0.49")


@dataclass(frozen=True)
class DemandClass:
    """``adi`` in periods; ``cv2`` without a unit; both blank when there was no demand."""

    adi: Decimal | None
    cv2: Decimal | None = field(metadata={"header": "CV²"})
    demand_class: str = field(metadata={"header": "Class"})


def classify(history: Sequence[Decimal]) -> DemandClass:
    """Average interval between demands and squared coefficient of variation of their sizes.

    Equations: ADI = periods / periods with demand; CV² = population variance / mean² of the sizes other than zero.
    Smooth: ADI < 1.32 and CV² < 0.49; erratic: CV² at least 0.49; intermittent: ADI at least 1.32; lumpy: both.
    A negative demand (a return) is a size like any other. Source: Syntetos, Boylan & Croston (2005), JORS 56,
    495-503.

    >>> classify([Decimal(4), Decimal(0), Decimal(6), Decimal(0)])
    DemandClass(adi=Decimal('2'), cv2=Decimal('0.04'), demand_class='intermittent')
    """
    sizes = [size for size in history if size]
    if not sizes:
        return DemandClass(None, None, "no demand")
    adi = Decimal(len(history)) / len(sizes)
    total = sum(sizes, Decimal(0))
    if not total:
        return DemandClass(adi, None, "demand and returns cancel out")
    # count * sum of squares / sum² - 1: exact until the one division
    cv2 = (len(sizes) * sum((size * size for size in sizes), Decimal(0)) - total * total) / (total * total)
    often = adi < INTERVAL_CUT
    if cv2 < VARIATION_CUT:
        return DemandClass(adi, cv2, "smooth" if often else "intermittent")
    return DemandClass(adi, cv2, "erratic" if often else "lumpy")
