"""The schedule of cost of goods manufactured and sold."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wipbook.errors import WipbookError


class MoreThanThereWas(WipbookError, ValueError):
    """An ending inventory that is larger than what it is what is left of."""


@dataclass(frozen=True)
class ScheduleLine:
    line: str
    amount: Decimal


def cost_of_goods_manufactured(
    begin_materials: Decimal, purchases: Decimal, end_materials: Decimal, labor: Decimal, overhead: Decimal,
    begin_wip: Decimal, end_wip: Decimal, begin_fg: Decimal, end_fg: Decimal,
) -> list[ScheduleLine]:
    """Materials used, manufacturing costs, cost of goods manufactured, cost of goods sold: each feeds the next
    (accounting rule 24). Errors: ``MoreThanThereWas``.

    >>> zero = Decimal(0)
    >>> cost_of_goods_manufactured(Decimal(1), Decimal(2), zero, zero, zero, zero, zero, zero, zero)[-1].amount
    Decimal('3')
    """
    used = begin_materials + purchases - end_materials
    incurred = used + labor + overhead
    manufactured = incurred + begin_wip - end_wip
    available = begin_fg + manufactured
    endings = {"end_materials": (end_materials, used), "end_wip": (end_wip, manufactured),
               "end_fg": (end_fg, available - end_fg)}
    for name, (ending, left) in endings.items():
        if left < 0:
            raise MoreThanThereWas(
                where=name, found=f"{ending:f}", expected=f"at most the {ending + left:f} there were"
            )
    return [
        ScheduleLine("Beginning materials", begin_materials),
        ScheduleLine("Purchases", purchases),
        ScheduleLine("Ending materials", -end_materials),
        ScheduleLine("Direct materials used", used),
        ScheduleLine("Direct labor", labor),
        ScheduleLine("Manufacturing overhead", overhead),
        ScheduleLine("Manufacturing costs incurred", incurred),
        ScheduleLine("Beginning work in process", begin_wip),
        ScheduleLine("Ending work in process", -end_wip),
        ScheduleLine("Cost of goods manufactured", manufactured),
        ScheduleLine("Beginning finished goods", begin_fg),
        ScheduleLine("Goods available for sale", available),
        ScheduleLine("Ending finished goods", -end_fg),
        ScheduleLine("Cost of goods sold", available - end_fg),
    ]
