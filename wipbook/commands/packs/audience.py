"""For whom a pack is: declared once, one file each in the room beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from wipbook.commands.packs import audiences
from wipbook.commands.packs.document import Section
from wipbook.commands.packs.sources import Sources
from wipbook.commands.packs.texts.text import Text
from wipbook.registry import declared

CUSTOMER = "customer"


@dataclass(frozen=True)
class Audience:
    """``of_period``: its figures are those of the period, preliminary while that is not closed. ``facts``: the first
    things to know. Packs with ``signatures`` have a field for comments as well."""

    name: str
    order: int
    about: str
    of_period: bool
    sections: Callable[[Sources, Text], tuple[Section, ...]]
    facts: Callable[[Sources, Text], tuple[tuple[str, str], ...]]
    signatures: tuple[str, ...] = ()


@cache
def known_audiences() -> dict[str, Audience]:
    """By name, in their order.

    >>> list(known_audiences())
    ['cfo', 'plant', 'bank', 'auditor', 'customer']
    """
    found = declared(Audience, "AUDIENCE", audiences.__name__, audiences.__path__)
    return {one.name: one for one in sorted(found, key=lambda one: one.order)}
