"""Where over- and under-applied overhead of the year goes: idle capacity, work in process, finished goods, sales."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from wipbook.books.closed.fiscal_year import year_of
from wipbook.books.overhead.contained import SOLD, contained
from wipbook.books.overhead.settled import SETTLED, settled_since
from wipbook.books.results import Results
from wipbook.costing.solution import Solution
from wipbook.ledger.ledger import Ledger
from wipbook.schema.ledger.account_role import AccountRole
from wipbook.values.allocate import allocate

SHARED = ("Work in Process", "Finished Goods", "Cost of Goods Sold")
IDLE, SETTLED_BEFORE = "Idle Capacity", "Settled at year ends"
BALANCES = (IDLE, *SHARED, SETTLED_BEFORE)
DISPOSITION = {
    "Balance Of": pl.String, "Balance": pl.Int64, "Takes": pl.Int64, "Why": pl.String,
    "Contained Overhead": pl.Int64, "Share": pl.Int64, "Since": pl.Date,
}
_POOL_ROLES = (AccountRole.OVERHEAD_CONTROL.value, AccountRole.OVERHEAD_APPLIED.value)
_MILLION = 1_000_000


@dataclass(frozen=True)
class Disposed:
    """Overhead of the months from ``since`` on whose actual cost is in, less what year ends settled for good.

    ``applied`` and ``actual``: what stands on the accounts Overhead Applied (credit) and Overhead Control (debit), the
    shares that the year before handed on among it; ``idle`` of it is fixed cost of unused normal capacity; ``before``:
    what year ends took out of both. ``shares``: what the rest adds to WIP, finished goods and cost of goods sold, by
    ``overhead`` in them. ``waiting``: pool months that are not settled. The smallest currency unit.
    """

    since: dt.date
    applied: int
    actual: int
    idle: int
    before: int
    shares: tuple[int, ...]
    overhead: tuple[int, ...]
    why: str

    @property
    def over(self) -> int:
        """Over-applied; under-applied is negative."""
        return self.applied - self.actual


def disposed(results: Results) -> Disposed:
    """The settlement of over- and under-applied overhead, year to date.

    Idle capacity is an expense (IAS 2.13): the fixed cost that unused normal capacity did not apply never becomes
    inventory. The rest goes by policy: *prorate* spreads it over the overhead contained in work in process, finished
    goods and the year's cost of goods sold (Horngren, Cost Accounting: proration by the overhead component of ending
    balances), if it comes to Materiality; *expense*, or below Materiality, it is all cost of goods sold. Above normal
    activity nothing is idle, and what is over-applied lowers the same three. Months of pools count once they are over
    and their Actual Cost is in.
    """
    return results.once(disposed, lambda: _disposed(results))


def _disposed(results: Results) -> Disposed:
    ledger, solution, policy = results.ledger, results.solution, results.policy
    year = year_of(ledger, policy.period_start)
    since = min(settled_since(ledger.closed, policy.as_of) or year, year)
    months = solution.overhead.filter((pl.col("Period") >= since) & (pl.col("Period") <= policy.as_of))
    in_, waiting = _in_and_waiting(months, policy.as_of)
    # of a period as it was closed: what its own close settled is what is asked for here
    standing = results.settled.filter((pl.col("Line") != SETTLED) | (pl.col("Date") < policy.as_of))
    posted: dict[str, int] = dict(standing.group_by("Role").agg(pl.col("Amount").sum()).iter_rows())
    applied = int(in_["Applied"].sum()) - posted.get(_POOL_ROLES[1], 0)
    actual = int(in_["Actual Cost"].sum()) + posted.get(_POOL_ROLES[0], 0)
    idle = int(in_["Idle Capacity"].sum()) - posted.get(AccountRole.IDLE_CAPACITY.value, 0)
    rest = actual - applied - idle
    overhead = (0, 0, 0) if solution.overhead.is_empty() else contained(solution, results.entries, year)
    shares, why = _shares(results, rest, overhead)
    if waiting:
        why = f"{why}; not settled: {waiting} pool month{'s' * (waiting > 1)} not over, or without actual cost"
    before = sum(posted.get(role, 0) for role in _POOL_ROLES)
    return Disposed(since, applied, actual, idle, before, shares, overhead, why)


def _shares(results: Results, rest: int, overhead: tuple[int, ...]) -> tuple[tuple[int, ...], str]:
    policy = results.policy
    if not rest:
        return (0, 0, 0), "nothing beyond idle capacity"
    if abs(rest) < round(policy.materiality * 10**policy.currency_places):
        return (0, 0, rest), "immaterial: expensed"
    if policy.overhead_disposition == "prorate" and any(overhead):
        return tuple(allocate(rest, overhead)), "prorated on the overhead contained"
    return (0, 0, rest), "expensed by policy" if policy.overhead_disposition != "prorate" else "no overhead contained"


def _in_and_waiting(months: pl.DataFrame, as_of: dt.date) -> tuple[pl.DataFrame, int]:
    """Pool months that are over and whose actual cost is in; how many others there are that charged or had a budget."""
    in_ = pl.col("Actual Cost").is_not_null() & (pl.col("Period").dt.month_end() <= as_of)
    meant = (pl.col("Applied") != 0) | (pl.col("Budget Cost") != 0) | pl.col("Actual Cost").is_not_null()
    return months.filter(in_), months.filter(~in_ & meant).height


def disposition(results: Results) -> pl.DataFrame:
    """``DISPOSITION``, one row per balance of ``BALANCES``: what the sheet shows.

    Takes: + lowers the balance; over all rows it is what is over-applied. Balance of Idle Capacity: fixed cost of
    unused normal capacity; of cost of goods sold: of the year to date; of what year ends settled: what of the over- or
    under-applied overhead since then is settled for good. Share, in millionths, is that of the overhead contained.
    """
    return results.once(disposition, lambda: _disposition(results))


def _disposition(results: Results) -> pl.DataFrame:
    held = disposed(results)
    closing = {stage: int(results.statement[stage].sum()) for stage in SHARED[:2]}
    year = year_of(results.ledger, results.policy.period_start)
    sold = results.entries.filter(pl.col("Role").is_in(SOLD) & (pl.col("Date") >= year))
    whole = sum(held.overhead)
    rows: list[tuple[str, int, int, str, int | None, int | None]]
    rows = [(IDLE, held.idle, -held.idle, "fixed cost of unused capacity: expensed (IAS 2.13)", None, None)]
    for name, balance, overhead, share in zip(
        SHARED, (*closing.values(), int(sold["Amount"].sum())), held.overhead, held.shares, strict=True
    ):
        part = round(_MILLION * overhead / whole) if whole else 0
        rows.append((name, balance, -share, held.why, overhead, part))
    rows.append((SETTLED_BEFORE, -held.before, 0, "not disposed of again", None, None))
    return pl.DataFrame([(*row, held.since) for row in rows], schema=DISPOSITION, orient="row")


def over_applied(results: Results) -> int:
    """Over-applied overhead of all pool months that are over, less what year ends settled: what is to be disposed of,
    added up from the report of the pools."""
    held = disposed(results)
    over = (pl.col("Period") >= held.since) & (pl.col("Period").dt.month_end() <= results.policy.as_of)
    return int(results.solution.overhead.filter(over)["Over Applied"].sum()) - held.before


def not_in_yet(ledger: Ledger, solution: Solution) -> int:
    """How many months of pools in the period charged jobs, or had a budget, and have no actual cost yet."""
    start = ledger.policy.period_start.replace(day=1)
    months = solution.overhead.filter((pl.col("Period") >= start) & (pl.col("Period") <= ledger.policy.as_of))
    open_ = months.filter(pl.col("Actual Cost").is_null())
    return open_.filter((pl.col("Applied") != 0) | (pl.col("Budget Cost") != 0)).height
