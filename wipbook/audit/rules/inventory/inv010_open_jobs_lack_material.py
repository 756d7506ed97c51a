"""Open jobs lack material.

What it finds:
    Materials of which open jobs, in the order of their due dates, still need more by the bill than is on hand; one
    finding per material, at the job that stops first. What is on order and what open jobs make of it is told.

Why it matters:
    The job stops, people wait, and the promise to the customer is not kept.

Innocent causes:
    - The material is ordered and arrives in time.
    - Another job makes it first.
    - The issue was not booked yet, or the bill asks more than is used.

What to do:
    Order or expedite what is missing, or move the job.

Source:
    Heizer, Render & Munson, Operations Management, ch. 14 (net requirements); customer's wish: which jobs lack
    material.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

CARD = Card(Severity.MEDIUM, (Assertion.COMPLETENESS,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    wanted = books.need.filter(pl.col("Open") > 0).sort("Due", "Job", maintain_order=True)
    wanted = looked_up(wanted, "Material", books.stock.select("Material", "Quantity"), books.coming, books.unit_cost)
    # stock below zero is another question (INV001); there is nothing to take all the same
    there = pl.col("Quantity").fill_null(0).clip(0)
    wanted = wanted.with_columns(
        there.alias("Quantity"), pl.col("Open").cum_sum().over("Material").alias("_so_far"),
        pl.col("Open").sum().over("Material").alias("_need"), pl.len().over("Material").alias("_jobs"),
    )
    first = wanted.filter(pl.col("_so_far") > pl.col("Quantity")).unique("Material", keep="first", maintain_order=True)
    jobs = ledger.table("Jobs").select("Job", ROW)
    materials = ledger.table("Materials").select("Material", pl.col(ROW).alias("_material"))
    first = looked_up(looked_up(first, "Job", jobs), "Material", materials)
    lack = first["_need"] - first["Quantity"]
    first = first.with_columns(lack.alias("_lack"), books.amount(lack, first["Unit Cost"]).alias("_worth"))
    return findings(
        ledger,
        first,
        Place("Jobs", "Material"),
        key=pl.col("Material"),
        evidence=pl.format(
            "{}: {} open jobs need {}, {} on hand, {} lack; {} (due {}) stops first; {} on order, {} in open jobs",
            "Material", "_jobs", quantity("_need"), quantity("Quantity"), quantity("_lack"), "Job", day("Due"),
            quantity(pl.col("On Order").fill_null(0)), quantity(pl.col("In Jobs").fill_null(0)),
        ),
        amount=pl.col("_worth"),
        other=Place("Materials", "Material", "_material"),
    )
