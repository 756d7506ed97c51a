"""The custom functions of the WIP category, for Excel (through xlwings), LibreOffice and Python.

``import udfs`` exposes every function; the add-in's setting UDF Modules names this package. A function is one line
over ``wipbook.costing``, ``wipbook.forecast`` or ``wipbook.audit``; ``udfs.boundary`` turns cells into exact values
and results into cells.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any


def _functions() -> dict[str, Callable[..., Any]]:
    found: dict[str, Callable[..., Any]] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.ispkg):
        members = vars(importlib.import_module(f"{__name__}.{module}"))
        found.update({name: value for name, value in members.items() if name.startswith("wip_")})
    return found


FUNCTIONS = _functions()
"""Every custom function by name, subject by subject."""

globals().update(FUNCTIONS)
__all__ = ["FUNCTIONS", *FUNCTIONS]
