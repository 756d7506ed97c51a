"""Job Card: one job on one page, every entry that touched it. The command job-card writes it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from wipbook.books.jobs.job_card import job_card
from wipbook.books.jobs.job_costs import RELIEFS
from wipbook.books.results import Results
from wipbook.ledger.policy import Policy
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.sheets.layout import HEADER_ROW, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.fixed import QUANTITY_PLACES, to_decimal
from wipbook.values.user_role import CONTROLLER, SHOP

FACTS = (
    "Job", "Description", "Customer", "Product", "Status", "To be made", "Made so far", "Released", "Due", "Finished",
    "Closed", "Hours booked", "Hour limit", "Responsible",
)
ENTRIES_ROW = HEADER_ROW + len(FACTS) + 3


@dataclass(frozen=True)
class OneJob:
    """What the card draws on: the results of the workbook, and which job."""

    results: Results
    job: str

    @property
    def policy(self) -> Policy:
        return self.results.policy


def _facts(card: OneJob) -> pl.DataFrame:
    costs = card.results.job_costs.filter(pl.col("Job") == card.job).to_dicts()[0]
    job = card.results.ledger.table("Jobs").filter(pl.col("Job") == card.job).to_dicts()[0]
    hours = int(card.results.solution.labor.filter(pl.col("Job") == card.job)["Hours"].sum())
    values = (
        card.job, costs["Description"], costs["Customer"], costs["Material"], costs["Status"],
        _number(costs["Quantity"]), _number(costs["Completed Quantity"]), _day(costs["Released"]), _day(costs["Due"]),
        _day(job["Finished"]), _day(job["Closed"]), _number(hours), _number(job["Hour Limit"]), job["Owner"],
    )
    return pl.DataFrame({"Fact": FACTS, "Value": values}, schema={"Fact": pl.String, "Value": pl.String})


def _elements(card: OneJob) -> pl.DataFrame:
    costs = card.results.job_costs.filter(pl.col("Job") == card.job).to_dicts()[0]
    job = card.results.ledger.table("Jobs").filter(pl.col("Job") == card.job).to_dicts()[0]
    rows = [(name, job[f"Budget {name}"] or 0, costs[f"{name} Cost"]) for name in ELEMENTS]
    rows.append(("Cost charged", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    relieved = [(name, costs[name]) for name in RELIEFS]
    full = [(*row, row[1] - row[2] if row[1] else 0) for row in rows]
    full += [(name, 0, -amount, 0) for name, amount in relieved]
    full.append(("In process", 0, costs["WIP"], 0))
    schema = {"Element": pl.String, "Budget": pl.Int64, "Actual": pl.Int64, "Left of Budget": pl.Int64}
    return pl.DataFrame(full, schema=schema, orient="row")


def _entries(card: OneJob) -> pl.DataFrame:
    return job_card(card.results.ledger, card.results.solution, card.job)


def _number(fixed: int | None) -> str:
    return "" if fixed is None else f"{to_decimal(fixed, QUANTITY_PLACES).normalize():,f}"


def _day(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()


SHEET = OutputSheet(
    name="Job Card",
    order=255,
    title="Job card",
    about="One job on one page: plan, cost by element, every entry (command job-card)",
    source="From Jobs, Movements, Labor, Machine Time and Overhead. The last balance is the job's WIP on Job Costs.",
    tables=(
        OutputTable(
            "JobCardEntries",
            (
                OutputColumn("Date", Look.DATE, width=14),
                OutputColumn("Kind", Look.TEXT, width=34),
                OutputColumn("Reference", Look.CODE, width=18),
                OutputColumn("What", Look.TEXT, width=44),
                OutputColumn("Quantity", Look.QUANTITY, width=15),
                OutputColumn("Amount", Look.MONEY, width=15),
                OutputColumn("Balance", Look.MONEY, width=16),
            ),
            _entries,
            header_row=ENTRIES_ROW,
        ),
        OutputTable(
            "JobCardFacts",
            (OutputColumn("Fact", Look.TEXT), OutputColumn("Value", Look.TEXT)),
            _facts,
            rows=len(FACTS),
        ),
        OutputTable(
            "JobCardCost",
            (
                OutputColumn("Element", Look.TEXT),
                OutputColumn("Budget", Look.MONEY),
                OutputColumn("Actual", Look.MONEY),
                OutputColumn("Left of Budget", Look.MONEY, mark=Mark.BELOW_ZERO),
            ),
            _elements,
            rows=len(ELEMENTS) + 2 + len(RELIEFS),
            first_column=4,
        ),
    ),
    when_empty="hide",
    filled_by="job-card",
    roles=(CONTROLLER, SHOP),
)
