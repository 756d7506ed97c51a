"""What has been worked out, kept for whoever asks again: a bounded amount of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from wipbook.errors import WipbookError

Made = TypeVar("Made")


class Memo:
    """Answers by key, of a total weight of at most ``most``: what nobody has asked for longest goes first. The newest
    stays whatever it weighs. Only for what is never changed once it is made.

    >>> memo = Memo(most=2)
    >>> [memo.get(key, lambda: key * 10) for key in (1, 2, 1, 3)]
    [10, 20, 10, 30]
    >>> 1 in memo, 2 in memo, memo.weight
    (True, False, 2)
    """

    def __init__(self, most: int) -> None:
        self.most, self.weight = most, 0
        self._kept: dict[Hashable, tuple[Any, int]] = {}

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, make: Callable[[], Made], weight: Callable[[Made], int] = lambda made: 1) -> Made:
        """The answer kept for ``key``, or what ``make`` makes of it, which is kept with its ``weight``.

        Errors: those of ``make``. A ``WipbookError`` is an answer like any other: kept, and raised again.
        """
        found = self._kept.pop(key, None)
        if found is not None:
            self._kept[key] = found  # asked for last
            if isinstance(found[0], WipbookError):
                raise _alike(found[0])
            return found[0]  # type: ignore[no-any-return]
        try:
            made = make()
        except WipbookError as error:
            self._keep(key, _alike(error), 1)
            raise
        self._keep(key, made, weight(made))
        return made

    def _keep(self, key: Hashable, made: Any, weight: int) -> None:
        self._kept[key] = made, weight
        self.weight += weight
        while self.weight > self.most and len(self._kept) > 1:
            oldest = next(iter(self._kept))
            self.weight -= self._kept.pop(oldest)[1]


def _alike(error: WipbookError) -> WipbookError:
    """The same fault without where it was raised: a traceback would keep all that was at work there, and grow."""
    again = type(error).__new__(type(error), *error.args)
    vars(again).update(vars(error))
    return again
