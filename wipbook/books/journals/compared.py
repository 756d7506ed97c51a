"""The roles that are compared with the general ledger, and which of them are compared as one."""

from __future__ import annotations

import polars as pl

from wipbook.schema.ledger.account_role import WITHOUT_ACCOUNT

ROLES = ("Raw Materials", "WIP", "Finished Goods", "COGS", "Overhead Control", "Overhead Applied", "Scrap", "Variance",
         "Adjustment")
"""Roles whose balance is ours alone and that are compared with the ledger. What waits for an invoice, a payroll or a
bill is cleared by others: its balance in the ledger is not what the subledgers say."""


def as_compared() -> pl.Expr:
    """The role as which one is compared with the ledger."""
    return pl.col("Role").replace(WITHOUT_ACCOUNT)
