"""Arguments and options that several commands of the shell share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from wipbook.errors import WipbookError

Book = Annotated[Path, typer.Argument(help="The workbook (.xlsx or .xlsm).", metavar="BOOK")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for machines.")]


class NotADate(WipbookError):
    """An option that should be a date is not one."""


def date_option(text: str, option: str) -> dt.date | None:
    """The date an option names; None when it is blank. Errors: ``NotADate``."""
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise NotADate(
            where=option, found=repr(text), expected="a date such as 2026-06-30", remedy="type year-month-day"
        ) from None
