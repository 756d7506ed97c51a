"""Small plants with finished jobs, and what their sheets say in currency."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from tests.plant import Books, Plant, day
from wipbook.books.jobs.close_out import close_out
from wipbook.books.jobs.estimating import estimating
from wipbook.books.results import Results
from wipbook.sheets.data.analysis_checks import CHECKS
from wipbook.sheets.data.checks import outcome

AS_OF = day(31, 12)


def plant(**settings: Any) -> Plant:
    return Plant({"As_Of": AS_OF, "Period_Start": day(1), "Period_End": AS_OF} | settings).move(
        day(1), "Receipt", "RM", 100_000, unit_cost=1
    )


def finished(
    book: Plant, code: str, when: dt.date, made: float, cost: float, product: str = "FG", **more: Any
) -> Plant:
    """A job that drew ``cost`` of a material at 1 and made ``made`` units on one day."""
    book.job(code, product, more.pop("planned", made), status="Finished", finished=when, **more)
    book.move(when, "Issue", "RM", cost, job=code)
    return book.move(when, "Completion", product, made, job=code) if made else book


def solved(book: Plant) -> Books:
    """Costed; every identity of the house and the checks of Close-Out hold."""
    books = book.solve()
    books.assert_conserved()
    mine = [check for check in CHECKS if check.where == "Close-Out"]
    assert len(mine) == 2
    for check in mine:
        left, right, _, agrees = outcome(check, results_of(books))
        assert agrees, (check.id, left, right)
    return books


def results_of(books: Books) -> Results:
    """The results of books, made once."""
    held: Results = vars(books).setdefault("_made", books.results)
    return held


def close_out_of(books: Books, job: str) -> dict[str, Any]:
    """A row of Close-Out, amounts in currency, shares as fractions."""
    row = close_out(results_of(books)).filter(pl.col("Job") == job).to_dicts()[0]
    money = ("Cost In", "To Finished Goods", "To Expense", "Contract Cost", "Residue", "After Finish", "Estimate",
             "Over Estimate", "Variance")
    row |= {name: None if row[name] is None else row[name] / 100 for name in money}
    row["Over %"] = None if row["Over %"] is None else row["Over %"] / 1_000_000
    return row


def estimating_of(books: Books, of: str, code: str | None) -> dict[str, Any]:
    """A row of Estimating: amounts in currency, unit figures, quantities and shares as plain numbers."""
    code_is = pl.col("Code").is_null() if code is None else pl.col("Code") == code
    row = estimating(results_of(books)).filter((pl.col("Of") == of) & code_is).to_dicts()[0]
    for name, value in row.items():
        if isinstance(value, int) and name not in ("Jobs", "With Estimate"):
            row[name] = value / (100 if name.startswith("Quote") else 1_000_000)
    return row
