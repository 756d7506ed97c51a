"""What a function says of an argument it cannot compute with."""

from __future__ import annotations

from typing import Any

from wipbook.errors import WipbookError

from .cells import number_of, shown

LARGEST = 10**15
"""Excel keeps 15 digits: a larger number has lost some on its way here."""


class BadArgument(WipbookError, ValueError):
    """A function was given something it cannot compute with."""


def bad_argument(where: str, value: Any, expected: str) -> BadArgument:
    """The fault of one cell: where it stands, what is there, what was expected."""
    number = number_of(value)
    if number is not None and abs(number) >= LARGEST:
        expected += ", of at most 15 digits"
    return BadArgument(where=where, found=shown(value), expected=expected)
