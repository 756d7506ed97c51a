"""The valuation methods, one file each: which layers leave first, by which interval, and what a method needs."""

from __future__ import annotations

from functools import cache

from wipbook.registry import declared
from wipbook.schema.methods.method import Layers, Method

__all__ = ["Layers", "Method", "method_called", "methods"]


@cache
def methods() -> tuple[Method, ...]:
    """Every method, in the order in which people are offered them, found by scanning this folder.

    >>> [method.name for method in methods() if method.periodic]
    ['Periodic FIFO', 'Periodic LIFO', 'Periodic Average']
    """
    return tuple(sorted(declared(Method, "METHOD", __name__, __path__), key=lambda method: method.order))


def method_called(name: str) -> Method:
    """The method of this name; ``KeyError`` when there is none."""
    return {method.name: method for method in methods()}[name]
