"""Roll-forward does not foot.

What it finds:
    A ledger account whose opening balance of a period is not its opening, debits and credits of the period before
    (accounts of income start a year anew); a stage of the statement whose lines do not sum to the subledger; a job
    whose roll-forward does not close at its cost sheet.

Why it matters:
    A chain of balances that breaks means that something was posted into a closed period or left out.

Innocent causes:
    - An account was copied from a ledger after a later correction.
    - A period is missing.
    - The ledger was changed to another chart of accounts.

What to do:
    Get the accounts anew from the ledger, period by period.

Source:
    Accounting rules 21, 23 and 24; customer's wish: roll-forwards that foot.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings, on_sheet
from wipbook.audit.wording import money
from wipbook.books.books import Books
from wipbook.books.statement import GL_ROLE, STAGES
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(Severity.HIGH, (Assertion.COMPLETENESS, Assertion.PRESENTATION))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    return pl.concat([_accounts(ledger, books), _stages(books), _jobs(books)])


def _accounts(ledger: Ledger, books: Books) -> pl.DataFrame:
    closing = pl.col("Opening") + pl.col("Debit") - pl.col("Credit")
    chain = ledger.table("GL Accounts").sort("Account", "Period", ROW).with_columns(
        closing.shift(1).over("Account").alias("_closing"),
        *(pl.col(name).shift(1).over("Account").alias(f"_before {name}") for name in ("Period", ROW)),
    )
    carried = pl.col("Role").is_in(list(GL_ROLE)) | (pl.col("Period").dt.year() == pl.col("_before Period").dt.year())
    broken = chain.filter(carried & (pl.col("Opening") != pl.col("_closing")))
    return findings(
        ledger,
        broken,
        Place("GL Accounts", "Opening"),
        key=pl.format("{}/{}", "Account", pl.col("Period").dt.to_string("%Y-%m")),
        evidence=pl.format(
            "Account {} ({}) closes {} at {} and opens {} at {}",
            "Account", "Name", pl.col("_before Period").dt.to_string("%Y-%m"), money("_closing", books.places),
            pl.col("Period").dt.to_string("%Y-%m"), money("Opening", books.places),
        ),
        amount=pl.col("Opening") - pl.col("_closing"),
        other=Place("GL Accounts", "Debit", f"_before {ROW}"),
    )


def _stages(books: Books) -> pl.DataFrame:
    lines = books.statement.select(pl.col(STAGES).sum()).row(0, named=True)
    rows = [(stage, lines[stage], value) for stage, value in books.subledger.items() if lines[stage] != value]
    apart = pl.DataFrame(rows, schema={"Stage": pl.String, "Sum": pl.Int64, "Held": pl.Int64}, orient="row")
    return on_sheet(
        apart,
        "Statement",
        key=pl.col("Stage"),
        evidence=pl.format(
            "{}: the lines of the statement sum to {}, the subledger holds {}",
            "Stage", money("Sum", books.places), money("Held", books.places),
        ),
        amount=pl.col("Sum") - pl.col("Held"),
    )


def _jobs(books: Books) -> pl.DataFrame:
    sheets = books.job_costs.select("Job", "WIP")
    apart = books.roll_forward.select("Job", "Closing").join(sheets, on="Job", how="left").filter(
        pl.col("Closing") != pl.col("WIP").fill_null(0)
    )
    return on_sheet(
        apart,
        "Roll-Forward",
        key=pl.col("Job"),
        evidence=pl.format(
            "Job {} closes at {} in the roll-forward and holds {} on its sheet",
            "Job",
            money("Closing", books.places),
            money(pl.col("WIP").fill_null(0), books.places),
        ),
        amount=pl.col("Closing") - pl.col("WIP").fill_null(0),
    )
