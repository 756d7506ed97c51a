"""What was counted of one file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Counted:
    """Verdicts of the columns of one file: those with a place of ours, and those without."""

    repository: str
    path: str
    half: str
    placed: Counter[str] = field(default_factory=Counter)
    placeless: Counter[str] = field(default_factory=Counter)
    wrong_and_sure: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def columns(self) -> int:
        return sum(self.placed.values()) + sum(self.placeless.values())
