"""Which columns of a table may well share a number format, so that they are asked about together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

_TOGETHER = 4
"""Columns of which nothing is known that are asked about in one question."""


class LikelyFormats:
    """The formats of columns met so far in a workbook, by header and by its last word. They only decide how columns are
    put into questions; what the program answers is what counts.

    >>> likely = LikelyFormats()
    >>> likely.met("Unit Price", ["0.0000", "0.0000"])
    >>> list(likely.parts(["Quantity", "Invoice Price", "Price", "Days", "Points"]))
    [(0, 0), (1, 2), (3, 4)]
    """

    def __init__(self) -> None:
        self._of: dict[str, str] = {}

    def met(self, header: str, codes: Sequence[str]) -> None:
        """A column has these formats; one of several tells nothing of others."""
        if codes and codes[0] and all(code == codes[0] for code in codes):
            self._of[header.casefold()] = codes[0]
            self._of.setdefault(_last_word(header), codes[0])

    def parts(self, headers: Sequence[str]) -> Iterator[tuple[int, int]]:
        """The first and last place of columns side by side that had one format where they were met before, and of those
        that were not met, four at a time."""
        at = 0
        for code, run in groupby(headers, key=self._code):
            end = at + sum(1 for _ in run)
            step = _TOGETHER if not code else end - at
            for first in range(at, end, step):
                yield first, min(first + step, end) - 1
            at = end

    def _code(self, header: str) -> str:
        return self._of.get(header.casefold()) or self._of.get(_last_word(header), "")


def _last_word(header: str) -> str:
    """The last word of a header, told from a header of one word.

    >>> _last_word("Invoice Price"), _last_word("")
    ('… price', '… ')
    """
    return f"… {(header.split() or [''])[-1].casefold()}"
