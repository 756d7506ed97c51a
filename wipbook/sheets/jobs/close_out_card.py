"""Close-Out Card: one job on one page: what stands against closing it, estimate and cost, variances by cause."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from wipbook.books.jobs.close_steps import STEPS, CloseStep, CloseSteps, Proposal
from wipbook.books.jobs.finished import finished_jobs
from wipbook.books.jobs.job_costs import COSTS
from wipbook.books.jobs.job_variances import by_cause
from wipbook.books.results import Results
from wipbook.ledger.policy import Policy
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.sheets.layout import HEADER_ROW, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.cell_numbers import share_of
from wipbook.values.fixed import multiply_divide
from wipbook.values.user_role import AUDITOR, CONTROLLER, SHOP

PROPOSALS = 2 + len(ELEMENTS)
"""A completion, scrap, and a job adjustment for each element."""
ROWS_OF_STEPS = STEPS + 1
PROPOSALS_AT = HEADER_ROW + ROWS_OF_STEPS + 4
ELEMENTS_AT = PROPOSALS_AT + PROPOSALS + 4
ROWS_OF_ELEMENTS = len(ELEMENTS) + 2
CAUSES_AT = ELEMENTS_AT + ROWS_OF_ELEMENTS + 4


@dataclass(frozen=True)
class OneCloseOut:
    """What the card draws on: the results of the workbook, and which job."""

    results: Results
    job: str

    @property
    def policy(self) -> Policy:
        return self.results.policy

    @cached_property
    def steps(self) -> list[CloseStep]:
        return CloseSteps(self.results).of(self.job)

    @cached_property
    def proposals(self) -> list[Proposal]:
        return CloseSteps(self.results).proposals(self.job)

    @cached_property
    def costs(self) -> dict[str, Any]:
        return self.results.job_costs.filter(pl.col("Job") == self.job).to_dicts()[0]


def _steps(card: OneCloseOut) -> pl.DataFrame:
    names = dict(card.results.ledger.table("Materials").select("Material", "Description").iter_rows())
    made = f"{card.costs['Material']} {names.get(card.costs['Material']) or ''}".strip()
    about = f"{card.costs['Description']}: {made}"
    customers = dict(card.results.ledger.table("Customers").select("Customer", "Name").iter_rows())
    customer = card.costs["Customer"] or ""
    rows = [(f"Job {card.job}", card.costs["Status"], f"{customer} {customers.get(customer, '')}".strip(), about)]
    rows += [(step.what, step.state, step.figure, step.how) for step in card.steps]
    return pl.DataFrame(rows, schema=dict.fromkeys(("What", "State", "Figure", "How"), pl.String), orient="row")


def _proposals(card: OneCloseOut) -> pl.DataFrame:
    rows: list[tuple[str | None, int | None, str | None, str | None]] = [
        (one.way, one.amount, f"Dr {one.debit}, Cr {one.credit}", one.row) for one in card.proposals
    ]
    rows += [("" if rows else "nothing is left", None, None, None)] + [(None, None, None, None)] * PROPOSALS
    schema = {"If It": pl.String, "Amount": pl.Int64, "Entry": pl.String, "Row to Enter": pl.String}
    return pl.DataFrame(rows[:PROPOSALS], schema=schema, orient="row")


def _elements(card: OneCloseOut) -> pl.DataFrame:
    """Estimate and cost by element, for what was made; approved changes are of no element, so they have a row (with
    what rounding leaves), and the elements sum to the whole."""
    said = card.results.ledger.table("Jobs").filter(pl.col("Job") == card.job).to_dicts()[0]
    ended = finished_jobs(card.results).filter(pl.col("Job") == card.job)
    whole = ended["Estimate"].item() if ended.height else card.costs["Budget"] or None
    made = card.costs["Completed Quantity"] if ended.height else 0
    basis = "for what was made" if made > 0 else "as planned"
    parts = [said[f"Budget {name}"] for name in ELEMENTS]
    if made > 0:
        parts = [part and multiply_divide(part, made, card.costs["Quantity"]) for part in parts]
    rows = [(name, part, card.costs[cost], basis) for name, part, cost in zip(ELEMENTS, parts, COSTS, strict=True)]
    changes = None if whole is None else whole - sum(part or 0 for part in parts)
    rows.append(("Approved changes", changes, None, basis))
    rows.append(("In all", whole, sum(card.costs[cost] for cost in COSTS), basis))
    schema = {"Element": pl.String, "Estimate": pl.Int64, "Actual": pl.Int64, "Basis": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        (pl.col("Actual") - pl.col("Estimate")).alias("Over Estimate")
    ).with_columns(share_of(pl.col("Over Estimate"), pl.col("Estimate")).alias("Over %"))


def _causes(card: OneCloseOut) -> pl.DataFrame:
    return by_cause(card.results).filter(pl.col("Job") == card.job)


SHEET = OutputSheet(
    name="Close-Out Card",
    order=254,
    title="Close-out of one job",
    about="One job on one page: what stands against closing it, what to enter, estimate and variances (close-out)",
    source="What is open has to be done before the job is closed; what is to review, somebody should look at. "
    "Variances over the whole life of the job: + is unfavorable.",
    tables=(
        OutputTable(
            "CloseOutCauses",
            (
                OutputColumn("Cause", Look.TEXT, width=34),
                OutputColumn("Variance", Look.MONEY, "+ = unfavorable", width=14, mark=Mark.ABOVE_ZERO),
                OutputColumn("Booked", Look.TEXT, "Or memo", width=33),
                OutputColumn("Actual", Look.MONEY, width=53),
                OutputColumn("Standard", Look.MONEY, width=14),
            ),
            _causes,
            key=("Cause", "Booked"),
            header_row=CAUSES_AT,
            heading="Variances by cause",
        ),
        OutputTable(
            "CloseOutSteps",
            (
                OutputColumn("What", Look.TEXT),
                OutputColumn("State", Look.TEXT, mark=Mark.OUTSTANDING),
                OutputColumn("Figure", Look.TEXT, wrap=True),
                OutputColumn("How", Look.TEXT, wrap=True),
            ),
            _steps,
            rows=ROWS_OF_STEPS,
        ),
        OutputTable(
            "CloseOutProposals",
            (
                OutputColumn("If It", Look.TEXT),
                OutputColumn("Amount", Look.MONEY),
                OutputColumn("Entry", Look.TEXT, wrap=True),
                OutputColumn("Row to Enter", Look.TEXT, wrap=True),
            ),
            _proposals,
            rows=PROPOSALS,
            header_row=PROPOSALS_AT,
            heading="What is left in process: enter what happened to it",
        ),
        OutputTable(
            "CloseOutElements",
            (
                OutputColumn("Element", Look.TEXT),
                OutputColumn("Estimate", Look.MONEY),
                OutputColumn("Actual", Look.MONEY),
                OutputColumn("Basis", Look.TEXT, "Of the estimate"),
                OutputColumn("Over Estimate", Look.MONEY, "+ = over", mark=Mark.ABOVE_ZERO),
                OutputColumn("Over %", Look.SHARE, width=9),
            ),
            _elements,
            rows=ROWS_OF_ELEMENTS,
            header_row=ELEMENTS_AT,
            heading="Estimate and cost",
        ),
    ),
    when_empty="hide",
    landscape=False,
    filled_by="close-out",
    roles=(CONTROLLER, SHOP, AUDITOR),
)
