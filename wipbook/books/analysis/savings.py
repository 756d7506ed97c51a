"""The savings log: what actions were to save, and whether the month after them confirms it."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.analysis.lines import amount_of
from wipbook.books.analysis.windows import Window
from wipbook.books.results import Results
from wipbook.values.period import months_later

SAVING = {
    "Saving": pl.String, "Date": pl.Date, "Action": pl.String, "Owner": pl.String, "Line": pl.String,
    "Expected": pl.Int64, "Before": pl.Int64, "After": pl.Int64, "Confirmed": pl.Int64, "State": pl.String,
}
CONFIRMED, PARTLY, NOT, EARLY, UNKNOWN = (
    "confirmed", "partly confirmed", "not confirmed", "the month after is not over", "no line is called so",
)


def savings(results: Results) -> pl.DataFrame:
    """``SAVING``, a row per action up to the as-of date, in the smallest currency unit.

    Before is what the line came to in the month before the action, After in the month after it, both as posted,
    without their sign. Confirmed is what it went down by, at most what was expected: a saving
    counts only when the actuals of the next period show it.
    """
    policy = results.policy
    table = results.ledger.table("Savings").filter(pl.col("Date") <= policy.as_of).sort("Date", "Saving")
    rows = []
    for row in table.iter_rows(named=True):
        month = row["Date"].replace(day=1)
        before, after = _month(months_later(month, -1)), _month(months_later(month, 1))
        amounts = [amount_of(results.posted, results.solution.job_entries, row["Line"], each)
                   for each in (before, after)]
        rows.append((row["Saving"], row["Date"], row["Action"], row["Owner"], row["Line"], row["Expected"],
                     *_judged(amounts, row["Expected"], after.end <= policy.as_of)))
    return pl.DataFrame(rows, schema=SAVING, orient="row")


def _judged(
    amounts: list[int | None], expected: int, over: bool
) -> tuple[int | None, int | None, int | None, str]:
    was, now = amounts
    if was is None or now is None:
        return None, None, None, UNKNOWN
    was, now = abs(was), abs(now)
    if not over:
        return was, None, None, EARLY
    saved = max(0, min(was - now, expected))
    return was, now, saved, CONFIRMED if saved >= expected else PARTLY if saved else NOT


def _month(first: dt.date) -> Window:
    return Window(first, months_later(first, 1) - dt.timedelta(days=1))
