"""Row cannot be true.

What it finds:
    Rows that contradict themselves or the books: more than 24 hours on a ticket, an issue without a job, a transfer to
    nowhere, a negative quantity, a choice that is not on the list, an error value, a ticket nobody can price; and rows
    that costing had to leave out. Dates, text in numbers and blank unit costs are asked by other rules.

Why it matters:
    Most of these rows are in no figure; the others are there with a meaning that was not meant.

Innocent causes:
    - A sign, a type or a job was mistyped.
    - A cell holds the error of a formula.
    - The row was typed before its counterpart, such as the receipt before the issue.

What to do:
    Correct the cell as the sheet Exceptions says.

Source:
    ISA 315 (Revised), accuracy of transactions; accounting rules 18 and 21.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.rules.left_out import column_is, is_date, is_figure, listed, rejected
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.rejections import ROW_EXCLUDED, Reason

CARD = Card(Severity.MEDIUM, (Assertion.EXISTENCE, Assertion.COMPLETENESS))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    rows = rejected(ledger, Reason.SENSE, Reason.KIND, Reason.COSTING)
    reason = pl.col("Reason")
    blank_cost = (pl.col("Column") == "Unit Cost") & (pl.col("Found") == "(blank)")
    sense = (reason == Reason.SENSE) & ~column_is(is_date) & ~blank_cost
    text = pl.col("Found").str.contains(r"^['\"]")
    kind = (reason == Reason.KIND) & ~(column_is(is_figure) & text)
    costing = (reason == Reason.COSTING) & (pl.col("Effect") == ROW_EXCLUDED)
    return listed(rows.filter(sense | kind | costing))
