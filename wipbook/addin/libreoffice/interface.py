"""The interface of the functions in UNO's language of interfaces, which LibreOffice reads as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from wipbook.addin.libreoffice.faults import ExtensionNotBuilt


class Card(Protocol):
    """What a function says of itself (see ``udfs.boundary.excel_function``)."""

    name: str
    summary: str
    arguments: dict[str, str]
    spills: bool
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Method:
    """A function under its name in UNO, with how many arguments it takes and whether it answers with rows: one that
    takes columns may, and then a single answer is one row of one cell."""

    name: str
    arguments: int
    rows: bool

    @property
    def declaration(self) -> str:
        """Every argument is an ``any``: Calc then hands over a number, a text or rows, and nothing for one left out."""
        given = ", ".join(f"[in] any a{number}" for number in range(1, self.arguments + 1))
        return f"    {'sequence< sequence< any > >' if self.rows else 'any'} {self.name}({given});"


def method_of(name: str) -> str:
    """The name of a function in UNO.

    >>> method_of("wip_lot_sizes")
    'wipLotSizes'
    """
    if not re.fullmatch(r"wip(_[a-z][a-z0-9]*)+", name):
        raise ExtensionNotBuilt(where=f"function {name}", found="its name", expected="wip_ and small letters",
                                remedy="rename the function")
    first, *others = name.split("_")
    return first + "".join(one.capitalize() for one in others)


def interface(cards: Iterable[Card]) -> str:
    """The text of ``wipbook.idl``."""
    methods = [
        Method(method_of(card.name), len(card.arguments), card.spills or bool(card.columns)) for card in cards
    ]
    lines = "\n".join(method.declaration for method in methods)
    return f"module wipcalc {{\ninterface XFunctions {{\n{lines}\n}};\n}};\n"


def described(cards: Iterable[Card]) -> dict[str, Any]:
    """What ``functions.json`` holds: the names and descriptions Calc shows."""
    return {
        card.name: {
            "summary": card.summary,
            "arguments": [list(pair) for pair in card.arguments.items()],
            "spills": card.spills,
            "columns": list(card.columns),
        }
        for card in cards
    }
