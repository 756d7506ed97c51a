"""Work in process for a ledger that holds it at month ends only: an entry for its balance, taken back the next day."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.journals.accounts import ACCOUNT
from wipbook.books.journals.lines import LINE
from wipbook.books.overhead.settled import SETTLEMENT_LINES
from wipbook.schema.jobs.cost_element import CostElement
from wipbook.schema.ledger.account_role import AccountRole
from wipbook.values.lookup import looked_up

AT_MONTH_END, TAKEN_BACK = "Work in process at month end", "Work in process taken back"
_CAME_FROM = {
    CostElement.MATERIAL: AccountRole.RAW_MATERIALS, CostElement.LABOR: AccountRole.WAGES_CLEARING,
    CostElement.OVERHEAD: AccountRole.OVERHEAD_APPLIED, CostElement.SUBCONTRACT: AccountRole.GRNI,
}
"""Where such a ledger still holds what is in process: as goods, wages, overhead and purchases."""


def month_end_lines(
    job_entries: pl.DataFrame, posted: pl.DataFrame, accounts: pl.DataFrame, start: dt.date, as_of: dt.date
) -> pl.DataFrame:
    """Two entries per month end from ``start`` to ``as_of``, as ``LINE``: WIP against what it consists of, by cost
    element, and the same with other signs on the first of the next month.

    WIP is the balance posted; where ``job_entries`` by element do not come to it (what was posted of earlier periods),
    the rest is a variance. Such a ledger applies no overhead, so that nothing of it is settled here.
    """
    rows: list[tuple[dt.date, str, str, str, int]] = []
    own = posted.filter(~pl.col("Line").is_in(SETTLEMENT_LINES))
    for end in _month_ends(start, as_of):
        held = job_entries.filter(pl.col("Date") <= end).group_by("Element").agg(pl.col("Amount").sum())
        balance = int(own.filter((pl.col("Date") <= end) & (pl.col("Role") == AccountRole.WIP))["Amount"].sum())
        parts = {str(_CAME_FROM[CostElement(element)]): int(amount) for element, amount in held.iter_rows() if amount}
        rest = balance - sum(parts.values())
        if rest:
            parts[str(AccountRole.VARIANCE)] = rest
        both = {str(AccountRole.WIP): balance} | {role: -amount for role, amount in parts.items()}
        for day, line, sign in ((end, AT_MONTH_END, 1), (end + dt.timedelta(1), TAKEN_BACK, -1)):
            rows += [(day, line, f"{end:%Y-%m} {line}", role, sign * amount) for role, amount in both.items() if amount]
    schema = {"Date": pl.Date, "Line": pl.String, "Entry": pl.String, "Role": pl.String, "Amount": pl.Int64}
    frame = looked_up(pl.DataFrame(rows, schema=schema, orient="row"), "Role", accounts.select(*ACCOUNT))
    blank = [pl.lit(None, dtype=pl.String).alias(name) for name in ("Job", "Material")]
    frame = frame.with_columns(*blank, pl.col("Line").alias("Text"))
    return frame.sort("Date", "Entry", pl.col("Amount") < 0, "Role").select(*LINE).cast(LINE)  # type: ignore[arg-type]


def _month_ends(start: dt.date, as_of: dt.date) -> list[dt.date]:
    ends: list[dt.date] = []
    day = start
    while True:
        following = (day.replace(day=28) + dt.timedelta(4)).replace(day=1)
        if following - dt.timedelta(1) > as_of:
            return ends
        ends.append(following - dt.timedelta(1))
        day = following
