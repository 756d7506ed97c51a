"""What labor costs: base pay, overtime premium, burden; what of it is direct cost of a job."""

from __future__ import annotations

import polars as pl

from wipbook.costing.workings import Workings
from wipbook.ledger.policy import Policy
from wipbook.ledger.tables import ROW
from wipbook.values.columns import percent_of, times_unit_cost
from wipbook.values.lookup import looked_up


def labor_costs(workings: Workings) -> pl.DataFrame:
    """One row per ticket up to the as-of date, amounts in the smallest currency unit.

    Columns: ``_row``, Ticket, Date, Employee, Job, Step, Hours, Pay Type, Rate, Base, Premium, Burden, Direct
    (charged to the job), Indirect (charged to overhead), Work Center.

    Rules: the premium of overtime hours is overhead unless Settings says the job caused it; idle time and
    tickets without a job are overhead (accounting rules 50 to 52); a ticket without any rate is left out.
    """
    policy = workings.policy
    tickets = workings.table("Labor").filter(pl.col("Date") <= policy.as_of)
    people = workings.table("Employees").select(
        "Employee",
        pl.col("Rate").alias("_rate"),
        pl.col("Burden %").fill_null(0).alias("_burden"),
        pl.col("Work Center").alias("_home"),
    )
    steps = workings.table("Operations").select("Job", "Step", "Work Center")
    frame = looked_up(looked_up(tickets, "Employee", people), ["Job", "Step"], steps)
    frame = frame.with_columns(
        pl.coalesce("Rate", "_rate").alias("Rate"),
        pl.coalesce("Work Center", "_home").alias("Work Center"),
        pl.col("Pay Type").fill_null("Regular"),
        pl.col("_burden").fill_null(0),
    )
    frame = _without_rates(workings, frame)
    base = times_unit_cost(frame["Hours"].to_numpy(), frame["Rate"].to_numpy(), policy.currency_places)
    premium_percent = round(policy.overtime_premium_percent * 1_000_000)
    overtime = (frame["Pay Type"] == "Overtime").to_numpy()
    premium = percent_of(base, overtime * premium_percent)
    burden = percent_of(base, frame["_burden"].to_numpy())
    frame = frame.with_columns(pl.Series("Base", base), pl.Series("Premium", premium), pl.Series("Burden", burden))
    return _charged(frame, policy).select(
        ROW, "Ticket", "Date", "Employee", "Job", "Step", "Hours", "Pay Type", "Rate", "Base", "Premium",
        "Burden", "Direct", "Indirect", "Work Center",
    )


def _charged(frame: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    on_job = pl.col("Job").is_not_null() & (pl.col("Pay Type") != "Idle")
    direct = pl.col("Base")
    if policy.overtime_premium_to == "job":
        direct = direct + pl.col("Premium")
    if policy.burden_to == "job":
        direct = direct + pl.col("Burden")
    frame = frame.with_columns(pl.when(on_job).then(direct).otherwise(0).alias("Direct"))
    return frame.with_columns(
        (pl.col("Base") + pl.col("Premium") + pl.col("Burden") - pl.col("Direct")).alias("Indirect")
    )


def _without_rates(workings: Workings, frame: pl.DataFrame) -> pl.DataFrame:
    """A ticket nobody can price is listed and left out."""
    workings.refuse(
        "Labor", frame.filter(pl.col("Rate").is_null()), "Rate", "(blank)",
        "a rate on the ticket or on the sheet Employees", "fill in Rate, or add the employee with a rate",
    )
    return frame.filter(pl.col("Rate").is_not_null())
