"""The sheets Replenish and Shortages in frames."""

from __future__ import annotations

import polars as pl

from wipbook.books.views.basics import MILLION
from wipbook.forecast.material.replenishment import STATES, xyz
from wipbook.forecast.material.shortage_pegging import WEEKS
from wipbook.forecast.planning import Plan
from wipbook.forecast.table_edges import to_integers
from wipbook.values.exact_rows import exactly
from wipbook.values.lookup import looked_up

MOST_MONTHS = 12
TOP_JOBS = 8
MEANS = (
    "at or below minimum",
    "within 30 days",
    "an order is on its way",
    "above minimum",
    "more than the maximum",
    "neither used nor there",
)
"""Of ``STATES``, in words."""
URGENCY = {name: number for number, name in enumerate(STATES)}


def replenish_table(plan: Plan) -> pl.DataFrame:
    """One row per material that is used or on hand, the most urgent first, then by money: State, Material, Description,
    Class (ABC by value used, XYZ by how even demand is), Source, Supplier, Order By, Order Quantity, Cash, Stock-Out,
    Risk, On Hand, On Order, Needed, Per Month, Cover, Lead Time, Lead Time SD, Basis, Safety Stock, Reorder Point, Lot,
    Maximum, Excess, Excess Value, Carrying Cost, Note. Units, money as integers; days, months and Risk as fractions."""
    frame = plan.material.ordering.replenishment
    classes = pl.Series("_xyz", xyz(frame["Variation"].fill_null(float("nan")).to_numpy()), pl.String)
    frame = frame.with_columns(
        (pl.col("Class").fill_null("C") + classes).alias("Class"), pl.col("Level").round(2).alias("Per Month"),
        pl.col("Lead Time", "Lead Time SD", "Cover").round(1), pl.col("Risk").round(4),
        pl.when(pl.col("Reorder Point") > 0).then("Order By").alias("Order By"),
        pl.Series("Note", _notes(plan), pl.String),
        pl.col("State").replace_strict(URGENCY, default=9, return_dtype=pl.Int64).alias("_urgency"),
    )
    used = (pl.col("Level") > 0) | (pl.col("On Hand") > 0) | (pl.col("Needed") > 0) | (pl.col("_booked") < 0)
    money = pl.max_horizontal(pl.col("Order Quantity") * pl.col("Price").fill_null(0.0), "Excess Value")
    frame = frame.filter(used).sort("_urgency", -money, "Material", maintain_order=True)
    units = ("Order Quantity", "On Hand", "On Order", "Needed", "Per Month", "Safety Stock", "Reorder Point", "Lot",
             "Maximum", "Excess")
    return to_integers(frame, units, ("Cash", "Excess Value", "Carrying Cost"), plan.books.places)


def _notes(plan: Plan) -> list[str]:
    circular = set(plan.demand.requirements.circular)
    notes = []
    for row in plan.material.ordering.replenishment.iter_rows(named=True):
        words = []
        if row["_booked"] < 0:
            words.append("stock is below zero in the books: taken as nothing")
        if row["Material"] in circular:
            words.append("its bill leads back to itself: not followed")
        if not row["Ours"]:
            words.append("belongs to others: no cash, no value")
        if not row["Active"]:
            words.append("not active")
        elif row["Ended"] and not row["Level"]:
            words.append("demand seems ended")
        elif not row["Level"] and not row["Needed"]:
            words.append("no demand")
        if row["Lot Basis"] != "economic" and row["Level"]:
            words.append(
                "no order cost: lot as usual" if row["Lot Basis"] == "usual lot" else "no order cost: a month's lot"
            )
        notes.append("; ".join(words))
    return notes


def state_table(plan: Plan) -> pl.DataFrame:
    """By state: Materials, Means (in words), At Risk (of running out with more than the service level allows), Bought,
    Cash, Excess Value, Carrying Cost."""
    rows = replenish_table(plan)
    risky = pl.col("Risk") > 1 - plan.service_level / 100
    sums = rows.group_by("State").agg(
        pl.len().cast(pl.Int64).alias("Materials"), risky.sum().cast(pl.Int64).alias("At Risk"),
        (pl.col("Source") == "buy").sum().cast(pl.Int64).alias("Bought"),
        pl.col("Cash", "Excess Value", "Carrying Cost").sum(),
    )
    every = pl.DataFrame({"State": STATES, "Means": MEANS}, schema={"State": pl.String, "Means": pl.String})
    return looked_up(every, "State", sums).with_columns(
        pl.col("Materials", "At Risk", "Bought", "Cash", "Excess Value", "Carrying Cost").fill_null(0)
    )


def service_table(plan: Plan) -> pl.DataFrame:
    """``service_curve`` with money as integers and the level as text for the axis of a chart."""
    percent = (pl.col("Service Level") * 100).round(1).cast(pl.String).str.strip_suffix(".0")
    frame = plan.material.ordering.service_levels.with_columns(
        pl.format("{} %", percent).alias("Service"),
        pl.col("Stock-Outs").round(1),
    )
    return to_integers(frame, (), ("Safety Stock", "Carrying Cost", "Short"), plan.books.places)


def cash_table(plan: Plan) -> pl.DataFrame:
    """Month (as text), Orders, Cash: ``cash_plan``, twelve rows."""
    frame = plan.material.ordering.cash_needed.with_columns(pl.col("Month").dt.strftime("%Y-%m"))
    return exactly(to_integers(frame, (), ("Cash",), plan.books.places), MOST_MONTHS)


def shortage_table(plan: Plan) -> pl.DataFrame:
    """``shortages`` with Description, Job Value (money of the job that stops first), Worth (of what is short, at unit
    cost) and the balances of the weeks ahead."""
    costs = plan.books.unit_cost.select("Material", (pl.col("Unit Cost") / MILLION).alias("_cost"))
    names = plan.books.ledger.table("Materials").select("Material", "Description")
    jobs = plan.material.stopped_jobs.select("Job", pl.col("Money").alias("Job Value"), pl.col("Due").alias("Job Due"))
    source = plan.supply.lead_times.select("Material", "Source", "Supplier")
    frame = looked_up(plan.material.shortages, "Material", names, costs, plan.material.weekly_balances, source)
    frame = looked_up(frame, "Job", jobs).with_columns(
        (pl.col("Short") * pl.col("_cost")).alias("Worth")
    )
    units = ("Short", "Needed", "On Hand", *(f"Week {number + 1}" for number in range(WEEKS)))
    return to_integers(frame, units, ("Worth",), plan.books.places)


def stopped_table(plan: Plan) -> pl.DataFrame:
    """The ``TOP_JOBS`` jobs with the most money that a shortage stops: ``stopped_jobs``."""
    return exactly(plan.material.stopped_jobs, TOP_JOBS)
