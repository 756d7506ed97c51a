"""The jobs that want somebody's eye first, and why, in money."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from wipbook.books.jobs.job_costs import COSTS
from wipbook.books.jobs.job_goals import goals_of
from wipbook.books.results import Results
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.values.lookup import looked_up

TROUBLE = {
    "Job": pl.String, "Product": pl.String, "Customer": pl.String, "Why": pl.String, "Money": pl.Int64,
}
_OPEN = [JobStatus.PLANNED, JobStatus.RELEASED]


def jobs_in_trouble(
    results: Results, most: int, expected_late: Mapping[str, int] = MappingProxyType({})
) -> pl.DataFrame:
    """``TROUBLE``, the dearest first, at most so many; names of product and customer where the masters know them, else
    their codes. Money in the smallest currency unit, never negative.

    A job is in trouble when more has left it than went in (the difference counts), when it has ended and still holds
    cost (all it holds), when it is open behind its due date or, by the last forecast, ``expected_late`` by so many days
    (what is in process), over its budget (by how much), or will cost more than its price (the loss). Money is the
    largest of these; every cause is named.
    """
    as_of = results.policy.as_of
    materials = results.ledger.table("Materials").select(
        "Material", pl.col("Description").alias("_product")
    ).unique("Material", keep="first", maintain_order=True)
    jobs = looked_up(
        looked_up(results.job_costs, "Material", materials), "Job",
        goals_of(results).select("Job", "Customer Name", "Margin at Completion"),
    ).with_columns(
        pl.sum_horizontal(COSTS).alias("_cost"), pl.col("Status").is_in(_OPEN).alias("_open"),
        (pl.lit(as_of) - pl.col("Due")).dt.total_days().alias("_days"),
        pl.col("Job").str.to_lowercase().replace_strict(
            {job.lower(): days for job, days in expected_late.items()}, default=0, return_dtype=pl.Int64
        ).alias("_expected_days"),
    )
    over = pl.col("_cost") - pl.col("Budget")
    causes: dict[str, tuple[pl.Expr, pl.Expr]] = {
        "negative": (pl.col("WIP") < 0, -pl.col("WIP")),
        "ended": (~pl.col("_open") & (pl.col("WIP") > 0), pl.col("WIP")),
        "late": (pl.col("_open") & (pl.col("_days") > 0), pl.col("WIP").clip(0)),
        "expected": (
            pl.col("_open") & (pl.col("_expected_days") > 0) & ~(pl.col("_days") > 0).fill_null(False),
            pl.col("WIP").clip(0),
        ),
        "over": (pl.col("_open") & (pl.col("Budget") > 0) & (over > 0), over),
        "loss": (pl.col("_open") & (pl.col("Margin at Completion") < 0), -pl.col("Margin at Completion")),
    }
    judged = jobs.with_columns(
        pl.when(holds.fill_null(False)).then(money).alias(f"_{name}") for name, (holds, money) in causes.items()
    ).with_columns(pl.max_horizontal(f"_{name}" for name in causes).alias("Money")).filter(
        pl.col("Money").is_not_null()
    )
    first = judged.with_columns(pl.col("Job").str.to_lowercase().alias("_folded")).sort(
        "Money", "_folded", descending=[True, False]
    ).head(most)
    rows = [
        (row["Job"], row["_product"] or row["Material"], row["Customer Name"] or row["Customer"], _why(row, results),
         row["Money"])
        for row in first.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=TROUBLE, orient="row")


def _why(row: dict[str, object], results: Results) -> str:
    days, expected, budget, over = (
        int(str(row[name] or 0)) for name in ("_days", "_expected_days", "Budget", "_over")
    )
    said = {
        "_negative": "more has left it than went in",
        "_ended": f"{str(row['Status']).casefold()}, still holds cost",
        "_late": f"{days:,} day{'' if days == 1 else 's'} late",
        "_expected": f"will be {expected:,} day{'' if expected == 1 else 's'} late",
        "_over": f"{results.text(over)} over budget" + (f" ({over / budget:.0%})" if budget else ""),
        "_loss": f"will lose {results.text(int(str(row['_loss'] or 0)))}",
    }
    return "; ".join(text for name, text in said.items() if row[name] is not None)
