"""The rules, one file each, named by code and fault, in a room for each family. Found by scanning these rooms."""

from __future__ import annotations

from functools import cache

from wipbook.audit.card import FAMILIES, Rule, rule_of
from wipbook.registry import modules_below


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by family in the order of ``FAMILIES``, then by number."""
    found = [rule_of(module) for module in modules_below(__name__, __path__) if hasattr(module, "CARD")]
    order = list(FAMILIES)
    return tuple(sorted(found, key=lambda rule: (order.index(rule.code[:3].lower()), rule.code)))


def renamed() -> dict[str, str]:
    """Codes that rules had in earlier releases, in capitals, to the code that each has now."""
    return {alias: rule.code for rule in rules() for alias in rule.codes[1:]}
