"""Drivers of databases, which are extras: asked for when a mapping names a database of theirs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from wipbook.commands.data.import_.errors import DriverMissing


def driver(module: str, extra: str, where: str) -> Any:
    """The module of a driver. Errors: ``DriverMissing`` naming the extra that brings it.

    >>> driver("sqlite3", "sql", "[sources] orders").__name__
    'sqlite3'
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise DriverMissing(
            where=where, found=f"no {module} in this Python", expected="the driver of this kind of database",
            remedy=f'pip install "wipbook[{extra}]"',
        ) from error
