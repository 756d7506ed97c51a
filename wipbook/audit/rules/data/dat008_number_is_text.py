"""Number is text.

What it finds:
    Cells of number, date and time columns that hold text, such as '12 pcs' or '2026-03-31' typed as text.

Why it matters:
    Excel sums leave such cells out without a word; here the row is left out and listed.

Innocent causes:
    - The unit or the currency was typed with the figure.
    - A list was pasted from a system that writes numbers as text, or with another decimal sign.
    - The cell was formatted as text before it was filled.

What to do:
    Type the figure again as a plain number or date; for a whole column use Data, Text to Columns.

Source:
    Panko, What We Know About Spreadsheet Errors; customer's wish: data typed by hand are checked.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.rules.left_out import column_is, is_figure, listed, rejected
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.rejections import Reason

CARD = Card(Severity.HIGH, (Assertion.COMPLETENESS,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    text = pl.col("Found").str.contains(r"^['\"]")
    return listed(rejected(ledger, Reason.KIND).filter(column_is(is_figure) & text))
