"""What labor costs: base pay, premium, burden; what of it is direct cost of a job."""

from __future__ import annotations

import numpy as np
import polars as pl

from wipbook.costing.charges.pay_types import with_pay_types
from wipbook.costing.charges.rates import with_pay_rates, with_straight_rates
from wipbook.costing.charges.spans import by_day
from wipbook.costing.charges.taken_back import taken_back
from wipbook.costing.workings import Workings
from wipbook.ledger.policy import Policy
from wipbook.ledger.tables import ROW
from wipbook.ledger.working_days import working_days
from wipbook.values.columns import percent_of, times_unit_cost
from wipbook.values.lookup import looked_up

LABOR = {
    ROW: pl.Int32, "Ticket": pl.String, "Date": pl.Date, "Employee": pl.String, "Job": pl.String, "Step": pl.String,
    "Hours": pl.Int64, "Pay Type": pl.String, "Rate": pl.Int64, "Base": pl.Int64, "Premium": pl.Int64,
    "Burden": pl.Int64, "Direct": pl.Int64, "Indirect": pl.Int64, "Work Center": pl.String, "Idle": pl.Boolean,
}
COLUMNS = tuple(LABOR)


def labor_costs(workings: Workings) -> pl.DataFrame:
    """One row per ticket and day up to the as-of date, amounts in the smallest currency unit.

    Columns: ``_row``, Ticket, Date, Employee, Job, Step, Hours, Pay Type, Rate (of base pay), Base, Premium, Burden,
    Direct (charged to the job), Indirect (charged to overhead), Work Center, Idle (whether the pay type says so).

    Rules: the premium is overhead unless the pay type or Settings says the job caused it; idle time and tickets
    without a job are overhead (accounting rules 50 to 52). A ticket of several days is spread over its working days;
    hours below zero take back cost, a reversal that of its own ticket. A ticket without any rate, or of an unknown pay
    type, is left out.
    """
    policy = workings.policy
    tickets = workings.table("Labor").filter(pl.col("Date") <= policy.as_of)
    if tickets.is_empty():  # nothing that could be priced, nor refused
        return pl.DataFrame(schema=LABOR)
    steps = workings.table("Operations").select("Job", "Step", pl.col("Work Center").alias("_center"))
    frame = looked_up(with_pay_types(workings, tickets), ["Job", "Step"], steps)
    frame = by_day(frame.with_columns(pl.col("Date").alias("_day")), working_days(policy.working_days))
    frame = with_straight_rates(workings, frame).with_columns(pl.coalesce("Work Center", "_center", "_home"))
    own = _without_rates(workings, with_pay_rates(frame.filter(pl.col("Reverses").is_null())))
    own = _paid(own, policy.currency_places)
    reversals = frame.filter(pl.col("Reverses").is_not_null())
    if reversals.height:
        own = pl.concat([own, taken_back(workings, reversals, own)], how="diagonal")
    own = own.filter(pl.col("Date") <= policy.as_of).sort(ROW, "Date")
    return _charged(own, policy).rename({"_idle": "Idle"}).select(COLUMNS)


def _paid(frame: pl.DataFrame, places: int) -> pl.DataFrame:
    """Base, Premium and Burden of each day: what the ticket costs up to it less what it cost before, so that the days
    of a ticket sum to the ticket."""

    def upto(hours: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        base = times_unit_cost(hours, frame["Rate"].to_numpy(), places)
        agreed = times_unit_cost(hours, frame["_pay"].fill_null(0).to_numpy(), places) - base
        usual = percent_of(base, frame["_premium"].to_numpy())
        premium = np.where(frame["_pay"].is_not_null().to_numpy(), agreed, usual)
        return base, premium, percent_of(base, frame["_burden"].to_numpy())

    before = frame["_before"].to_numpy()
    after = upto(before + frame["Hours"].to_numpy())
    if before.any():
        after = tuple(end - start for end, start in zip(after, upto(before), strict=True))
    return frame.with_columns(
        pl.Series(name, amounts) for name, amounts in zip(("Base", "Premium", "Burden"), after, strict=True)
    )


def _charged(frame: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    on_job = pl.col("Job").is_not_null() & ~pl.col("_idle")
    direct = pl.col("Base") + pl.when("_to_job").then("Premium").otherwise(0)
    if policy.burden_to == "job":
        direct = direct + pl.col("Burden")
    frame = frame.with_columns(pl.when(on_job).then(direct).otherwise(0).alias("Direct"))
    return frame.with_columns(
        (pl.col("Base") + pl.col("Premium") + pl.col("Burden") - pl.col("Direct")).alias("Indirect")
    )


def _without_rates(workings: Workings, frame: pl.DataFrame) -> pl.DataFrame:
    """A ticket nobody can price is listed and left out."""
    lacking = frame.filter(pl.col("Rate").is_null()).unique(ROW, maintain_order=True)
    workings.refuse(
        "Labor", lacking, "Rate", "(blank)",
        "a rate on the ticket or on the sheet Employees", "fill in Rate, or add the employee with a rate",
    )
    return frame.filter(~pl.col(ROW).is_in(lacking[ROW].implode()))
