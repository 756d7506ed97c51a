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
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise NotADate(
            where=option, found=repr(text), expected="a date such as 2026-06-30", remedy="type year-month-day"
        ) from None


def words_given(text: str) -> list[str]:
    """The words of a list.

    >>> words_given("A, B,,")
    ['A', 'B']
    """
    return [word.strip() for word in text.split(",") if word.strip()]
