"""A plant closed in memory: what the command does, without a workbook."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from tests.books import Book
from tests.plant import Plant
from wipbook.books.closed.closing import chained, record_of_close, record_of_reopening
from wipbook.books.results import Results
from wipbook.costing.solve import solve
from wipbook.ledger import read
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.record import Record

WHEN = dt.datetime(2026, 12, 1, 9)


@dataclass
class Closing:
    """The plant, its closes so far, and the period it stands in."""

    plant: Plant
    records: tuple[Record, ...] = ()
    jit: bool | None = None

    def results(self, start: dt.date, end: dt.date) -> Results:
        """The books of a period, with the closes so far."""
        known = {row["Material"] for row in self.plant.rows.get("Materials", [])}
        for code in sorted({row["Material"] for row in self.plant.rows.get("Movements", [])} - known):
            self.plant.material(code)
        settings = {name.replace("_", " "): value for name, value in self.plant.settings.items()}
        settings |= {"Period Start": start, "Period End": end, "As Of": end}
        ledger = read(Book(self.plant.rows, settings))
        ledger = replace(ledger, closed=Closed(self.records))
        return Results(ledger, solve(ledger, jit=self.jit))

    def close(self, start: dt.date, end: dt.date, **said: Any) -> Results:
        results = self.results(start, end)
        record = record_of_close(results, start, end, WHEN, "Ann", **said)
        self.records = (*self.records, *chained(Closed(self.records), [record]))
        return results

    def reopen(self) -> None:
        self.records = (*self.records, record_of_reopening(Closed(self.records), WHEN, "Ann", "late invoice"))
