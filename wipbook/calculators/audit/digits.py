"""The digits of amounts, and how often each is expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log10

from wipbook.values.rounding import half_up


@dataclass(frozen=True)
class DigitTest:
    """Which digits are looked at, how often each is ``expected`` (fractions that sum to 1), and Nigrini's ``limits``
    of the mean absolute deviation: close, acceptable, marginal; blank where he gives none."""

    expected: dict[int, float]
    limits: tuple[float, float, float] | None


def _leading(places: int) -> dict[int, float]:
    return {digits: log10(1 + 1 / digits) for digits in range(10 ** (places - 1), 10**places)}


TESTS = {
    "1": DigitTest(_leading(1), (0.006, 0.012, 0.015)),
    "2": DigitTest(_leading(2), (0.0012, 0.0018, 0.0022)),
    "3": DigitTest(_leading(3), (0.00036, 0.00044, 0.00050)),
    "second": DigitTest(
        {second: sum(log10(1 + 1 / (10 * first + second)) for first in range(1, 10)) for second in range(10)},
        (0.008, 0.010, 0.011),
    ),
    "last two": DigitTest(dict.fromkeys(range(100), 0.01), None),
}
"""First 1, 2 or 3 digits, the second digit, the last two. Limits as in the R package benford.analysis, MAD.conformity;
others restate Nigrini's (2012) table 7.1 with 0.012, not 0.011, as the last limit of the second digit."""


def counted(amounts: Sequence[Decimal], test: str) -> Counter[int]:
    """How often each digit group of a test occurs; amounts of zero have no digits and do not count.

    The sign is ignored. Leading digits are those of the decimal number, with zeros behind it where it is short: 5 has
    the first two digits 50. The last two digits are the cents when any amount has cents, else those of the whole
    number.

    >>> sorted(counted([Decimal("-0.00123"), Decimal(5), Decimal(0)], "2").items())
    [(12, 1), (50, 1)]
    >>> sorted(counted([Decimal("1234.5"), Decimal(7)], "last two").items())
    [(0, 1), (50, 1)]
    """
    if test == "last two":
        return Counter(_last_two([amount for amount in amounts if amount]))
    start, stop, weight = {"1": (0, 1, 1), "2": (0, 2, 10), "3": (0, 3, 100), "second": (1, 2, 10)}[test]
    found = Counter(_significant(amounts, stop))
    if start == 0:
        return Counter({int(text): count for text, count in found.items()})
    seconds: Counter[int] = Counter()
    for text, count in found.items():
        seconds[int(text) % weight] += count
    return seconds


def _significant(amounts: Iterable[Decimal], places: int) -> Iterable[str]:
    """The first ``places`` digits as text: the coefficient of a Decimal in scientific form starts with them."""
    form: Callable[[Decimal], str] = "{:.30e}".format  # 30 places never round: a cell holds 15 digits
    if places == 1:
        return (text[0] for text in map(form, map(abs, filter(None, amounts))))
    return (text[0] + text[2 : places + 1] for text in map(form, map(abs, filter(None, amounts))))


def _last_two(amounts: Sequence[Decimal]) -> Iterable[int]:
    if all(amount == amount.to_integral_value() for amount in amounts):
        return (int(abs(amount)) % 100 for amount in amounts)
    return (int(half_up(abs(amount) * 100, 0)) % 100 for amount in amounts)
