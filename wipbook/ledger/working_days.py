"""The setting Working Days, read: Mon-Fri, or Mon, Wed, Sat."""

from __future__ import annotations

import re

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL = frozenset({1, 2, 3, 4, 5})


def working_days(text: str) -> frozenset[int]:
    """The ISO weekdays (Monday is 1) that a list of days and spans of days names; Monday to Friday when it names none.

    >>> sorted(working_days("Mon-Fri")), sorted(working_days("Sunday - Tuesday, Thu"))
    ([1, 2, 3, 4, 5], [1, 2, 4, 7])
    """
    days: set[int] = set()
    for part in re.split(r"[,;/]", text.casefold()):
        ends = [DAYS.index(word[:3]) + 1 for word in re.findall(r"[a-z]+", part) if word[:3] in DAYS]
        if len(ends) == 2:
            first, last = ends
            days.update((first + at - 1) % 7 + 1 for at in range((last - first) % 7 + 1))
        else:
            days.update(ends)
    return frozenset(days) or USUAL
