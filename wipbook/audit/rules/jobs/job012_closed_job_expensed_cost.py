"""Cost of a closed job went to expense.

What it finds:
    A closed or cancelled job of which cost, at the least amount or above, became neither a product nor scrap but was
    expensed: the rest at closing, what came later, or all of it when nothing was made.

Why it matters:
    The cost never reached a product: products seem cheaper than they are, or an abandoned job is hidden among the
    expenses.

Innocent causes:
    - Time or an invoice came after the job was finished.
    - A trial or a prototype.
    - The job made more or fewer units than its quantity says.

What to do:
    Look at what was charged after completion. Correct the completion, or approve the expense.

Source:
    Accounting rules 25 and 26 (BCApps PR 10298: orders finished without output must expense their work in process, and
    show it).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, money, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION, Assertion.PRESENTATION),
    (Setting("Least Amount", 100, "currency", "Expensed cost of a job that is worth a question"),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    least = max(1, books.cents(settings["Least Amount"]))
    found = books.jobs.filter(pl.col("Expensed").abs() >= least)
    output = pl.when(pl.col("Completed Quantity") == 0).then(pl.lit("it made nothing")).otherwise(
        pl.format("it made {} of {}", quantity("Completed Quantity"), quantity("Quantity"))
    )
    return findings(
        ledger,
        found,
        Place("Jobs", "Closed"),
        key=pl.col("Job"),
        evidence=pl.format(
            "Of {} charged to job {} {} were expensed; {}; closed on {}, last cost on {}",
            money("Charged", books.places), "Job", money("Expensed", books.places), output,
            day(pl.coalesce("Closed", "Finished")), day("Last Cost"),
        ),
        amount=pl.col("Expensed"),
    )
