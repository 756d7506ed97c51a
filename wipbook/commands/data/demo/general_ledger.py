"""The general ledger of the demo: what a bookkeeper would have posted, month by month, account by account."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.ledger_postings import ledger_postings
from wipbook.books.results import Results
from wipbook.books.statement import GL_ROLE
from wipbook.schema.ledger.account_role import ACCOUNT_ROLES

ACCOUNTS = {
    "Raw Materials": ("1310", "Raw materials and components"),
    "WIP": ("1320", "Work in process"),
    "Finished Goods": ("1330", "Finished and semi-finished goods"),
    "Overhead Control": ("4900", "Manufacturing overhead, actual"),
    "Overhead Applied": ("4910", "Manufacturing overhead, applied"),
    "COGS": ("5000", "Cost of goods sold"),
    "Scrap": ("5200", "Scrap"),
    "Variance": ("5300", "Production and price variances"),
    "Adjustment": ("5400", "Inventory adjustments"),
}


OTHER_ACCOUNTS = {
    "Goods Received Not Invoiced": ("2110", "Goods received not invoiced"),
    "Wages Clearing": ("2150", "Wages and salaries clearing"),
    "Freight Clearing": ("2120", "Freight and duty clearing"),
    "Overhead Clearing": ("2160", "Manufacturing overhead clearing"),
    "Opening Balances": ("3900", "Opening balances"),
    "Revaluation": ("5310", "Inventory revaluation"),
    "Idle Capacity": ("5320", "Idle capacity"),
    "Inventory Reserve": ("1390", "Inventory reserve"),
}
"""Accounts that journals are written on and that this ledger keeps elsewhere; what it has no account for stands on an
older one: price differences are variances, late cost of shipped jobs is cost of goods sold."""


def chart() -> list[tuple[str, str | None, str | None]]:
    """Role, number and name of the demo's account for every role."""
    known = {**ACCOUNTS, **OTHER_ACCOUNTS}
    return [(role, *known.get(role, (None, None))) for role in ACCOUNT_ROLES]


def general_ledger(results: Results) -> pl.DataFrame:
    """Rows for the sheet GL Accounts, one per account and month of the period: opening, debits, credits.

    The accounts follow the postings of the subledgers; income accounts start the year at zero.
    """
    policy = results.policy
    entries = ledger_postings(results)
    rows = []
    for role, (account, name) in ACCOUNTS.items():
        mine = entries.filter(pl.col("Role") == role)
        balance = 0
        if role in GL_ROLE:
            balance = int(mine.filter(pl.col("Date") < policy.period_start)["Amount"].sum())
        month = policy.period_start.replace(day=1)
        while month <= policy.as_of:
            following = (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
            amounts = mine.filter((pl.col("Date") >= month) & (pl.col("Date") < following))["Amount"]
            debit, credit = int(amounts.filter(amounts > 0).sum()), -int(amounts.filter(amounts < 0).sum())
            if balance or debit or credit:
                rows.append((account, name, role, month, *map(results.money, (balance, debit, credit))))
            balance += debit - credit
            month = following
    names = ("Account", "Name", "Role", "Period", "Opening", "Debit", "Credit")
    return pl.DataFrame(rows, schema=names, orient="row")
