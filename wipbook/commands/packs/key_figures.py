"""The first things to know of a period: balances by stage, whether they tie, what is open."""

from __future__ import annotations

from wipbook.audit import fingerprint
from wipbook.books.closed.prior_periods import pending
from wipbook.commands.packs.sources import Sources
from wipbook.commands.packs.texts.text import Text
from wipbook.sheets.data.checks import CHECKS, outcome
from wipbook.values.fixed import money_text


def key_figures(sources: Sources, text: Text) -> tuple[tuple[str, str], ...]:
    """Labels and values; amounts in the currency of the workbook."""
    books = sources.books
    policy, left_out, waiting = books.policy, books.ledger.rows_left_out, pending(books)
    agree = sum(outcome(check, books)[3] for check in CHECKS)
    through = books.ledger.closed.through
    return (
        *((stage, _money(amount, sources)) for stage, amount in books.subledger.items()),
        ("Inventory", _money(sum(books.subledger.values()), sources)),
        ("Checks", f"{agree} of {len(CHECKS)} agree"),
        ("Rows left out", f"{left_out:,}: see Exceptions" if left_out else "none"),
        ("Adjustments of prior periods", f"{waiting:,} pending" if waiting else "none pending"),
        ("Closed through", text.of_day(through) if through else "no period is closed"),
        ("Framework", policy.framework),
        ("Fingerprint of the figures", fingerprint.figures(books)),
    )


def _money(amount: int, sources: Sources) -> str:
    policy = sources.books.policy
    return f"{money_text(amount, policy.currency_places)} {policy.currency}"
