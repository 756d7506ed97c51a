"""A step of a batch: a command of the shell, with further words, and its place among the others."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ORDER = ("import", "check", "refresh", "audit", "forecast", "close", "journal", "pack")
"""What a step can be, in the order in which steps run."""
READS = frozenset({"check"})
"""Steps that never save: they cannot wait for whoever has the workbook open."""
WAIT = 60
"""Seconds that a step waits for whoever has the workbook open."""


@dataclass(frozen=True)
class Step:
    """``words``: what is typed behind the command and the workbook."""

    name: str
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> Step:
        """A step as a plan writes it: ``refresh``, or ``journal --format xero``. Errors: ``ValueError``.

        >>> Step.of("pack bank --out packs")
        Step(name='pack', words=('bank', '--out', 'packs'))
        """
        name, *words = shlex.split(text) or [""]
        if name not in ORDER:
            raise ValueError(f"found {text!r}, expected one of {', '.join(ORDER)}")
        return cls(name, tuple(words))

    def typed(self, book: Path, mapping: Path | None, sources: tuple[Path, ...]) -> list[str]:
        """What is typed for a workbook; an import gets its mapping and its sources from the plan. The plan's words
        stand last: they count where one is said twice."""
        more: list[str] = []
        if self.name == "import":
            more = [*(["--map", str(mapping)] if mapping else []), *map(str, sources)]
        wait = [] if self.name in READS else ["--wait", str(WAIT)]
        return [self.name, str(book), *more, "--json", *wait, *self.words]


def steps_of(texts: list[str]) -> tuple[Step, ...]:
    """Steps in their order. Errors: ``ValueError`` where one is unknown, there twice, or before what it stands on.

    >>> [step.name for step in steps_of(["import", "refresh", "audit"])]
    ['import', 'refresh', 'audit']
    """
    steps = tuple(Step.of(text) for text in texts)
    if not steps:
        raise ValueError("found no step, expected at least one")
    for before, after in pairwise(steps):
        if ORDER.index(after.name) <= ORDER.index(before.name) and after.name != "pack":
            order = ", ".join(ORDER)
            raise ValueError(f"found {after.name} after {before.name}, expected the order {order}, each once")
        if after.name == before.name == "pack" and after == before:
            raise ValueError(f"found {' '.join((after.name, *after.words))} twice")
    return steps
