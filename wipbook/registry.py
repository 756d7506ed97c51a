"""Registries are made by looking: a new file in a room is found, and no list anywhere has to be edited."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module
from types import ModuleType
from typing import TypeVar

Kind = TypeVar("Kind")


def modules_below(package: str, folders: Iterable[str], without: str = "") -> Iterator[ModuleType]:
    """Every module of a package and of the rooms in it, imported, ordered by its own name; rooms themselves are not.

    ``package`` and ``folders`` are the ``__name__`` and the ``__path__`` of the package that asks;
    ``without`` is a room in which nothing is declared.

    >>> import wipbook.values
    >>> [module.__name__ for module in modules_below("wipbook.values", wipbook.values.__path__)][0]
    'wipbook.values.allocate'
    """
    names = [found.name for found in pkgutil.walk_packages(folders, f"{package}.") if not found.ispkg]
    if without:
        names = [name for name in names if not name.startswith(f"{package}.{without}.")]
    for name in sorted(names, key=lambda name: (name.rpartition(".")[2], name)):
        yield import_module(name)


def declared(kind: type[Kind], name: str, package: str, folders: Iterable[str]) -> list[Kind]:
    """What the modules below a package hold under ``name``, where it is of the ``kind`` asked for."""
    found = (getattr(module, name, None) for module in modules_below(package, folders))
    return [one for one in found if isinstance(one, kind)]
