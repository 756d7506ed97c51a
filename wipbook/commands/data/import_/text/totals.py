"""Lines of a printed list that sum others up: words that say so, and figures that prove it."""

from __future__ import annotations

import re

_WORDS = (
    "total", "totals", "subtotal", "sub-total", "sub total", "grand total", "sum", "overall total", "report total",
    "page total", "summe", "gesamt", "gesamtsumme", "zwischensumme", "endsumme", "somme", "sous-total", "total general",
    "total général", "suma", "totale", "totaal", "subtotaal", "soma", "razem", "suma końcowa", "celkem", "итого",
)
SUMS_UP = (
    rf"(?i)[\s*=-]*(?:{'|'.join(one.replace(' ', '[ ]') for one in _WORDS)})"
    r"(?:\s*[:*=-]+|\s(?:for|of|für|de|per)\s.*)?[\s*=-]*"
)
"""The pattern, as Python and DuckDB understand it."""


def sums_up(text: str) -> bool:
    """Whether a text is the word by which a printed list names a line that sums others up.

    >>> sums_up("Grand total:"), sums_up("Subtotal for S-020"), sums_up("TOTAL"), sums_up("Total Fitness Bar")
    (True, True, True, False)
    """
    return re.fullmatch(SUMS_UP, text) is not None
