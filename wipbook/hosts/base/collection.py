"""Things in their order: found by number from 1, or by name whatever its case, as in Excel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from wipbook.hosts.base.unsupported import Refusing

One = TypeVar("One")


class Collection(Refusing, Generic[One]):
    """An engine says what is in it (``_list``)."""

    def _list(self) -> list[One]:
        raise NotImplementedError

    @staticmethod
    def _goes_by(one: Any) -> tuple[str, ...]:
        """Every name by which one of them is found."""
        return (one.name,)

    def _found(self, name: str) -> One | None:
        wanted = name.lower()
        return next((one for one in self._list() if wanted in map(str.lower, self._goes_by(one))), None)

    def __call__(self, name_or_index: str | int) -> One:
        if isinstance(name_or_index, int):
            return self._list()[name_or_index - 1]
        found = self._found(name_or_index)
        if found is None:
            raise KeyError(name_or_index)
        return found

    def __len__(self) -> int:
        return len(self._list())

    def __iter__(self) -> Iterator[One]:
        return iter(self._list())

    def __contains__(self, name: object) -> bool:
        return self._found(str(name)) is not None
