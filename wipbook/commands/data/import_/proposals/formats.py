"""How the texts of a column are to be read: a pattern for its days, a decimal sign for its numbers; and what they say
against being of a column at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from wipbook.commands.data.import_.mapping import ELAPSED
from wipbook.commands.data.import_.proposals.model import Sample
from wipbook.commands.data.import_.proposals.profile import Profile
from wipbook.commands.data.import_.proposals.sample import Cells
from wipbook.commands.data.import_.proposals.words.movements import INWARDS, SIGNED
from wipbook.commands.data.import_.proposals.words.states import meaning, says_only_ways, understood
from wipbook.commands.data.import_.text import dates, numbers
from wipbook.commands.data.import_.text.answers import answers
from wipbook.commands.data.import_.text.clocks import hours_of, time_of_day
from wipbook.schema import Column, InputSheet, Role, Sign

_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_ENTIRE = re.compile(r"\d{8}")
_SHOWN, _LONGEST = 3, 60
ZONED = "%Y-%m-%dT%H:%M:%S%z"
AS_WRITTEN = "its moments name a zone: they are taken as they are written, which elsewhere may be another day"
FITS, LONG, _MOST_SAY = 0.95, 80, 0.5
"""The share of values that have to be of a kind; the length of a code; the share of rows that a key has to be in."""
_MINUS = ("-", "(", "\N{MINUS SIGN}")
UNCLEAR_DAYS = "days and months could be the other way round: say which in its format"
UNCLEAR_SIGN = "a point or comma could be decimal sign or between thousands: say which in its format"


def date_format(texts: Sequence[str]) -> tuple[str, str]:
    """The pattern of the days of a column, blank where none is needed; and what is unclear about it, blank for nothing.

    >>> date_format(["31.03.2026", "01.04.2026"]), date_format(["2026-03-31"]), date_format(["03/04/2026"])[0]
    (('%d.%m.%Y', ''), ('', ''), '')
    >>> date_format(["06242010"]), date_format(["2026-03-31T23:30:00+04:00", "2026-04-01T08:00:00.125Z"])[0]
    (('%m%d%Y', ''), '%Y-%m-%dT%H:%M:%S%z')
    """
    read = dates.read_dates(texts, month=True)
    if texts and all(_ENTIRE.fullmatch(text) for text in texts):
        return _entire(texts)
    if any(value == dates.UNCLEAR for value in read.values()):
        return "", UNCLEAR_DAYS
    if any(dates.without_zone(text) != text for text in texts):
        readable = all(text[:4].isdecimal() and dates.printed(dates.without_zone(text)) for text in texts)
        return (ZONED, AS_WRITTEN) if readable else ("", "")
    shapes = {_shape(text) for text in texts}
    if len(shapes) != 1 or not (shape := shapes.pop()):
        return "", ""
    sign, year = shape
    for first, second in (("%d", "%m"), ("%m", "%d")):
        pattern = f"{first}{sign}{second}{sign}{'%Y' if year == 4 else '%y'}"
        if all(_day(dates.without_clock(text)[0], pattern) == _date(read[text]) for text in texts):
            return pattern, ""
    return "", ""


def decimal_format(texts: Sequence[str]) -> tuple[str, str]:
    """The decimal sign that the texts of a column prove, blank for none; and what is unclear, blank for nothing.

    >>> decimal_format(["1.234,50"]), decimal_format(["3", "4"]), decimal_format(["1.234"])[0]
    ((',', ''), ('', ''), '')
    """
    taken = {text: numbers.printed(text) for text in texts}
    sign = numbers.decimal_sign(taken)
    if not sign and any(value == numbers.UNCLEAR for value in numbers.read_numbers(texts).values()):
        return "", UNCLEAR_SIGN
    return sign, ""


def format_of(cells: Cells, column: Column, sheet: str) -> tuple[str, str]:
    """The format that the texts of a column need, and what is unclear about them."""
    texts = sorted({cell.text for cell in cells.cells if cell.kind is None})
    if not texts:
        return "", ""
    if column.is_date:
        return date_format(texts)
    if column.role is Role.HOURS and all(hours_of(text, elapsed=True) is not None for text in texts):
        if all(hours_of(text) is not None for text in texts):
            return "", ""
        return ELAPSED, ""
    if column.is_number:
        return decimal_format(texts)
    if column.choices:
        said, _ = understood(sheet, column, texts)
        ways = [text for text in says_only_ways(said) if (sheet, column.name) == ("Movements", "Type")]
        doubt = f"{' and '.join(ways)} say only which way it went: look at what they are taken for" if ways else ""
        return "; ".join(f"{theirs} = {ours}" for theirs, ours in said.items()), doubt
    return "", ""


def wrong_way(types: Cells, quantities: Cells | None, column: Column, moves: bool) -> str:
    """Why kinds of movements cannot be taken with the quantities beside them, blank where they can: a kind says which
    way its quantity went, so that what goes out with a sign would come in; an adjustment has the sign of its quantity.

    ``moves``: another column says where a transfer goes.
    """
    own = {choice.casefold(): choice for choice in column.choices}
    kinds = {
        cell.line: own.get(cell.text.casefold()) or meaning("Movements", "Type", cell.text) for cell in types.cells
    }
    if "Transfer" in kinds.values() and not moves:
        return "nothing says where its transfers go"
    negative = [cell.line for cell in quantities.cells if _is_negative(cell.text)] if quantities else []
    for line in negative:
        kind = kinds.get(line, "")
        if kind and kind not in SIGNED | INWARDS | {"Revaluation"}:
            return f"quantities of {kind} are negative, and it says already which way they went: turn them in a query"
    ways = {kind for line in negative if (kind := kinds.get(line, ""))}
    unclear = sorted((SIGNED & set(kinds.values())) - ways) if quantities else []
    return f"nothing says whether a quantity of {unclear[0]} goes up or down" if unclear else ""


def _is_negative(text: str) -> bool:
    return any(sign in text for sign in _MINUS)


def samples_of(cells: Cells) -> tuple[Sample, ...]:
    """The first different values of a column."""
    first = {cell.text: cell.line for cell in reversed(cells.cells[:1000])}
    shown = sorted(first.items(), key=lambda pair: pair[1])[:_SHOWN]
    return tuple(Sample(line, text[:_LONGEST]) for text, line in shown)


def _shape(text: str) -> tuple[str, int] | None:
    found = _NUMERIC.fullmatch(dates.without_clock(text)[0])
    return (found[2], len(found[4])) if found else None


def _entire(texts: Sequence[str]) -> tuple[str, str]:
    if all(dates.printed(text) is not None for text in texts):
        return "", ""
    fits = [pattern for pattern in ("%d%m%Y", "%m%d%Y") if all(_day(text, pattern) for text in texts)]
    return (fits[0], "") if len(fits) == 1 else ("", UNCLEAR_DAYS if fits else "")


def _day(text: str, pattern: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, pattern).date()
    except ValueError:
        return None


def _date(value: dt.datetime | str) -> dt.date | None:
    return value.date() if isinstance(value, dt.datetime) else None


def share_of(profile: Profile, choices: Iterable[str]) -> float:
    """The share of the different values of a column that are among some, in whatever case."""
    folded = {choice.casefold() for choice in choices}
    return sum(text.casefold() in folded for text in profile.texts) / len(profile.texts) if profile.texts else 0


def what_is_against(column: Column, profile: Profile, sheet: InputSheet) -> str:
    """What the values say against their being of a column, blank for nothing."""
    if profile.blank:
        return ""
    if column.choices and share_of(profile, column.choices) < FITS:
        shown = ", ".join(profile.texts[:4])
        return f"its values ({shown}) are not the choices of {column.name}"
    match column.role:
        case Role.FLAG:
            said = share_of(profile, frozenset[str]().union(*answers(column.name)))
            return "" if max(profile.truths, said) >= FITS else "its values are not yes or no"
        case Role.DATE | Role.TIMESTAMP | Role.PERIOD:
            if profile.dates >= FITS or date_format(profile.texts)[0]:
                return ""
            return f"only {profile.dates:.0%} of its values are days"
        case Role.TIME:
            times = sum(time_of_day(text) is not None for text in profile.texts)
            return "" if times >= FITS * len(profile.texts) else "its values are no times of day"
        case _ if column.name == "Unit" and profile.numbers >= FITS:
            return "its values are numbers"
        case Role.CODE:
            return _against_code(column, profile, sheet)
        case _ if column.name == "Address" and profile.numbers >= FITS:
            return "its values are numbers"
        case Role.TEXT:
            return "its values are days" if profile.dates >= FITS else ""
        case _ if column.is_number or column.role is Role.FACTOR:
            return _against_number(column, profile)
    return ""


def _against_code(column: Column, profile: Profile, sheet: InputSheet) -> str:
    if profile.dates >= FITS and profile.numbers < FITS:
        return "its values are days"
    if profile.numbers >= FITS and profile.whole < FITS:
        return "its values have decimals"
    if profile.longest > LONG:
        return "its values are long texts"
    if sheet.key == (column.name,) and profile.said < _MOST_SAY * profile.rows:
        return f"{profile.rows - profile.said:,} of {profile.rows:,} rows have none, and {column.name} is a key"
    if sheet.key == (column.name,) and profile.unique < 0.98 and profile.said > 1:
        return f"its values repeat ({profile.distinct:,} in {profile.said:,} rows), and {column.name} is a key"
    return ""


def spans_of(profile: Profile) -> int:
    """How many of the different values are hours and minutes, or a clock."""
    return sum(hours_of(text, elapsed=True) is not None for text in profile.texts)


def _against_number(column: Column, profile: Profile) -> str:
    spans = spans_of(profile) if column.role is Role.HOURS else 0
    if spans and spans + profile.numbers * len(profile.texts) >= FITS * len(profile.texts):
        return ""
    if profile.numbers < FITS:
        return f"only {profile.numbers:.0%} of its values are numbers"
    if column.role is Role.WHOLE and profile.whole < 1:
        return "its values are not whole"
    if column.sign is Sign.POSITIVE and profile.negative > 0.5:
        return "its values are negative"
    return ""
