"""A small shop for tests of planning: two work centers, jobs with steps, as a planner would write them down."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.books import Book
from tests.plant import Plant
from wipbook.books.books import Books
from wipbook.costing.solve import solve
from wipbook.forecast.planning import Plan
from wipbook.ledger import read

AS_OF = dt.date(2026, 3, 31)  # a Tuesday


def at(month: int, day: int) -> dt.date:
    return dt.date(2026, month, day)


class Shop(Plant):
    """A ``Plant`` with work centers and steps; ``plan`` reads the rows and plans."""

    def center(self, code: str, hours: float | None = 8, machines: float | None = 1) -> Shop:
        self.rows.setdefault("Work Centers", []).append(
            {"Work Center": code, "Name": code, "Hours per Day": hours, "Machines": machines}
        )
        return self

    def step(self, job: str, step: str, center: str, hours: float | None, **more: Any) -> Shop:
        names = {name.replace("_", " ").title(): value for name, value in more.items()}
        self.rows.setdefault("Operations", []).append(
            {"Job": job, "Step": step, "Operation": step, "Work Center": center, "Planned Hours": hours, **names}
        )
        return self

    def job(self, code: str, makes: str, quantity: float, **more: Any) -> Shop:
        super().job(code, makes, quantity, **more)
        return self

    def move(self, when: dt.date, what: str, material: str, quantity: float, **more: Any) -> Shop:
        super().move(when, what, material, quantity, **more)
        return self

    def material(self, code: str, kind: str = "raw", **more: Any) -> Shop:
        super().material(code, kind, **more)
        return self

    def worked(self, job: str, step: str, hours: float, last: dt.date) -> Shop:
        """Tickets of ten hours at most a day that end on ``last``, at 20.00 an hour."""
        day = last
        while hours > 0:
            self.ticket(day, min(hours, 10), job=job, step=step, rate=20)
            hours, day = hours - 10, day - dt.timedelta(days=1)
        return self

    def put(self, sheet: str, **row: Any) -> Shop:
        """A row with headers written in title case: ``received_quantity=3``."""
        self.rows.setdefault(sheet, []).append({name.replace("_", " ").title(): value for name, value in row.items()})
        return self

    def books(self) -> Books:
        known = {row["Material"] for row in self.rows.get("Materials", [])}
        for sheet in ("Movements", "Jobs", "Purchases"):
            for row in self.rows.get(sheet, []):
                if row["Material"] not in known:
                    known.add(row["Material"])
                    self.material(row["Material"])
        settings = {"As Of": AS_OF, "Period Start": at(1, 1)}
        settings |= {name.replace("_", " "): value for name, value in self.settings.items()}
        ledger = read(Book(self.rows, settings))
        return Books(ledger, solve(ledger))

    def plan(self, horizon: int = 3) -> Plan:
        return Plan(self.books(), horizon)
