"""Required cell is blank.

What it finds:
    Rows in which a cell that must be filled is blank, such as the date of a movement or the rate of an employee.

Why it matters:
    A movement or ticket without it is left out of all costs; a material or job without it cannot be read by others.

Innocent causes:
    - The row is not finished yet.
    - A cell was cleared by mistake.
    - The row comes from a list that does not hold the figure.

What to do:
    Fill in the cell, or delete the row if it was begun by mistake.

Source:
    ISA 315 (Revised), completeness of transactions; customer's wish: no row is dropped without being said.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.rules.left_out import listed, rejected
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.rejections import Reason

CARD = Card(Severity.MEDIUM, (Assertion.COMPLETENESS,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    return listed(rejected(ledger, Reason.MISSING, Reason.UNCALCULATED, Reason.OUTSIDE))
