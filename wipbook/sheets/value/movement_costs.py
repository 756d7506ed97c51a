"""Movement Costs: every movement with what it cost and what it left behind."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.books.statement import went_to_jobs
from wipbook.costing.kernel.cost_layers import NO_COST, OWN_GONE, RETURN_IN
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.cell_numbers import cell_numbers
from wipbook.values.fixed import QUANTITY_PLACES
from wipbook.values.lookup import looked_up
from wipbook.values.user_role import AUDITOR, CONTROLLER

_TYPE_OF_LINE = {
    "Late cost of jobs": "Late Cost", "Landed cost charges": "Landed Cost Charge", "Standards changed": "New Standard",
}
"""What an event that is no movement is called."""


def _rows(results: Results) -> pl.DataFrame:
    return pl.concat([_movements(results), _events(results)], how="vertical_relaxed")


def _movements(results: Results) -> pl.DataFrame:
    places = results.policy.currency_places
    short = pl.when(pl.col("remark") == NO_COST).then(pl.lit("short: no cost known")).otherwise(
        pl.lit("short: last cost carried")
    )
    status = (
        pl.when(pl.col("direct")).then(pl.lit("direct to job"))
        .when(pl.col("job_scrap")).then(pl.lit("scrapped in the job"))
        .when(~pl.col("ours")).then(pl.lit("not ours: no value"))
        .when(pl.col("shortage") > 0).then(short)
        .when(pl.col("remark") == NO_COST).then(pl.lit("no cost known"))
        .when(pl.col("remark") == OWN_GONE).then(pl.lit("gone: others left instead"))
        .when((pl.col("parts") > 1) | _averaged()).then(pl.lit("average of several"))
        .when((pl.col("true_up") != 0) | (pl.col("to_jobs") != 0)).then(pl.lit("went on with its goods"))
        .otherwise(pl.lit("ok"))
    )
    moved = pl.max_horizontal("quantity_in", "quantity_out")
    worth = pl.max_horizontal("value_in", "value_out")
    rate = pl.when(moved > 0).then(cell_numbers(worth, places) / cell_numbers(moved, QUANTITY_PLACES)).otherwise(None)
    stored = ~(pl.col("direct") | pl.col("job_scrap"))
    moves = results.solution.movements
    there = pl.col("to_key") >= 0
    return moves.select(
        "Movement", "Date", "Type", "Material", "Location", "To Location", "Job",
        pl.col("quantity_in").alias("Quantity In"), pl.col("quantity_out").alias("Quantity Out"),
        pl.col("value_in").alias("Value In"), pl.col("value_out").alias("Value Out"), rate.alias("Unit Cost"),
        pl.col("true_up").alias("True-Up"), pl.col("to_jobs").alias("To Jobs"), pl.col("variance").alias("Variance"),
        pl.when(stored).then("quantity_after").alias("Quantity After"),
        pl.when(stored).then("value_after").alias("Value After"),
        pl.when(there).then("quantity_there").alias("Quantity There"),
        pl.when(there).then("value_there").alias("Value There"), status.alias("Status"),
    )


def _averaged() -> pl.Expr:
    """Whether a row came back from several that left: at their average."""
    left = (pl.col("quantity_out") > 0).sum().over("group")
    return (pl.col("operation") == RETURN_IN) & (pl.col("group") >= 0) & (left > 1)


def _events(results: Results) -> pl.DataFrame:
    """Value that came without a movement: late cost of jobs, charges of several receipts, new standards."""
    solution = results.solution
    names = solution.materials.select("material", "Material")
    events = looked_up(solution.events.filter(pl.col("position") < 0), "material", names)
    jobs = went_to_jobs(solution).filter(pl.col("Into Job") & (pl.col("by") < 0)).group_by(
        "Date", "Line", "Source", "material"
    ).agg(pl.col("Amount").sum().alias("To Jobs"))
    grouped = events.group_by("Date", "Line", "Source", "material", "Material", maintain_order=True).agg(
        pl.col("value_in").sum(), pl.col("handed_on").sum(), pl.col("variance").sum()
    )
    rows = looked_up(grouped, ["Date", "Line", "Source", "material"], jobs).sort("Date", "Source", "Material")
    code, money, number = (pl.lit(None, dtype=kind) for kind in (pl.String, pl.Int64, pl.Float64))
    to_jobs = pl.col("To Jobs").fill_null(0)
    return rows.select(
        pl.concat_str("Source", pl.lit(" "), pl.col("Date").cast(pl.String)).alias("Movement"), "Date",
        pl.col("Line").replace(_TYPE_OF_LINE).alias("Type"), "Material", code.alias("Location"),
        code.alias("To Location"), code.alias("Job"), pl.lit(0).alias("Quantity In"), pl.lit(0).alias("Quantity Out"),
        pl.col("value_in").alias("Value In"), pl.lit(0).alias("Value Out"), number.alias("Unit Cost"),
        (pl.col("handed_on") - to_jobs).alias("True-Up"), to_jobs.alias("To Jobs"),
        pl.col("variance").alias("Variance"), money.alias("Quantity After"), money.alias("Value After"),
        money.alias("Quantity There"), money.alias("Value There"), pl.lit("went on with its goods").alias("Status"),
    )


SHEET = OutputSheet(
    name="Movement Costs",
    order=240,
    title="Movement costs",
    about="Every movement with its cost and the balance it left",
    source="Rows of Movements, then value without a movement. In - Out - True-Up - To Jobs - Variance = Valuation.",
    tables=(
        OutputTable(
            "MovementCosts",
            (
                OutputColumn("Movement", Look.CODE, width=16),
                OutputColumn("Date", Look.DATE, "Effective date", width=12),
                OutputColumn("Type", Look.TEXT, width=17),
                OutputColumn("Material", Look.CODE, width=14),
                OutputColumn("Location", Look.CODE, width=11),
                OutputColumn("To Location", Look.CODE, width=11),
                OutputColumn("Job", Look.CODE, width=12),
                OutputColumn("Quantity In", Look.QUANTITY, width=13),
                OutputColumn("Quantity Out", Look.QUANTITY, width=13),
                OutputColumn("Value In", Look.MONEY, width=15, total=True),
                OutputColumn("Value Out", Look.MONEY, width=15, total=True),
                OutputColumn("Unit Cost", Look.UNIT_COST, "Of this movement", width=12),
                OutputColumn("True-Up", Look.MONEY, "Later cost, with goods that are gone", width=13, total=True),
                OutputColumn("To Jobs", Look.MONEY, "Later cost, with goods in jobs", width=13, total=True),
                OutputColumn("Variance", Look.MONEY, "From standard", width=13, total=True),
                OutputColumn("Quantity After", Look.QUANTITY, width=14, mark=Mark.BELOW_ZERO),
                OutputColumn("Value After", Look.MONEY, width=15),
                OutputColumn("Quantity There", Look.QUANTITY, "After, where it went", width=14),
                OutputColumn("Value There", Look.MONEY, "After, where it went", width=15),
                OutputColumn("Status", Look.TEXT, width=24, mark=Mark.SHORTAGE),
            ),
            _rows,
            key=("Movement",),
            shown=(
                "Movement", "Date", "Type", "Material", "Location", "Job", "Quantity In", "Quantity Out", "Value In",
                "Value Out", "Unit Cost", "Status",
            ),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
