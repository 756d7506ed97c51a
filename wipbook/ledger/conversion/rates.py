"""Rates of Exchange: what one unit of a currency was worth in the company's on a day."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from wipbook.ledger.cells.ratios import plain_ratio
from wipbook.values.codes import bare


@dataclass(frozen=True)
class Quote:
    """One row of the sheet: on ``day`` one ``start`` was ``rate`` times ``end``. ``row`` is its number there."""

    start: str
    end: str
    day: dt.date
    rate: Fraction
    row: int


@dataclass(frozen=True)
class Rate:
    """What was used: how many of the company's currency one of the other is, and the day the rate is of."""

    value: Fraction
    day: dt.date


@dataclass(frozen=True)
class NoRate:
    """Why there is none: ``said`` of what there is instead; ``rows`` where two rows of one day do not agree."""

    said: str
    rows: tuple[int, ...] = ()


class Rates:
    """Spot rates into and out of one currency, the newest up to a day, at most ``most`` days old.

    A rate from the company's currency into the other is turned round, exactly; of both of one day the one that leads to
    the company's is used. No third currency is gone through: what a bank would take for the way is in no list.

    >>> spot = Rates([Quote("USD", "EUR", dt.date(2026, 3, 6), Fraction("0.92"), 7)], "EUR", most=7)
    >>> spot.on("usd", dt.date(2026, 3, 9)).value, spot.on("USD", dt.date(2026, 3, 5)).said
    (Fraction(23, 25), 'the first is of 2026-03-06')
    """

    def __init__(self, quotes: Iterable[Quote], own: str, most: int) -> None:
        self._own, self._most = bare(own), most
        self._days: dict[str, list[dt.date]] = {}
        self._known: dict[tuple[str, dt.date], Rate | NoRate] = {}
        self._by_day: defaultdict[str, dict[dt.date, list[Quote]]] = defaultdict(dict)
        for quote in quotes:
            start, end = bare(quote.start), bare(quote.end)
            if self._own in (start, end) and start != end:
                other = end if start == self._own else start
                self._by_day[other].setdefault(quote.day, []).append(quote)

    @property
    def currencies(self) -> list[str]:
        """The currencies that have a rate, as they are spelled first in the alphabet."""
        names = {
            name for days in self._by_day.values() for quotes in days.values() for quote in quotes
            for name in (quote.start, quote.end) if bare(name) != self._own
        }
        return sorted(names)

    def on(self, currency: str, day: dt.date) -> Rate | NoRate:
        """The rate of a currency for a day."""
        if (currency, day) not in self._known:
            self._known[currency, day] = self._found(bare(currency), day)
        return self._known[currency, day]

    def _found(self, code: str, day: dt.date) -> Rate | NoRate:
        if code == self._own:
            return Rate(Fraction(1), day)
        by_day = self._by_day.get(code)
        if not by_day:
            return NoRate("there is none")
        if code not in self._days:
            self._days[code] = sorted(by_day)
        days = self._days[code]
        at = bisect_right(days, day)
        if not at:
            return NoRate(f"the first is of {days[0]}")
        newest = days[at - 1]
        if (day - newest).days > self._most:
            return NoRate(f"the newest before is of {newest}, {(day - newest).days} days old")
        into = [quote for quote in by_day[newest] if bare(quote.end) == self._own]
        values = {quote.rate: quote for quote in into} or {
            1 / quote.rate: quote for quote in by_day[newest]
        }
        if len(values) > 1:
            rows = sorted(quote.row for quote in values.values())
            both = " and ".join(plain_ratio(value) for value in sorted(values))
            return NoRate(f"{both} of {newest} in rows {', '.join(map(str, rows))}", tuple(rows))
        return Rate(next(iter(values)), newest)
