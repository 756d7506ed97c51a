"""Several areas of a sheet at once, as Excel names them: ``A1,C3:C9``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlwings import base_classes

from wipbook.hosts.base.unsupported import Refuse, Refusing, refusing_the_rest


class SeveralRanges(Refusing, base_classes.Range):
    """What all of them say together: their number format. The rest is asked of one area after the other."""

    def __init__(self, parts: Sequence[Any]) -> None:
        self._parts = parts

    @property
    def number_format(self) -> str | None:
        """None when the areas differ."""
        found = {one.number_format for one in self._parts}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, code: str) -> None:
        for one in self._parts:
            one.number_format = code


def several(refuse: Refuse, parts: Sequence[Any]) -> SeveralRanges:
    """The areas of an engine together; what they do not offer is refused in its words."""
    return _of(refuse)(parts)


_MADE: dict[Refuse, type[SeveralRanges]] = {}


def _of(refuse: Refuse) -> type[SeveralRanges]:
    if refuse not in _MADE:
        _MADE[refuse] = refusing_the_rest(refuse)(type("SeveralRanges", (SeveralRanges,), {}))
    return _MADE[refuse]
