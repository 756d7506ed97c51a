"""Nigrini's digit tests over whole columns of money: digits come from integers, never from floats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log10, pi, sqrt

import numpy as np
import polars as pl

from wipbook.calculators.audit.benford import CLASSES, TOO_FEW
from wipbook.calculators.audit.digits import TESTS
from wipbook.values.columns import Integers

FIRST_ORDER = ("1", "second", "2", "3")
TITLES = {"1": "First digit", "second": "Second digit", "2": "First two digits", "3": "First three digits",
          "last two": "Last two digits"}
_POWERS = 10 ** np.arange(19, dtype=np.int64)


@dataclass(frozen=True)
class Reading:
    """One test of one population: ``statistic`` names ``value``; ``conformity`` is Nigrini's class, or blank where he
    gives none; ``says`` is what an auditor should read from it."""

    test: str
    n: int
    statistic: str
    value: float | None
    conformity: str
    says: str


def leading(amounts: Integers, digits: int) -> Integers:
    """The first ``digits`` digits of positive integers; a short number has zeros behind it.

    >>> leading(np.array([5, 1234, 98]), 2).tolist()
    [50, 12, 98]
    """
    length = np.searchsorted(_POWERS, amounts, side="right")
    short = np.maximum(0, digits - length)
    cut = np.maximum(0, length - digits)
    return np.asarray(amounts * _POWERS[short] // _POWERS[cut], dtype=np.int64)


def counts(amounts: Integers, test: str) -> Integers:
    """How often each digit group of ``test`` (a key of ``TESTS``) occurs, in the order of its groups.

    The last two digits are those of the smallest currency unit.
    """
    groups = np.array(list(TESTS[test].expected), dtype=np.int64)
    if test == "last two":
        found = amounts % 100
    elif test == "second":
        found = leading(amounts, 2) % 10
    else:
        found = leading(amounts, int(test))
    tally = np.bincount(found, minlength=int(groups[-1]) + 1)
    return np.asarray(tally[groups], dtype=np.int64)


def why_not(amounts: Integers) -> str:
    """Why Benford's law is not to be expected of these amounts; blank when it is.

    Nigrini's conditions (Benford's Law, Wiley 2012, ch. 2 and 4): amounts of the same kind of fact, without a built-in
    minimum or maximum, not assigned numbers; more small ones than large ones. Measured here as: enough of them,
    spread over two orders of magnitude (1st to 99th percentile), mean above median, and not a few prices over and over.
    """
    n = amounts.size
    if n < 300:
        return f"only {n:,} amounts: digits of so few say nothing"
    low, middle, high = np.percentile(amounts, [1, 50, 99])
    spread = log10(high / max(low, 1.0))
    if spread < 2:
        return f"amounts span {spread:.1f} orders of magnitude, less than 2: they are capped or of one size"
    if amounts.mean() <= middle:
        return "the mean is not above the median: not more small amounts than large ones"
    distinct = np.unique(amounts).size
    if distinct < n / 10:
        return f"{distinct:,} distinct amounts among {n:,}: fixed prices or assigned amounts"
    return ""


def first_order(amounts: Integers, test: str, reason: str) -> Reading:
    """Mean absolute deviation from Benford's law and Nigrini's class of it; the group furthest off in words.

    ``reason`` is why the law does not apply: then no class is given.
    """
    given = TESTS[test]
    n = int(amounts.size)
    if not n:
        return Reading(TITLES[test], 0, "MAD", None, "", "no amounts")
    expected = np.array(list(given.expected.values()))
    tally = counts(amounts, test)
    mad = float(np.abs(tally / n - expected).mean())
    return Reading(TITLES[test], n, "MAD", mad, _class(mad, test, n, reason), reason or _furthest(test, tally, n))


def beyond_chance(reading: Reading, test: str) -> bool:
    """Whether a mean absolute deviation is more than three standard deviations above what chance gives so few amounts.

    Nigrini's limits are for long lists: of lists of 300 that follow the law a third is beyond that of the first digit.
    Each deviation is taken as half-normal, so that their mean has the mean of sqrt(2 p (1 - p) / (pi n)) over the digit
    groups and a variance of the sum of p (1 - p) (1 - 2 / pi) / n over the square of their number.

    >>> [beyond_chance(Reading("First digit", n, "MAD", 0.016, "", ""), "1") for n in (300, 1_000)]
    [False, True]
    """
    if reading.value is None:
        return False
    variances = [p * (1 - p) / reading.n for p in TESTS[test].expected.values()]
    usual = sum(sqrt(2 * each / pi) for each in variances) / len(variances)
    spread = sqrt(sum(variances) * (1 - 2 / pi)) / len(variances)
    return reading.value > usual + 3 * spread


def last_two(amounts: Integers) -> Reading:
    """Chi-square of the last two digits against equal frequencies (99 degrees of freedom; 123.2 is the 5 % limit)."""
    n = int(amounts.size)
    if n < 1_000:
        return Reading(TITLES["last two"], n, "chi-square", None, "", f"only {n:,} amounts: 10 a pair would be needed")
    tally = counts(amounts, "last two")
    chi_square = float(((tally - n / 100) ** 2 / (n / 100)).sum())
    return Reading(TITLES["last two"], n, "chi-square", chi_square, "", _furthest("last two", tally, n))


def summation(amounts: Integers, reason: str) -> Reading:
    """Do the amounts of each first-two group sum to the same, 1/90 of all? Large single amounts stand out.

    Source: Nigrini 2012, ch. 5. No limits are published for the deviation.
    """
    if not amounts.size:
        return Reading("Summation", 0, "MAD", None, "", "no amounts")
    sums = np.bincount(leading(amounts, 2), weights=amounts.astype(float), minlength=100)[10:100]
    shares = sums / sums.sum()
    worst = int(shares.argmax())
    says = reason or f"amounts beginning {worst + 10} are {shares[worst]:.1%} of the money, 1.1% expected"
    return Reading("Summation", int(amounts.size), "MAD", float(np.abs(shares - 1 / 90).mean()), "", says)


def second_order(amounts: Integers) -> Reading:
    """First two digits of the differences between the sorted amounts; near Benford for almost any unrounded list.

    Source: Nigrini & Miller 2009, The second-order test. Differences of zero do not count.
    """
    steps: Integers = np.diff(np.sort(amounts)).astype(np.int64)
    steps = steps[steps > 0]
    n = int(steps.size)
    if n < 300:
        return Reading("Second order", n, "MAD", None, "", f"only {n:,} differences: too few")
    tally = counts(steps, "2")
    mad = float(np.abs(tally / n - np.array(list(TESTS["2"].expected.values()))).mean())
    share = int(np.isin(leading(steps, 2), np.arange(10, 100, 10)).sum()) / n
    says = (
        f"{share:.0%} of the differences begin 10, 20, … 90: the list holds rounded or few distinct amounts"
        if share > 0.4 else "differences spread as in a list of measured amounts"
    )
    return Reading("Second order", n, "MAD", mad, "", says)


def duplication(amounts: Integers, shown: Callable[[int], str] = str) -> Reading:
    """Number frequency factor: 1 less the sum of squared counts of repeated amounts over n squared.

    1 = no amount occurs twice, 0 = all are the same. ``shown`` writes an amount. Source: Nigrini 2012, ch. 6.
    """
    n = int(amounts.size)
    if not n:
        return Reading("Number duplication", 0, "frequency factor", None, "", "no amounts")
    values, times = np.unique(amounts, return_counts=True)
    repeated = times[times > 1].astype(float)
    factor = 1 - float((repeated**2).sum()) / n**2
    most = int(times.argmax())
    says = f"the commonest amount, {shown(int(values[most]))}, occurs {int(times[most]):,} times"
    return Reading("Number duplication", n, "frequency factor", factor, "", says)


def frequencies(amounts: Integers, test: str) -> pl.DataFrame:
    """Digits, Count, Actual, Expected (fractions), Z (with continuity correction, as in ``digit_frequencies``)."""
    expected = np.array(list(TESTS[test].expected.values()))
    tally, n = counts(amounts, test), max(1, int(amounts.size))
    away = np.abs(tally / n - expected)
    correction = np.where(away > 1 / (2 * n), 1 / (2 * n), 0)
    z = (away - correction) / np.sqrt(expected * (1 - expected) / n)
    return pl.DataFrame(
        {"Digits": list(TESTS[test].expected), "Count": tally, "Actual": tally / n, "Expected": expected, "Z": z}
    )


def _class(mad: float, test: str, n: int, reason: str) -> str:
    limits = TESTS[test].limits
    if limits is None:
        return ""
    if reason:
        return "Does not apply"
    shares = TESTS[test].expected.values()
    chance = sum(sqrt(2 * p * (1 - p) / (pi * n)) for p in shares) / len(shares)
    return TOO_FEW if chance >= limits[-1] else CLASSES[sum(mad >= limit for limit in limits)]


def _furthest(test: str, tally: Integers, n: int) -> str:
    groups, expected = list(TESTS[test].expected), np.array(list(TESTS[test].expected.values()))
    excess = (tally - n * expected) / np.sqrt(n * expected)
    worst = int(excess.argmax())
    width = 2 if test == "last two" else 1
    return f"{groups[worst]:0{width}d} occurs {int(tally[worst]):,} times where {n * expected[worst]:,.0f} is usual"
