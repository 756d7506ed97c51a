"""The custom functions of the WIP category, for Excel (through xlwings), LibreOffice and Python.

``import udfs`` exposes every function; the add-in's setting UDF Modules names ``wipbook.excel.functions``, which shows
the same ones whatever else is called ``udfs`` on the user's path (see ``wipbook.beside``). Nothing in here goes by the
name of this package. A function is one line over ``wipbook.calculators`` or the engine in ``wipbook.costing``;
``boundary`` turns cells into exact values and results into cells.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wipbook.registry import modules_below


def _functions() -> dict[str, Callable[..., Any]]:
    found: dict[str, Callable[..., Any]] = {}
    for module in modules_below(__name__, __path__, without="boundary"):
        found.update({name: value for name, value in vars(module).items() if name.startswith("wip_")})
    return found


FUNCTIONS = _functions()
"""Every custom function by name, subject by subject."""

globals().update(FUNCTIONS)
__all__ = ["FUNCTIONS", *FUNCTIONS]
