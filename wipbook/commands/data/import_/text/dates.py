"""Days and moments as programs print them, read column by column.

03/04/2026 may be March or April; a day beyond 12 anywhere in the column tells which. Where none does, nobody guesses.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

NOT_A_DATE = "a date"
UNCLEAR = 'a date that can be read in one way only: say date = "%d/%m/%Y" or "%m/%d/%Y" in the mapping'

_CLOCK = re.compile(
    r"[T\s,]+(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<part>\d{1,6})\d*)?)?"
    r"\s*(?P<half>[aApP]\.?[mM]\.?)?$"
)
_ZONED = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?\s?(?P<zone>Z|UTC|GMT|[+-]\d\d(:?\d\d)?)", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:[\s./-]*|\s+de\s+)([^\W\d_]{3,10})\.?(?:[\s./,-]*|\s+del?\s+)(\d{4}|\d{2})", re.IGNORECASE
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH = re.compile(r"(?:(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4}))")
_NAMED_MONTH = re.compile(r"([^\W\d_]{3,10})\.?[\s./-]+(\d{4}|\d{2})")
_NAMES = {
    name: number
    for number, names in enumerate((
        "january jan januar enero ene janvier janv janeiro gennaio januari",
        "february feb februar febrero février fevrier févr fevr fevereiro fev febbraio februari",
        "march mar märz mär mrz marzo mars março marco maart mrt",
        "april apr abril abr avril avr aprile",
        "may mai mayo maio maggio mei",
        "june jun juni junio juin junho giugno",
        "july jul juli julio juillet juil julho luglio",
        "august aug agosto août aout augustus",
        "september sep sept septiembre setiembre septembre setembro settembre",
        "october oct oktober okt octubre octobre outubro ottobre",
        "november nov noviembre novembre novembro",
        "december dec dezember dez diciembre dic décembre decembre déc dezembro dicembre",
    ), 1)
    for name in names.split()
}
_PIVOT = 69
"""Years of two digits from here on are of the 1900s, as POSIX has it."""


@dataclass(frozen=True)
class Printed:
    """One text taken apart: the moment with the day first, with the month first, or the same both ways."""

    day_first: dt.datetime | None
    month_first: dt.datetime | None


def printed(text: str, *, month: bool = False) -> Printed | None:
    """What ``text`` says, None when it is no day. A ``month`` may lack its day.

    >>> printed("31.03.2026 14:05").day_first, printed("12-Mar-26").month_first
    (datetime.datetime(2026, 3, 31, 14, 5), datetime.datetime(2026, 3, 12, 0, 0))
    """
    rest = " ".join(text.split())
    clock = _CLOCK.search(rest)
    time = _time(clock) if clock else dt.time()
    if time is None:
        return None
    if clock:
        rest = rest[: clock.start()].strip()
    if iso := _ISO.fullmatch(rest):
        return _same(int(iso[1]), int(iso[3]), int(iso[4]), time)
    if compact := _COMPACT.fullmatch(rest):
        if compact[4]:
            time = _valid_time(int(compact[4]), int(compact[5]), int(compact[6] or 0))
        return None if time is None else _same(int(compact[1]), int(compact[2]), int(compact[3]), time)
    if numeric := _NUMERIC.fullmatch(rest):
        first, second, year = int(numeric[1]), int(numeric[3]), _year(numeric[4])
        one, other = _moment(year, second, first, time), _moment(year, first, second, time)
        return Printed(one, other) if one or other else None
    for pattern, named, day in ((_DAY_FIRST, 2, 1), (_MONTH_FIRST, 1, 2)):
        if (found := pattern.fullmatch(rest)) and found[named].lower() in _NAMES:
            return _same(_year(found[3]), _NAMES[found[named].lower()], int(found[day]), time)
    return _of_month(rest) if month else None


def read_dates(texts: Iterable[str], *, month: bool = False) -> dict[str, dt.datetime | str]:
    """Each text of one column with its moment, or with what was expected instead.

    >>> read_dates(["03/04/2026", "13/04/2026"])["03/04/2026"]
    datetime.datetime(2026, 4, 3, 0, 0)
    >>> read_dates(["03/04/2026"])["03/04/2026"] == UNCLEAR
    True
    """
    taken = {text: printed(text, month=month) for text in texts}
    proven = {
        one.day_first is not None
        for one in taken.values()
        if one is not None and (one.day_first is None) != (one.month_first is None)
    }
    day_first = proven.pop() if len(proven) == 1 else None
    return {text: _read(one, day_first) for text, one in taken.items()}


def without_zone(text: str) -> str:
    """A moment without the zone behind it; other texts as they are. A zone makes another day of it elsewhere, so that
    ``printed`` takes none: somebody has to say that the day counts as it is written.

    >>> without_zone("2026-03-31T23:30:00.000+04:00"), without_zone("2026-03-31 08:00Z"), without_zone("2026-03-31")
    ('2026-03-31T23:30:00.000', '2026-03-31 08:00', '2026-03-31')
    """
    found = _ZONED.fullmatch(text.strip())
    return text.strip()[: found.start("zone")].rstrip() if found else text


def clock_of(text: str) -> dt.time | None:
    """The time of day that stands alone or behind a day; None for none.

    >>> clock_of("8:45 pm"), clock_of("31/12/2026 08:30"), clock_of("31/12/2026")
    (datetime.time(20, 45), datetime.time(8, 30), None)
    """
    clock = _CLOCK.search(f" {' '.join(text.split())}")
    return _time(clock) if clock else None


def without_clock(text: str) -> tuple[str, dt.time]:
    """A text parted into its day and its time of day.

    >>> without_clock("31/12/2026 08:30")
    ('31/12/2026', datetime.time(8, 30))
    """
    rest = " ".join(text.split())
    clock = _CLOCK.search(rest)
    time = _time(clock) if clock else None
    return (rest[: clock.start()].strip(), time) if clock and time else (rest, dt.time())


def _read(one: Printed | None, day_first: bool | None) -> dt.datetime | str:
    if one is None:
        return NOT_A_DATE
    if one.day_first is None or one.month_first is None or one.day_first == one.month_first:
        return one.day_first or one.month_first or NOT_A_DATE
    if day_first is None:
        return UNCLEAR
    return one.day_first if day_first else one.month_first


def _same(year: int, month: int, day: int, time: dt.time) -> Printed | None:
    moment = _moment(year, month, day, time)
    return Printed(moment, moment) if moment else None


def _of_month(rest: str) -> Printed | None:
    if found := _MONTH.fullmatch(rest):
        return _same(int(found[1] or found[4]), int(found[2] or found[3]), 1, dt.time())
    if (found := _NAMED_MONTH.fullmatch(rest)) and found[1].lower() in _NAMES:
        return _same(_year(found[2]), _NAMES[found[1].lower()], 1, dt.time())
    return None


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= _PIVOT else 2000)


def _moment(year: int, month: int, day: int, time: dt.time) -> dt.datetime | None:
    try:
        return dt.datetime.combine(dt.date(year, month, day), time)
    except ValueError:
        return None


def _time(clock: re.Match[str]) -> dt.time | None:
    hour = int(clock["hour"])
    if clock["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock["half"][0] in "pP" else 0)
    return _valid_time(hour, int(clock["minute"]), int(clock["second"] or 0), (clock["part"] or "0").ljust(6, "0"))


def _valid_time(hour: int, minute: int, second: int, part: str = "0") -> dt.time | None:
    try:
        return dt.time(hour, minute, second, int(part))
    except ValueError:
        return None
