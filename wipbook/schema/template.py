"""The version of the template: the newest that something declares itself to be ``since``."""

from __future__ import annotations

from functools import cache

from wipbook.schema import input_sheets
from wipbook.schema.settings import SETTINGS

FIRST = 1
"""What workbooks are of that say nothing: those of the first release."""
PROPERTY, NEEDS_PROPERTY = "wipbook.template", "wipbook.needs"
"""Custom properties of a workbook: the version of its template, and the release of wipbook that it needs."""
SETTING = "Template"
"""The setting that says the same, for programs that drop properties."""


@cache
def template_version() -> int:
    """The version of the template that this release makes.

    A setting, an input sheet or a column that older workbooks lack says so by ``since``; workbooks older than the
    newest of them are brought up to date.

    >>> template_version() > FIRST
    True
    """
    settings = [setting.since for setting in SETTINGS]
    columns = [column.since for sheet in input_sheets() for column in sheet.columns]
    return max(FIRST, *settings, *columns, *(sheet.since for sheet in input_sheets()))
