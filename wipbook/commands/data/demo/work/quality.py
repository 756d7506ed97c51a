"""How much goes wrong, and the two weeks in which far more of it does at powder coating."""

from __future__ import annotations

from datetime import date

from wipbook.commands.data.demo.plant.chance import Chance

BURST_FROM, BURST_TO, BURST_AT = date(2026, 9, 14), date(2026, 9, 25), "WC-20"


def losses(chance: Chance, day: date, center: str, quantity: int, room: int) -> tuple[int, int]:
    """Units scrapped and units done again when a step of ``quantity`` units ends; ``room`` limits both."""
    burst = center == BURST_AT and BURST_FROM <= day <= BURST_TO
    scrapped = 0
    if chance.of(0.9 if burst else 0.1):
        scrapped = chance.between(1, max(1, quantity // (8 if burst else 25)))
    scrapped = min(scrapped, max(0, room - 1))
    reworked = chance.between(1, max(1, quantity // 15)) if chance.of(0.08) else 0
    return scrapped, min(reworked, room - scrapped)
