"""Close-out: what finished jobs cost, where it went, what is left, how it compares, what stands against closing."""

from __future__ import annotations

import polars as pl

from wipbook.books.jobs.close_steps import OPEN, REVIEW, CloseSteps
from wipbook.books.jobs.finished import finished_jobs
from wipbook.books.jobs.job_variances import by_cause
from wipbook.books.results import Results
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.values.cell_numbers import share_of
from wipbook.values.lookup import looked_up

CLOSE_OUT = {
    "Job": pl.String, "Product": pl.String, "Product Name": pl.String, "Estimator": pl.String, "Status": pl.String,
    "Made": pl.Int64, "Cost In": pl.Int64, "To Finished Goods": pl.Int64, "To Expense": pl.Int64,
    "Contract Cost": pl.Int64, "Residue": pl.Int64, "After Finish": pl.Int64, "Estimate": pl.Int64,
    "Over Estimate": pl.Int64, "Over %": pl.Int64, "Days Late": pl.Int64, "Variance": pl.Int64, "By Cause": pl.String,
    "Against Closing": pl.String, "Description": pl.String, "Customer": pl.String, "Customer Name": pl.String,
    "Quantity": pl.Int64, "Due": pl.Date, "Finished": pl.Date, "Closed": pl.Date,
}
"""Amounts in the smallest currency unit, quantities and shares in millionths. To Finished Goods: with late cost that
followed the lots; To Expense: scrapped, left at the close, and Contract Cost. Estimate: for what was made. + is
over."""
_TOLD = 3


def close_out(results: Results) -> pl.DataFrame:
    """``CLOSE_OUT``, a row per job that is Finished or Closed at the as-of date: those with a residue first, then those
    not closed, then the last finished; made once."""
    return results.once(close_out, lambda: _close_out(results))


def _close_out(results: Results) -> pl.DataFrame:
    steps = CloseSteps(results)
    frame = looked_up(finished_jobs(results), "Job", _causes(results)).with_columns(
        pl.col("Material").alias("Product"), pl.col("Completed Quantity").alias("Made"),
        pl.col("Cost").alias("Cost In"),
        (pl.col("Completed") + pl.col("Late Cost")).alias("To Finished Goods"),
        (pl.col("Scrapped") + pl.col("Expensed") + pl.col("Contract Cost")).alias("To Expense"),
        pl.col("WIP").alias("Residue"), (pl.col("Cost") - pl.col("Estimate")).alias("Over Estimate"),
        (pl.col("Finished") - pl.col("Due")).dt.total_days().alias("Days Late"),
    ).with_columns(share_of(pl.col("Over Estimate"), pl.col("Estimate")).alias("Over %"))
    closed = pl.col("Status") == JobStatus.CLOSED
    frame = frame.sort(pl.col("Residue") != 0, ~closed, "Finished", "Job", descending=[True, True, True, False],
                       nulls_last=[False, False, False, False])
    against = [
        _against(steps, job) if status != JobStatus.CLOSED or left else None
        for job, status, left in frame.select("Job", "Status", "Residue").iter_rows()
    ]
    return frame.with_columns(pl.Series("Against Closing", against, dtype=pl.String)).select(*CLOSE_OUT).cast(
        CLOSE_OUT  # type: ignore[arg-type]
    )


def _against(steps: CloseSteps, job: str) -> str:
    """What is open, then what is to be reviewed, in words."""
    found = steps.of(job)
    said = [step.short for state in (OPEN, REVIEW) for step in found if step.state == state]
    return "; ".join(said) or "nothing: close it"


def _causes(results: Results) -> pl.DataFrame:
    """Job, Variance, By Cause: the three largest in words."""
    sums: dict[str, int] = {}
    told: dict[str, list[str]] = {}
    for job, cause, _, _, _, variance in by_cause(results).iter_rows():
        sums[job] = sums.get(job, 0) + variance
        told.setdefault(job, []).append(f"{cause} {results.text(variance)}")
    rows = [
        (job, sums[job], ", ".join(said[:_TOLD]) + (" …" if len(said) > _TOLD else "")) for job, said in told.items()
    ]
    schema = {"Job": pl.String, "Variance": pl.Int64, "By Cause": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
