from __future__ import annotations
from dataclasses import dataclass
@dataclass(frozen=True)
class Planted:
    code: str
    fault: str
    sheet: str
    keys: tuple[str, ...]
def plant(shop: object) -> tuple[Planted, ...]:
    return ()
