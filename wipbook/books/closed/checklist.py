"""What a controller goes through before a period is closed: each step with what the workbook knows of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from wipbook.books.analysis.flux import beyond_threshold
from wipbook.books.closed.prior_periods import pending
from wipbook.books.overhead.disposition import not_in_yet
from wipbook.books.results import Results
from wipbook.books.stock.write_downs import write_downs
from wipbook.values.columns import times_unit_cost

DONE, OPEN, REVIEW = "done", "open", "to review"
STEPS = {
    "Step": pl.Int64, "Period End": pl.Date, "Area": pl.String, "What": pl.String, "State": pl.String,
    "Figure": pl.String, "Where": pl.String, "How": pl.String,
}
_NEAR = 3
"""Days before and after the period's end in which the cut-off is looked at."""
_OLD = 90
"""Days without cost after which a job with work in process is old."""
_VARIANCES = ("Standard cost variance", "Price differences", "Negative stock true-up", "Expensed from closed jobs",
              "Late cost of jobs", "Standards changed")


@dataclass(frozen=True)
class Step:
    """One step: where to look, how it is done, what there is of it, and whether that makes it done."""

    area: str
    what: str
    where: str
    how: str
    figure: str
    state: str


def checklist(results: Results) -> pl.DataFrame:
    """The steps of the period's close, in their order (``STEPS``).

    A step that the workbook can judge is done or open; one that needs a person's eye is to be reviewed, and is done
    when somebody puts a name to it on the sheet.
    """
    end = results.policy.period_end
    steps = _steps(results, end)
    rows = [(number, end, step.area, step.what, step.state, step.figure, step.where, step.how)
            for number, step in enumerate(steps, 1)]
    return pl.DataFrame(rows, schema=STEPS, orient="row")


def _steps(results: Results, end: dt.date) -> list[Step]:
    left_out = results.ledger.rows_left_out
    short = results.valuation.filter(pl.col("Quantity") < 0).height
    negative = results.job_costs.filter(pl.col("WIP") < 0).height
    missing = not_in_yet(results.ledger, results.solution)
    adjustments = pending(results)
    counted = results.ledger.closed.counted
    return [
        Step("Rows", "Every row is used", "Exceptions", "Mend what Exceptions names", f"{left_out:,} left out",
             _state(left_out)),
        Step("Cut-off", "Receipts, shipments and tickets around the period's end belong where they stand", "Movements",
             "Compare with delivery notes and time sheets", _near_the_end(results, end), REVIEW),
        Step("Counts", "Every count is posted", "Count Sheet", "wipbook count post", f"{counted:,} lines not posted",
             _state(counted)),
        Step("Stock", "Nothing is below zero", "Valuation", "Enter what is missing", f"{short:,} places short",
             _state(short)),
        Step("Purchases", "Goods received and not invoiced are known", "Purchases",
             "Compare with the account Goods Received Not Invoiced", _not_invoiced(results), REVIEW),
        Step("Payroll", "Every hour is distributed", "Labor Distribution", "See the check labor_distributed",
             *_payroll(results)),
        Step("Overhead", "The actual cost of every pool is in, over- and under-applied is reviewed", "Overhead",
             "Type Actual Cost on the sheet Overhead", f"{missing:,} pool months without actual cost", _state(missing)),
        Step("Jobs", "No job is negative", "Job Costs", "Find what was completed or returned too dear",
             f"{negative:,} jobs", _state(negative)),
        Step("Jobs", "Old jobs and jobs over budget are reviewed", "Job Costs", "Close, write off or explain",
             _jobs(results), REVIEW),
        Step("Net realizable value", "Stock is not above what it will bring", "NRV",
             "Review prices and orders; the close books what is needed (IAS 2.28)", _above_nrv(results), REVIEW),
        Step("Variances", "Variances above Materiality are explained", "Statement", "Trace them in Movement Costs",
             _variances(results), REVIEW),
        Step("Flux", "Lines that moved beyond the threshold are explained", "Flux",
             "Type why under Explanation", f"{beyond_threshold(results):,} lines", REVIEW),
        Step("Prior periods", "Adjustments of prior periods are accepted", "Prior Periods",
             "Type your name there, or close with --accept", f"{adjustments:,} not accepted", _state(adjustments)),
        Step("Ledger", "The subledger ties to the general ledger", "Tie-Out", "Post what is missing",
             *_tied(results)),
        Step("Journals", "The journals of the period are out", "Journals", "wipbook journal --format …", "", REVIEW),
        Step("Sign-off", "Preparer and reviewer have signed", "Sign-Off", "wipbook sign", "", REVIEW),
        Step("Pack", "The month-end pack is filed", "Home", "wipbook audit --pack, or print", "", REVIEW),
    ]


