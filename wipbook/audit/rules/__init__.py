"""The rules, one file each, named by code and fault. Found by scanning this folder."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from wipbook.audit.card import FAMILIES, Rule, rule_of


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by family in the order of ``FAMILIES``, then by number."""
    found = [rule_of(import_module(f"{__name__}.{module.name}")) for module in pkgutil.iter_modules(__path__)]
    order = list(FAMILIES)
    return tuple(sorted(found, key=lambda rule: (order.index(rule.code[:3].lower()), rule.code)))
