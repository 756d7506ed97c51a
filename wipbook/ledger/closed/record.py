"""One close (or reopening): what the books held on a day, kept so that later rows cannot move it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

import polars as pl


class Kind(StrEnum):
    CLOSE = "close"
    REOPEN = "reopen"


ENTRIES = {"Line": pl.String, "Role": pl.String, "Job": pl.String, "Kind": pl.String, "Amount": pl.Int64}
STOCK = {
    "Material": pl.String, "Location": pl.String, "Lot": pl.String, "Stage": pl.String, "Quantity": pl.Int64,
    "Value": pl.Int64,
}
JOBS = {"Job": pl.String, "Entry": pl.String, "Element": pl.String, "Amount": pl.Int64}
PERCENTS = {"Job": pl.String, "Percent Complete": pl.Int64}
PASSED = {"Job": pl.String, "Units": pl.String}
OPEN_JOBS = {"Job": pl.String}
STANDARDS = {"Material": pl.String, "Standard Cost": pl.Int64}
RATES = {"Employee": pl.String, "Rate": pl.Int64, "Burden %": pl.Int64}
ROWS = {"Sheet": pl.String, "Rows": pl.String, "Gone": pl.String}
ACCEPTED = {
    "Of": pl.String, "What": pl.String, "Quantity": pl.Float64, "Value": pl.Float64, "Accepted By": pl.String,
}
"""What of the adjustments of prior periods somebody accepted: kind, name, and the differences as he saw them."""
SETTINGS = {"Setting": pl.String, "Value": pl.String}
SETTLEMENT = {"Since": pl.String, "Role": pl.String, "Amount": pl.Int64, "Reversed": pl.Int64}
CONTRACTS = {
    "Job": pl.String, "Stage": pl.String, "Contract Price": pl.Int64, "Approved Changes": pl.Int64,
    "Pending Changes": pl.Int64, "Estimated Cost": pl.Int64, "Cost": pl.Int64, "Uninstalled Material": pl.Int64,
    "Percent Complete": pl.Int64, "Earned Revenue": pl.Int64, "Billed": pl.Int64, "Retention": pl.Int64,
    "Loss Provision": pl.Int64, "Basis": pl.String,
}
RESERVE = {
    "Of": pl.String, "Item": pl.String, "Quantity": pl.Int64, "Cost": pl.Int64, "Realisable": pl.Int64,
    "Needed": pl.Int64, "Opening Reserve": pl.Int64, "Used": pl.Int64, "Reversed": pl.Int64, "Reserve": pl.Int64,
    "Basis": pl.String,
}
INPUTS = {"Sheet": pl.String, "Rows": pl.Int64, "Hash": pl.String}

PARTS: Mapping[str, Mapping[str, pl.DataType | type[pl.DataType]]] = {
    "before": ENTRIES, "entries": ENTRIES, "stock": STOCK, "jobs before": JOBS, "jobs": JOBS,
    "jobs prior": JOBS, "percents": PERCENTS, "passed": PASSED,
    "open jobs": OPEN_JOBS, "standards": STANDARDS, "rates": RATES, "inputs": INPUTS, "rows": ROWS,
    "accepted": ACCEPTED, "settings": SETTINGS, "settlement": SETTLEMENT,
    "contracts": CONTRACTS, "reserve": RESERVE,
}
"""What a record of a close holds, each as a table.

``entries``: the double entries of its period by line of the statement, role of account, job and kind, adjustments of
prior periods among them; ``before``: those of all time before the first period that was ever closed, in its record
alone. ``stock``: what was on hand at the end, quantities in millionths, values in the smallest currency unit.
``jobs``, ``jobs before`` and ``jobs prior`` (adjustments of prior periods): the same for the cost sheets of jobs,
signed as they change the job. States that later typing overwrites: ``percents`` (Percent Complete), ``passed`` (units
that passed the steps of the routing, a fraction), ``open jobs`` (jobs not done). Values of masters that count up to
that day, where they differ from the record before: ``standards``, ``rates``. ``inputs``: how many rows each input
table had, and the SHA-256 over them; ``settings``: the policies that were not as usual; ``rows``: short hashes of the
rows that are new since the record before, and of those that are gone (``row_hashes``). ``settlement``: where over- and
under-applied overhead went at the end (debit positive), of the months from ``Since`` on, and what of it is taken back
the day after; an estimate, compared with nothing. ``contracts``: where each contract whose revenue is earned over time
stood (``wipbook.books.contracts.positions``), an estimate as well; ``reserve``: what stock and jobs are written down
to net realisable value (``wipbook.books.stock.write_downs``), another.
"""


@dataclass(frozen=True, eq=False)
class Record:
    """A record of the close of ``start`` to ``end``, or of the reopening of that period.

    ``number`` counts from 1; ``before`` is the hash of the record before ("" for the first), ``hash`` its own, over all
    that it holds. ``when``, ``by``, ``reason``, ``despite`` (what was overruled): who answers for it. ``copy`` and
    ``copy_hash``: the file the workbook was copied to as it was closed, and its SHA-256. ``log_rows`` and ``log_hash``:
    how long the Change Log was, and the SHA-256 over it.
    """

    number: int
    kind: Kind
    start: dt.date
    end: dt.date
    when: dt.datetime
    by: str
    before: str = ""
    reason: str = ""
    despite: tuple[str, ...] = ()
    copy: str = ""
    copy_hash: str = ""
    log_rows: int = 0
    log_hash: str = ""
    parts: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    hash: str = ""

    def __post_init__(self) -> None:
        held = {name: self.parts.get(name, pl.DataFrame(schema=schema)) for name, schema in PARTS.items()}
        object.__setattr__(self, "parts", MappingProxyType(held))

    def part(self, name: str) -> pl.DataFrame:
        return self.parts[name]