def _state(count: int) -> str:
    return OPEN if count else DONE


def _near_the_end(results: Results, end: dt.date) -> str:
    near = pl.col("Date").is_between(end - dt.timedelta(days=_NEAR), end + dt.timedelta(days=_NEAR))
    moves, tickets = (results.ledger.table(sheet).filter(near).height for sheet in ("Movements", "Labor"))
    return f"{moves:,} movements and {tickets:,} tickets within {_NEAR} days"


def _not_invoiced(results: Results) -> str:
    lines = results.ledger.table("Purchases").with_columns(
        (pl.col("Received Quantity").fill_null(0) - pl.col("Rejected Quantity").fill_null(0)
         - pl.col("Invoice Quantity").fill_null(0)).alias("_waiting")
    ).filter((pl.col("_waiting") > 0) & (pl.col("Received") <= results.policy.as_of).fill_null(True))
    worth = times_unit_cost(
        lines["_waiting"].to_numpy(), lines["Unit Price"].fill_null(0).to_numpy(), results.policy.currency_places
    )
    return f"{lines.height:,} lines, {results.text(int(worth.sum()))}"


def _payroll(results: Results) -> tuple[str, str]:
    distributed = int(results.labor_distribution.select(pl.sum_horizontal(
        pl.col("Direct to Job", "To Overhead", "Idle").sum())).item() or 0)
    paid = int(results.payroll["Payroll"].sum())
    return f"{results.text(paid)} paid, {results.text(distributed)} distributed", DONE if paid == distributed else OPEN


def _jobs(results: Results) -> str:
    held = results.job_costs.filter(pl.col("WIP") > 0)
    last = results.solution.job_entries.group_by("Job").agg(pl.col("Date").max().alias("_last"))
    since = results.policy.as_of - dt.timedelta(days=_OLD)
    old = held.join(last, on="Job", how="left").filter(pl.col("_last") < since).height
    charged = pl.sum_horizontal("Material Cost", "Labor Cost", "Overhead Cost", "Subcontract Cost")
    over = held.filter((pl.col("Budget") > 0) & (charged > pl.col("Budget"))).height
    return f"{old:,} without cost for {_OLD} days, {over:,} over budget"


def _above_nrv(results: Results) -> str:
    short = write_downs(results).filter(pl.col("Needed") > 0)
    return f"{short.height:,} materials and jobs, {results.text(int(short['Needed'].sum()))} above"


def _variances(results: Results) -> str:
    lines = results.statement.filter(pl.col("Line").is_in(_VARIANCES))
    total = int(lines.select(pl.sum_horizontal(pl.exclude("Line")).abs().sum()).item() or 0)
    return results.text(total)


def _tied(results: Results) -> tuple[str, str]:
    known = {stage: balance for stage, balance in results.general_ledger.items() if balance is not None}
    if not known:
        return "the workbook holds no balances of the ledger", REVIEW
    material = round(results.policy.materiality * 10**results.policy.currency_places)
    off = {stage: results.subledger[stage] - balance for stage, balance in known.items()}
    far = sum(abs(difference) > material for difference in off.values())
    return f"{len(known)} stages compared, {results.text(sum(abs(each) for each in off.values()))} apart", _state(far)
