"""What the subledgers say the general ledger should hold: the entries, on the accounts that the ledger has."""

from __future__ import annotations

import polars as pl

from wipbook.books.entries import CONTAINED_LABOR, INDIRECT_LABOR
from wipbook.books.journals.compared import as_compared
from wipbook.books.results import Results
from wipbook.schema.ledger.account_role import AccountRole

_PAYROLL_LINES = (INDIRECT_LABOR, CONTAINED_LABOR)


def ledger_postings(results: Results) -> pl.DataFrame:
    """Date, Role, Amount (debit positive, smallest currency unit), up to the as-of date.

    These are the entries (``wipbook.books.entries``). A newer role is compared with the older one that its amounts
    stood on before, as one: price differences are variances, late cost of shipped jobs is cost of goods sold, whether
    the ledger keeps one account or two. Without an account of the role Wages Clearing, Overhead Control takes the
    actual cost of the pools, payroll included, at the end of its month, and nothing of the payroll before.
    """
    kept = results.posted
    if AccountRole.WAGES_CLEARING not in _roles_with_accounts(results):
        kept = kept.filter(~pl.col("Line").is_in(_PAYROLL_LINES))
    return kept.select("Date", as_compared(), "Amount")


def _roles_with_accounts(results: Results) -> frozenset[str]:
    """The roles that the sheets Accounts and GL Accounts name an account for."""
    named = results.ledger.table("Accounts").filter(pl.col("Account").is_not_null())
    return frozenset(named["Role"]) | frozenset(results.ledger.table("GL Accounts")["Role"].drop_nulls())
