"""What the simulated factory has on hand, in thousandths of a unit, by material, location and lot."""

from __future__ import annotations

from collections import defaultdict

MILLI = 1000


class Stock:
    """Never negative: taking more than there is raises, because the simulation itself must be physically sound."""

    def __init__(self) -> None:
        self._lots: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)

    def at(self, material: str, location: str) -> int:
        return sum(self._lots[material, location].values())

    def put(self, material: str, location: str, lot: str, quantity: int) -> None:
        lots = self._lots[material, location]
        lots[lot] = lots.get(lot, 0) + quantity

    def take(self, material: str, location: str, quantity: int) -> list[tuple[str, int]]:
        """The lots (oldest first) and quantities that make up ``quantity``; they leave the stock."""
        lots = self._lots[material, location]
        taken = []
        for lot in list(lots):
            part = min(lots[lot], quantity)
            if part:
                taken.append((lot, part))
                lots[lot] -= part
                quantity -= part
            if not lots[lot]:
                del lots[lot]
            if not quantity:
                return taken
        raise ValueError(f"{material} at {location}: {quantity} short")
