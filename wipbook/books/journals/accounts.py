"""The ledger account of every role."""

from __future__ import annotations

import polars as pl

from wipbook.ledger.ledger import Ledger
from wipbook.schema.ledger.account_role import ACCOUNT_ROLES, WITHOUT_ACCOUNT

ACCOUNT = {"Role": pl.String, "Account": pl.String, "Name": pl.String, "Cost Center": pl.String, "Named": pl.Boolean}


def accounts(ledger: Ledger) -> pl.DataFrame:
    """One row per role: Role, Account, Name, Cost Center, Named.

    The account is that of the sheet Accounts; where a newer role has none, that of the role its amounts belonged to
    before (``WITHOUT_ACCOUNT``); else the name of the role stands for it, and Named is false. Without a Name the
    account is called by its number.
    """
    typed = {row["Role"]: row for row in ledger.table("Accounts").to_dicts() if row["Account"]}
    rows = []
    for role in ACCOUNT_ROLES:
        row = typed.get(role) or typed.get(WITHOUT_ACCOUNT.get(role, ""))
        if row is None:
            rows.append((role, role, role, None, False))
        else:
            rows.append((role, row["Account"], row["Name"] or row["Account"], row["Cost Center"], True))
    return pl.DataFrame(rows, schema=ACCOUNT, orient="row")
