"""What every plan is made from: the books, how far it looks ahead, and the service it is to give."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from wipbook.books.books import Books
from wipbook.ledger.policy import Policy


@dataclass(frozen=True)
class PlanBasics:
    """``horizon`` in months from the as-of date; ``service_level`` in percent (95 means 95 %)."""

    books: Books
    horizon: int = 6
    service_level: float = 95.0

    @property
    def policy(self) -> Policy:
        return self.books.policy

    @property
    def as_of(self) -> dt.date:
        return self.books.as_of
