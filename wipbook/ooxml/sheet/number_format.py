"""What a number format makes of a number: a plain figure, a percentage, a day or time of day, an elapsed time.

ECMA-376 Part 1, 18.8.30 (numFmt) and 18.8.31 say what a code may hold. A code has up to four sections (positive;
negative;zero;text); in each, letters count only outside of literals, escapes, fillers and brackets.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class Shown(StrEnum):
    """What a reader of the sheet takes a number for."""

    PLAIN = "a number"  # General, currency, accounting, scientific, fractions, text
    PERCENT = "a percentage"  # 0.22 is shown as 22%
    DATE = "a date or a time of day"
    ELAPSED = "an elapsed time"  # 0.3125 is shown as 7:30, 1.5 as 36:00


BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "m/d/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yyyy h:mm",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
"""Formats that are in no file: a cell format names them by number."""

# Of the numbers that stand for something else in each language (18.8.30): dates and times of China, Japan, Korea
# and Thailand, and the Thai elapsed time and percentages.
_NATIONAL = {
    **dict.fromkeys([*range(27, 37), *range(50, 59), *range(71, 79), 80, 81], Shown.DATE),
    79: Shown.ELAPSED,
    67: Shown.PERCENT,
    68: Shown.PERCENT,
}
_TOKEN = re.compile(
    r'"[^"]*(?:"|$)|[\\_*].?|(?P<elapsed>\[(?:h+|m+|s+)\](?:\.0+)?)|(?P<bracket>\[[^\]]*(?:\]|$))|(?P<end>;)'
    r"|(?P<general>general|standard)"
    r"|(?P<clock>am/pm|a/p|上午/下午)|(?P<power>e[+-])|(?P<figure>[0#?])|(?P<percent>%)"
    r"|(?P<second>s+(?:\.0+)?)|(?P<day>d+|a{3,4})|(?P<hour>[mh]+)|(?P<year>[ybeg]+)|.",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\[\s*[<>=]")


@lru_cache(maxsize=4096)
def shown_as(code: str) -> Shown:
    """What a format code makes of a number.

    >>> [shown_as(code).name for code in ("yyyy-mm-dd", "[h]:mm", "0.0%", '0"%"', "[$-409]#,##0.00", "[Red]0;h:mm")]
    ['DATE', 'ELAPSED', 'PERCENT', 'PLAIN', 'PLAIN', 'PLAIN']

    A year alone is no date: who sees 1905 has typed 2026, and a number stays one.

    >>> shown_as("yyyy").name
    'PLAIN'

    Where sections differ, the first that shows the number decides; under a condition (``[<1]0%;0.0``) nobody can
    tell without the number, and a percentage is not taken for granted.
    """
    sections = _sections(code)
    found = [kind for kind, _ in sections[:3] if kind is not None]
    if not found:
        return Shown.PLAIN
    conditional = any(condition for _, condition in sections)
    if conditional and found[0] is Shown.PERCENT and set(found) != {Shown.PERCENT}:
        return Shown.PLAIN
    return found[0]


def shown_by_number(number: int, code: str | None = None) -> Shown:
    """The same by the number of a format, with its ``code`` where the workbook gives it one.

    >>> shown_by_number(46).name, shown_by_number(14).name, shown_by_number(999).name, shown_by_number(46, "0").name
    ('ELAPSED', 'DATE', 'PLAIN', 'PLAIN')
    """
    if code:
        return shown_as(code)
    return _NATIONAL.get(number) or shown_as(BUILT_IN.get(number, "General"))


def _sections(code: str) -> list[tuple[Shown | None, bool]]:
    """Per section what it makes of a number, None where it shows no number, and whether it has a condition."""
    sections: list[tuple[Shown | None, bool]] = []
    kinds: set[str] = set()
    condition = False
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup
        if kind == "end":
            sections.append((_meaning(kinds), condition))
            kinds, condition = set(), False
        elif kind == "bracket":
            condition = condition or _CONDITION.match(match[0]) is not None
        elif kind is not None:
            kinds.add(kind)
    sections.append((_meaning(kinds), condition))
    return sections


def _meaning(kinds: set[str]) -> Shown | None:
    """Letters of days beside placeholders of digits are a unit that lacks its quotes, as in ``0.00 USD``."""
    if kinds & {"figure", "general", "power"}:
        return Shown.PERCENT if "percent" in kinds else Shown.PLAIN
    if "elapsed" in kinds and not kinds & {"day", "year"}:
        return Shown.ELAPSED
    if kinds & {"day", "hour", "second", "clock", "elapsed"}:
        return Shown.DATE
    return Shown.PLAIN if kinds & {"year", "percent"} else None
