"""What the values of a column are like: how many are days, numbers, whole, distinct, blank, of few kinds, codes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from wipbook.commands.data.import_.proposals.sample import Cells
from wipbook.commands.data.import_.source.kinds import Kind
from wipbook.commands.data.import_.text import dates, numbers
from wipbook.commands.data.import_.text.answers import NO, YES

_MOST_TEXTS = 2_000
"""Different texts of a column that are taken apart; of more, as many spread evenly."""
_CODE = re.compile(r"(?=.*\d)[\w./#-]+")
_FEW = 12
_NUMBERS = (Kind.NUMBER, Kind.INTEGER, Kind.PERCENT, Kind.ELAPSED)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2}([.]\d+)?)?")
"""A time of day in a cell has the kind of a moment, and no day."""
_COMPACT = re.compile(r"\d{8}")


@dataclass(frozen=True)
class Profile:
    """Shares are of the cells that say something, from 0 to 1; ``said`` is how many of ``rows`` do."""

    rows: int
    said: int
    distinct: int
    dates: float
    numbers: float
    whole: float
    codes: float
    truths: float
    negative: float
    rising: bool
    typed: bool
    texts: tuple[str, ...]
    longest: int

    @property
    def blank(self) -> bool:
        return self.said == 0

    @property
    def unique(self) -> float:
        """The share of different values; 1 where each row has its own."""
        return self.distinct / self.said if self.said else 0

    @property
    def few(self) -> bool:
        """Whether it looks like a choice."""
        return 0 < self.distinct <= _FEW and self.said >= 3 * self.distinct


def profile(column: Cells, rows: int) -> Profile:
    """The profile of a column.

    >>> from wipbook.commands.data.import_.proposals.sample import Cell
    >>> found = profile(Cells("Qty", "Qty", (Cell(2, "1,5", None), Cell(3, "-2", None))), 3)
    >>> found.numbers, found.whole, found.negative, found.said
    (1.0, 0.5, 0.5, 2)
    """
    counted = Counter((cell.text, cell.kind) for cell in column.cells)
    said = len(column.cells)
    chosen = list(counted)
    if len(chosen) > _MOST_TEXTS:
        step = len(chosen) / _MOST_TEXTS
        chosen = [chosen[int(number * step)] for number in range(_MOST_TEXTS)]
    weight = sum(counted[one] for one in chosen) or 1
    of = dict.fromkeys(("dates", "numbers", "whole", "codes", "truths", "negative"), 0)
    for text, kind in chosen:
        times = counted[text, kind]
        of["truths"] += times * (kind is Kind.TRUTH or text.casefold() in YES | NO)
        of["codes"] += times * (kind in (None, Kind.INTEGER) and _CODE.fullmatch(text) is not None)
        if _is_date(text) if kind is None else kind is Kind.DATE and not _CLOCK.fullmatch(text):
            of["dates"] += times
        value = _number(text, kind)
        if value is not None:
            of["numbers"] += times
            of["whole"] += times * (value == value.to_integral_value())
            of["negative"] += times * (value < 0)
    texts = tuple(dict.fromkeys(text for text, _ in chosen))
    share = {name: times / weight for name, times in of.items()}
    return Profile(
        rows=rows, said=said, distinct=len({text.casefold() for text, _ in counted}), dates=share["dates"],
        numbers=share["numbers"], whole=share["whole"], codes=share["codes"], truths=share["truths"],
        negative=share["negative"], rising=_rises([cell.text for cell in column.cells[:1000]]), texts=texts,
        typed=any(kind is not None for _, kind in chosen), longest=max(map(len, texts), default=0),
    )


def _is_date(text: str) -> bool:
    if _COMPACT.fullmatch(text):
        return dates.printed(text) is not None
    return dates.printed(dates.without_zone(text), month=True) is not None and not text.isdecimal()


def _number(text: str, kind: Kind | None) -> Decimal | None:
    if kind in (Kind.DATE, Kind.TRUTH, Kind.ERROR, Kind.UNCALCULATED):
        return None
    taken = numbers.printed(text)
    if taken is None or (kind not in _NUMBERS and taken.percent):
        return None
    return taken.by_point if taken.by_point is not None else taken.by_comma


def _rises(texts: list[str]) -> bool:
    """Whether whole numbers rise from row to row, as running numbers do."""
    values = [int(text) for text in texts if text.isdecimal()]
    return len(values) == len(texts) > 2 and all(one < two for one, two in pairwise(values))
