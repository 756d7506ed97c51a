"""Text for beancount: accounts opened once, a balanced transaction per entry.

An account is named by its type, its role and its number, in the letters, digits and hyphens that the language allows,
each part beginning with a capital or a digit. Source: Beancount Language Syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from wipbook.commands.value.ledger_files.ledger_file import Journal, LedgerFormat
from wipbook.schema.ledger.account_role import AccountRole

OPENED = "1970-01-01"
"""Before every entry, whatever a later export corrects."""
TYPES = {
    "Assets": (AccountRole.RAW_MATERIALS, AccountRole.WIP, AccountRole.FINISHED_GOODS, AccountRole.CONTRACT_ASSET,
               AccountRole.INVENTORY_RESERVE),
    "Liabilities": (AccountRole.GRNI, AccountRole.WAGES_CLEARING, AccountRole.FREIGHT_CLEARING,
                    AccountRole.OVERHEAD_CLEARING, AccountRole.CONTRACT_LIABILITY, AccountRole.LOSS_PROVISION),
    "Equity": (AccountRole.OPENING_BALANCES,),
    "Income": (AccountRole.CONTRACT_REVENUE,),
}
"""Types of accounts; all other roles are expenses."""
_TYPE_OF_ROLE = {str(role): kind for kind, roles in TYPES.items() for role in roles}


def _write(journal: Journal) -> list[str]:
    lines = [*_head(journal), *(line for entry in journal.entries() for line in _entry(journal, entry))]
    return ["\n".join(lines) + "\n"]


def _head(journal: Journal) -> Iterator[str]:
    currency = currency_name(journal.currency)
    used = journal.lines.select("Role", "Account").unique(maintain_order=True).rows()
    yield f"; {_quoted(journal.company)}, export {journal.number}"
    if not journal.opened:
        yield f'option "operating_currency" "{currency}"'
        yield f"{OPENED} commodity {currency}"
    for role, account in used:
        if (role, account) not in journal.opened:
            yield f"{OPENED} open {account_name(role, account)} {currency}"


def _entry(journal: Journal, entry: pl.DataFrame) -> Iterator[str]:
    rows = entry.to_dicts()
    yield ""
    yield f"{rows[0]['Date']:%Y-%m-%d} * {_quoted(rows[0]['Entry'])}"
    yield f'  export: "{journal.number}"'
    for row in rows:
        amount = f"{journal.text(row['Amount'])} {currency_name(journal.currency)}"
        yield f"  {account_name(row['Role'], row['Account'])}  {amount}"
        if row["Job"]:
            yield f"    job: {_quoted(row['Job'])}"


def account_name(role: str, account: str) -> str:
    """The name of an account in this language.

    >>> account_name("WIP", "1320"), account_name("Scrap", "Scrap")
    ('Assets:WIP:1320', 'Expenses:Scrap')
    >>> account_name("Goods Received Not Invoiced", "grni/2")
    'Liabilities:Goods-Received-Not-Invoiced:GRNI-2'
    """
    parts = [_TYPE_OF_ROLE.get(role, "Expenses"), _legal(role)]
    return ":".join(parts if account == role else [*parts, _legal(account.upper())])


def currency_name(currency: str) -> str:
    """The currency as a commodity of this language: capitals, two to 24 of them.

    >>> currency_name("EUR"), currency_name("€")
    ('EUR', 'XXX')
    """
    return currency if re.fullmatch(r"[A-Z][A-Z0-9]{0,22}[A-Z0-9]", currency) else "XXX"


def _legal(part: str) -> str:
    text = re.sub(r"[^A-Za-z0-9-]+", "-", part).strip("-")
    return text if re.match(r"[A-Z0-9]", text) else f"X-{text}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


FORMAT = LedgerFormat("beancount", "text that beancount reads", ".beancount", _write)
