"""Cost exceeds the budget.

What it finds:
    A job whose cost of one element, or of all elements that have a budget, exceeds that budget and the approved change
    orders by more than the limit and the least amount. One finding per job names every element that does.

Why it matters:
    A job that costs more than planned earns less than planned, and is known too late.

Innocent causes:
    - The customer ordered more and the change is not entered.
    - Cost of another job was booked on it.
    - The budget was made before prices rose.

What to do:
    Open the job card. Ask the owner of the job for the cause and for a new estimate.

Source:
    Cost-to-budget comparison by element, OpenStax Managerial Accounting 8; customer's wish: jobs over budget.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION,),
    (
        Setting("Over Budget", 20, "%", "Cost above the whole budget that is accepted", most=10000),
        Setting("Over Element", 50, "%", "Cost above the budget of one element that is accepted", most=10000),
        Setting("Least Amount", 250, "currency", "Cost above the budget that is worth a question"),
    ),
)
PARTS = ("Material", "Labor", "Overhead", "Subcontract")


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    budgets = ledger.table("Jobs").select("Job", *(f"Budget {part}" for part in PARTS))
    changes = (
        ledger.table("Billing").filter((pl.col("Kind") == "Change Order") & (pl.col("Approved") <= books.as_of))
        .group_by("Job").agg(pl.col("Cost Effect").sum().alias("_change"))
    )
    jobs = (
        looked_up(books.jobs, "Job", budgets, changes)
        .with_columns(pl.max_horizontal("_change", pl.lit(0)).alias("_change"))
    )
    planned = [pl.when(pl.col(f"Budget {part}") > 0).then(pl.col(f"{part} Cost")).otherwise(0) for part in PARTS]
    jobs = jobs.with_columns(pl.sum_horizontal(planned).alias("_planned"))
    pairs = [(f"{part} Cost", f"Budget {part}", part.lower(), settings["Over Element"]) for part in PARTS]
    pairs.append(("_planned", "Budget", "in total", settings["Over Budget"]))
    least = max(1, books.cents(settings["Least Amount"]))
    over, said = [], []
    for cost, budget, name, accepted in pairs:
        plan = pl.col(budget) + pl.col("_change")
        excess = pl.col(cost) - plan
        is_over = (pl.col(budget) > 0) & (pl.col(cost) > plan * (1 + accepted / 100)) & (excess >= least)
        over.append(pl.when(is_over).then(excess).alias(f"_over {name}"))
        words = pl.format(f"{name} {{}} of {{}}", money(cost, books.places), money(plan, books.places))
        said.append(pl.when(is_over).then(words))
    found = jobs.with_columns(*over, pl.concat_str(said, separator=", ", ignore_nulls=True).alias("_said")).filter(
        pl.col("_said") != ""
    )
    return findings(
        ledger,
        found,
        Place("Jobs", "Budget Material"),
        key=pl.col("Job"),
        evidence=pl.format("Job {} ({}) cost {}, counted with approved changes", "Job", "Status", "_said"),
        amount=pl.max_horizontal([f"_over {name}" for _, _, name, _ in pairs]),
    )
