"""Counts what is asked of a program: each request that would go to another process, by what it was.

A request is a property read, a property set or a method called. It is counted at the objects of an xlwings engine (app,
book, sheet, range, table, name, and the collections of them) or, where the engine is that of Excel for Windows, at the
objects of Excel behind it: what COM carries. A collection walked counts one request and one for each thing in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import xlwings
from xlwings import base_classes

from tests.excel_in_miniature.cells import Com
from tests.excel_in_miniature.windows import engine

_OF_ENGINES = tuple(
    getattr(base_classes, name)
    for name in ("Apps", "App", "Books", "Book", "Sheets", "Sheet", "Range", "Tables", "Table", "Names", "Name")
)
_KEPT = frozenset({"options", "max_cells_per_read", "max_cells_per_write", "engine"})
"""Members that xlwings keeps to itself: nothing of them leaves the process."""


class Counted:
    """Stands before an object and counts what is asked of it, and of what it hands over of the same ``kinds``."""

    def __init__(self, inner: Any, calls: Counter[str], kinds: tuple[type, ...]) -> None:
        for name, value in (("_inner", inner), ("_calls", calls), ("_kinds", kinds)):
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name in _KEPT:
            return getattr(self._inner, name)
        if callable(getattr(type(self._inner), name, None)):
            return self._method(name)
        self._count(name)
        return self._wrapped(getattr(self._inner, name))

    def _method(self, name: str) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            self._count(name)
            answer = getattr(self._inner, name)(*map(bare, given), **{key: bare(one) for key, one in named.items()})
            return self._wrapped(answer)

        return call

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _KEPT:
            self._count(f"{name} =")
        setattr(self._inner, name, bare(value))

    def __call__(self, *given: Any) -> Any:
        self._count("()")
        return self._wrapped(self._inner(*map(bare, given)))

    def __bool__(self) -> bool:
        return len(self) > 0 if hasattr(self._inner, "__len__") else True

    def __len__(self) -> int:
        self._count("len")
        return len(self._inner)

    def __iter__(self) -> Iterator[Any]:
        self._count("walk")
        for one in self._inner:
            self._count("next")
            yield self._wrapped(one)

    def __contains__(self, name: object) -> bool:
        self._count("in")
        return name in self._inner

    def _wrapped(self, value: Any) -> Any:
        if isinstance(value, list) and value and isinstance(value[0], self._kinds):
            self._count("list")
        return Counted(value, self._calls, self._kinds) if isinstance(value, self._kinds) else value

    def _count(self, name: str) -> None:
        self._calls[f"{type(self._inner).__name__.removeprefix('File')}.{name}"] += 1


def bare(value: Any) -> Any:
    """What a call hands over, without the counter before it; in xlwings' own objects as well."""
    if isinstance(value, Counted):
        return value._inner
    impl = getattr(value, "impl", None)
    return type(value)(impl=impl._inner) if isinstance(impl, Counted) else value


def counted(book: Any, calls: Counter[str]) -> Any:
    """The same xlwings book, with the requests counted that reach its engine, or Excel behind the engine for it."""
    if isinstance(book.impl, engine().Book):
        return xlwings.Book(impl=engine().Book(xl=Counted(book.impl.xl, calls, (Com,))))
    return xlwings.Book(impl=Counted(book.impl, calls, _OF_ENGINES))
