"""Times of day and spans of time as programs print them: ``08:45 PM``, ``1h 30m``, ``01:30:00``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from wipbook.commands.data.import_.text.dates import clock_of, printed, without_zone

NOT_A_TIME = "a time as HH:MM"
CLOCK_SHOWN = "a number of hours: a clock may show a time of day (format [h]:mm in the mapping: they are hours)"
_TIME = re.compile(r"\d{1,2}([:h]\d{2})(:\d{2}([.,]\d+)?)?(\s*[ap]\.?m\.?)?", re.IGNORECASE)
"""A point between hours and minutes may as well be one between hours and parts of them: nobody guesses."""
_MILLIONTH = Decimal("0.000001")
_HOUR = r"h|hrs?|hours?|std\.?|stunden?|heures?|horas?|ore|ora|uur|uren"
_MINUTE = r"m|mins?|minutes?|minuten?|minutos?|minuti"
_SECOND = r"s|secs?|seconds?|sek\.?|sekunden?|secondes?|segundos?|secondi"
_SPAN = re.compile(
    rf"(?:(?P<hours>\d{{1,5}}(?:[.,]\d{{1,2}})?)\s*(?:{_HOUR}))?\s*(?:(?P<minutes>\d{{1,4}})\s*(?:{_MINUTE}))?"
    rf"\s*(?:(?P<seconds>\d{{1,6}})\s*(?:{_SECOND}))?",
    re.IGNORECASE,
)
_CLOCKED = re.compile(r"(?P<hours>\d{1,5}):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d)(?:[.,]0+)?)?")


def time_of_day(text: str) -> dt.time | None:
    """The time that a text says, the one behind a day among them; as written, whatever zone is named. None for none.

    >>> time_of_day("8:45 PM"), time_of_day("31/03/2026 08:30"), time_of_day("2026-03-31T08:30:00+04:00")
    (datetime.time(20, 45), datetime.time(8, 30), datetime.time(8, 30))
    >>> time_of_day("25:00"), time_of_day("8"), time_of_day("8.45"), time_of_day("soon 8:45")
    (None, None, None, None)
    """
    rest = without_zone(" ".join(text.split()))
    if _TIME.fullmatch(rest) or printed(rest) is not None:
        return clock_of(rest)
    return None


def hours_of(text: str, *, elapsed: bool = False) -> Decimal | None:
    """The hours that a span of time says, None for none; rounded to a millionth, half away from zero. A plain number
    is none: its unit is not said. What a clock shows is one where it is said to be ``elapsed``: 7:30 may be a time of
    day.

    >>> hours_of("1h 30m"), hours_of("20 min"), hours_of("1,5 h")
    (Decimal('1.500000'), Decimal('0.333333'), Decimal('1.500000'))
    >>> hours_of("01:30:00"), hours_of("01:30:00", elapsed=True)
    (None, Decimal('1.500000'))
    >>> hours_of("1.5"), hours_of("1:75", elapsed=True), hours_of("")
    (None, None, None)
    """
    rest = text.strip()
    found = (_CLOCKED.fullmatch(rest) if elapsed else None) or _SPAN.fullmatch(rest)
    if found is None or not any(found.groupdict().values()):
        return None
    parts = {part: Decimal((said or "0").replace(",", ".")) for part, said in found.groupdict().items()}
    seconds = parts["hours"] * 3600 + parts["minutes"] * 60 + parts["seconds"]
    return (seconds / 3600).quantize(_MILLIONTH, ROUND_HALF_UP)


def read_times(texts: Iterable[str]) -> dict[str, dt.time | str]:
    """Each text of one column with its time of day, or with what was expected instead.

    >>> read_times(["8:45 am", "later"])
    {'8:45 am': datetime.time(8, 45), 'later': 'a time as HH:MM'}
    """
    return {text: NOT_A_TIME if (found := time_of_day(text)) is None else found for text in texts}
