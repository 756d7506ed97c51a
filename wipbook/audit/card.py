"""What a rule says of itself: severity, assertions, settings; and its docstring, read into the parts people see."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType
from typing import Any

import polars as pl

from wipbook.audit.faults import BadRule

HEADINGS = ("What it finds", "Why it matters", "Innocent causes", "What to do", "Source")
FAMILIES = {
    "dat": "Data", "inv": "Inventory", "pur": "Purchasing", "job": "Jobs", "lab": "Labor", "led": "Ledger",
    "ana": "Analytics",
}
"""The first three letters of a code, and the family they stand for."""


class Severity(StrEnum):
    """How soon a finding should be looked at, not how guilty anybody is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """1 for low, 3 for high."""
        return {"low": 1, "medium": 2, "high": 3}[self.value]


class Assertion(StrEnum):
    """What the books claim of the figure (ISA 315; PCAOB AS 1105)."""

    EXISTENCE = "existence"
    COMPLETENESS = "completeness"
    CUTOFF = "cutoff"
    VALUATION = "valuation"
    RIGHTS = "rights"
    PRESENTATION = "presentation"


@dataclass(frozen=True)
class Setting:
    """A figure the user may change on the sheet Rules. ``least`` and ``most`` bound it. ``was``: what it was by itself,
    and in which versions of the template at the latest: there nobody chose that figure."""

    name: str
    default: float
    unit: str
    explanation: str
    least: float = 0.0
    most: float = 1e12
    was: tuple[tuple[float, int], ...] = ()


@dataclass(frozen=True)
class Card:
    """What a rule's module declares beside its docstring. ``statistical``: it weighs chances, so a clean book may
    well have hits and a real fault may escape it; deterministic rules find every case they describe. ``aliases``: the
    codes it had in earlier releases; what people noted, chose or suppressed under them stays with it."""

    severity: Severity
    assertions: tuple[Assertion, ...]
    settings: tuple[Setting, ...] = ()
    statistical: bool = False
    aliases: tuple[str, ...] = ()


Check = Callable[[Any, Any, Mapping[str, float]], pl.DataFrame]


@dataclass(frozen=True)
class Rule:
    """A rule: its ``code`` and ``fault`` from the name and the first line of its file, ``text`` by heading."""

    code: str
    fault: str
    card: Card
    text: Mapping[str, str]
    check: Check

    @property
    def family(self) -> str:
        return FAMILIES[self.code[:3].lower()]

    @property
    def codes(self) -> tuple[str, ...]:
        """Its code, and those it had before, in capitals."""
        return (self.code, *(alias.upper() for alias in self.card.aliases))

    @property
    def defaults(self) -> dict[str, float]:
        return {setting.name: setting.default for setting in self.card.settings}

    @property
    def first_cause(self) -> str:
        """The innocent causes on one line, likeliest first."""
        causes = [line.removeprefix("- ").rstrip(".") for line in self.text["Innocent causes"].splitlines()]
        return "; ".join([causes[0], *(_in_a_sentence(cause) for cause in causes[1:])]) + "."


def rule_of(module: ModuleType) -> Rule:
    """The rule of a module of ``wipbook.audit.rules``. Errors: ``BadRule`` when it lacks a part."""
    stem = module.__name__.rpartition(".")[2]
    code, _, _ = stem.partition("_")
    if not re.fullmatch(r"[a-z]{3}\d{3}", code) or code[:3] not in FAMILIES:
        raise BadRule(where=stem, found=f"the code {code!r}", expected=f"{'/'.join(FAMILIES)} and three digits")
    fault, *paragraphs = inspect.cleandoc(module.__doc__ or "").split("\n\n")
    text: dict[str, str] = {}
    for paragraph in paragraphs:
        heading, _, body = paragraph.partition(":\n")
        text[heading] = inspect.cleandoc(body)
    if tuple(text) != HEADINGS or not all(text.values()):
        raise BadRule(where=stem, found=f"the headings {', '.join(text)}", expected=", ".join(HEADINGS))
    joined = {heading: body if body.startswith("- ") else " ".join(body.split()) for heading, body in text.items()}
    joined["Innocent causes"] = _bullets(text["Innocent causes"])
    return Rule(code.upper(), fault.rstrip("."), module.CARD, joined, module.check)


def _in_a_sentence(text: str) -> str:
    """With a small first letter, unless the first word is a name or an abbreviation."""
    return text if text[1:2].isupper() or text.startswith("Excel") else text[:1].lower() + text[1:]


def _bullets(text: str) -> str:
    """Each bullet on one line."""
    return "\n".join("- " + " ".join(bullet.split()) for bullet in re.split(r"(?m)^- ", text) if bullet.strip())
