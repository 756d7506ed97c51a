"""What the columns of reports mean, in a few words, where the report itself says nothing of its own.

A word means the same on every sheet; where it does not, the column of that sheet has its own note.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from wipbook.sheets.glossary import common, money, quality, shop

_NOTES: Mapping[str, str] = MappingProxyType(common.NOTES | money.NOTES | shop.NOTES | quality.NOTES)


def note_of(column: str) -> str:
    """The usual note of a column; blank for one that no report shares.

    >>> note_of("Debit"), note_of("WIP")
    ('Left side', 'Still in process')
    """
    return _NOTES.get(column, "")
