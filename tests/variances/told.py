"""Variances of a small plant, read back in currency."""

from __future__ import annotations

import polars as pl

from tests.plant import Books
from wipbook.books.analysis.variances.causes import UNEXPLAINED
from wipbook.books.analysis.variances.report import VarianceReport
from wipbook.sheets.data.analysis_checks import CHECKS
from wipbook.sheets.data.checks import outcome


def report(books: Books) -> VarianceReport:
    """The report, of books that hold together and agree with their accounts."""
    books.assert_conserved()
    for check in CHECKS:
        left, right, _, agrees = outcome(check, books.results)
        assert agrees, (check.id, left, right)
    found = books.results.variances
    # nothing was closed: all that the accounts have is explained by what happened
    assert found.rows.filter((pl.col("Cause") == UNEXPLAINED) & pl.col("Job").is_null()).is_empty()
    return found


def causes(found: VarianceReport, column: str = "Variance") -> dict[str, float]:
    """Every cause that comes to something."""
    return {cause: amount / 100 for cause, amount in found.causes.select("Cause", column).iter_rows() if amount}


def by(found: VarianceReport, cause: str, column: str) -> dict[str, float]:
    """The variances of a cause by job, material or work center."""
    rows = found.rows.filter(pl.col("Cause") == cause).group_by(column).agg(pl.col("Variance").sum()).sort(column)
    return {name: amount / 100 for name, amount in rows.iter_rows()}


def note(found: VarianceReport, cause: str) -> str | None:
    return found.causes.filter(pl.col("Cause") == cause)["Note"].item()
