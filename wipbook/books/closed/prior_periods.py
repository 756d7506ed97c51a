"""Adjustments of prior periods as somebody has to accept them: what was closed, what it is now, who says yes."""

from __future__ import annotations

import polars as pl

from wipbook.books.closed.adjustments import recorded_entries, recorded_jobs
from wipbook.books.results import Results
from wipbook.ledger.closed.visible import JOB, ROLE, STOCK
from wipbook.values.fixed import QUANTITY_PLACES
from wipbook.values.lookup import looked_up

PENDING, ACCEPTED = "pending", "accepted"
PRIOR = {
    "Of": pl.String, "What": pl.String, "Closed Quantity": pl.Int64, "Now Quantity": pl.Int64, "Quantity": pl.Int64,
    "Closed Value": pl.Int64, "Now Value": pl.Int64, "Value": pl.Int64, "State": pl.String, "Accepted By": pl.String,
}


def prior_periods(results: Results) -> pl.DataFrame:
    """What the last closed day holds otherwise now (``PRIOR``), by stock, job and account; none where nothing changed.

    Quantity (millionths) and Value (smallest currency unit) are now less closed; over the accounts Value sums to zero.
    A row is pending until somebody accepted exactly these differences on the sheet; one that changed since is again.
    """
    return results.once(prior_periods, lambda: _prior_periods(results))


def _prior_periods(results: Results) -> pl.DataFrame:
    frame = pl.concat([_stock(results), _jobs(results), _accounts(results)])
    places = results.policy.currency_places
    yes = results.ledger.closed.accepted.select(
        "Of", "What", (pl.col("Quantity").fill_null(0) * 10**QUANTITY_PLACES).round(0).cast(pl.Int64).alias("Quantity"),
        (pl.col("Value").fill_null(0) * 10**places).round(0).cast(pl.Int64).alias("Value"), "Accepted By",
    ).unique(["Of", "What", "Quantity", "Value"], keep="first")
    found = looked_up(frame, ["Of", "What", "Quantity", "Value"], yes)
    return found.with_columns(
        pl.when(pl.col("Accepted By").is_null()).then(pl.lit(PENDING)).otherwise(pl.lit(ACCEPTED)).alias("State")
    ).select(*PRIOR)


def pending(results: Results) -> int:
    """How many adjustments of prior periods nobody accepted yet."""
    return prior_periods(results).filter(pl.col("State") == PENDING).height


def _row(frame: pl.DataFrame, of: str, what: pl.Expr) -> pl.DataFrame:
    frame = frame.with_columns(
        pl.lit(of).alias("Of"), what.alias("What"),
        (pl.col("Now Quantity") - pl.col("Closed Quantity")).alias("Quantity"),
        (pl.col("Now Value") - pl.col("Closed Value")).alias("Value"),
    )
    names = [name for name in PRIOR if name not in ("State", "Accepted By")]
    return frame.filter((pl.col("Quantity") != 0) | (pl.col("Value") != 0)).select(names)


def _stock(results: Results) -> pl.DataFrame:
    named = {"Stored Quantity": "Closed Quantity", "Stored Value": "Closed Value"}
    what = pl.concat_str("Material", "Location", "Lot", separator=" / ", ignore_nulls=True)
    return _row(results.adjusted_stock.rename(named), STOCK, what)


def _valued(was: pl.DataFrame, change: pl.DataFrame, by: str) -> pl.DataFrame:
    """Amounts by ``by`` as they were closed, with the change."""
    changed = change.group_by(by).agg(pl.col("Amount").sum().alias("_change")).sort(by, nulls_last=False)
    closed = was.group_by(by).agg(pl.col("Amount").sum().alias("Closed Value"))
    none = pl.lit(0, dtype=pl.Int64)
    return looked_up(changed, by, closed).with_columns(
        pl.col("Closed Value").fill_null(0), none.alias("Closed Quantity"), none.alias("Now Quantity")
    ).with_columns((pl.col("Closed Value") + pl.col("_change")).alias("Now Value"))


def _jobs(results: Results) -> pl.DataFrame:
    frame = _valued(recorded_jobs(results.ledger.closed), results.adjusted_jobs, "Job")
    return _row(frame, JOB, pl.col("Job").fill_null(""))


def _accounts(results: Results) -> pl.DataFrame:
    return _row(_valued(recorded_entries(results.ledger.closed), results.adjusted, "Role"), ROLE, pl.col("Role"))
