"""Words of the command line that several commands read alike."""

from __future__ import annotations

import datetime as dt

from wipbook.errors import WipbookError


class NotADate(WipbookError):
    """An option that should be a date is not one."""


def date_given(text: str, option: str) -> dt.date | None:
    """The date an option names; None when it is blank. Errors: ``NotADate``."""
    if not text.strip():
        return None
    from wipbook.ledger.policy import FIRST_DAY, LAST_DAY  # here: every start of the shell reads the declarations

    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError:
        raise NotADate(
            where=option, found=repr(text), expected="a date such as 2026-06-30", remedy="type year-month-day"
        ) from None
    if not FIRST_DAY <= day <= LAST_DAY:  # as in Settings: what looks a year back and plans ahead must find its days
        raise NotADate(
            where=option, found=repr(text), expected=f"a date between {FIRST_DAY.year} and {LAST_DAY.year}",
            remedy="type a day that the workbook can be seen on",
        )
    return day


def words_given(text: str) -> list[str]:
    """The words of a list.

    >>> words_given("A, B,,")
    ['A', 'B']
    """
    return [word.strip() for word in text.split(",") if word.strip()]
