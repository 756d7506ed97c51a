"""How general ledgers take a journal: one file per format. Found by scanning this room."""

from __future__ import annotations

from functools import cache

from wipbook.commands.value.ledger_files.ledger_file import LedgerFormat
from wipbook.registry import declared


@cache
def ledger_formats() -> dict[str, LedgerFormat]:
    """Every format by its name, in the order of the alphabet.

    >>> list(ledger_formats())
    ['beancount', 'csv', 'quickbooks', 'xero']
    """
    found = declared(LedgerFormat, "FORMAT", __name__, __path__)
    return {each.name: each for each in sorted(found, key=lambda each: each.name)}
