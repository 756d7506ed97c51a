"""Stock exceeds need.

What it finds:
    Our materials above their Maximum Stock; where there is none, those with more on hand than open jobs need and the
    months allowed would use at the pace of the last year. Stock without any use is asked by INV008 and INV009.

Why it matters:
    Money lies in stock that may never be used; carrying it costs a fifth of its value a year or so.

Innocent causes:
    - A price break or a minimum order made the lot large.
    - A season, a project or a product launch lies ahead.
    - The use of the past months was low by chance.

What to do:
    Cut open orders, set the maximum right, or find another use.

Source:
    Heizer, Render & Munson, Operations Management, ch. 12; customer's wish: overstock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import Books, share
from wipbook.ledger import Ledger
from wipbook.values.lookup import looked_up
from wipbook.values.period import YEAR

CARD = Card(
    Severity.LOW,
    (Assertion.VALUATION,),
    (
        Setting("Months of Cover", 12, "months", "Use that stock may cover where no maximum is set", least=1),
        Setting("Least History", 90, "days", "Days of movements from which the pace of use is known", least=1),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    started = books.moves["Date"].min()
    past = min(YEAR, (books.as_of - started).days + 1) if isinstance(started, dt.date) else 0
    needed = books.need.group_by("Material").agg(pl.col("Open").sum())
    table = books.idle_stock.drop("Open").join(
        ledger.table("Materials").select("Material", "Maximum Stock"), on="Material", how="left", maintain_order="left"
    )
    table = looked_up(table, "Material", books.usage.select("Material", "Used"), needed)
    pace = settings["Months of Cover"] * (YEAR / 12) / max(past, 1)
    cover = (pl.col("Used") * pace).round(0).cast(pl.Int64) + pl.col("Open").fill_null(0)
    known = (pl.col("Used") > 0) & (past >= settings["Least History"])
    most = pl.when(pl.col("Maximum Stock") > 0).then("Maximum Stock").when(known).then(cover)
    table = table.with_columns(most.alias("_most"))
    above = table.filter(pl.col("Quantity") > pl.col("_most")).with_columns(
        (pl.col("Quantity") - pl.col("_most")).alias("_excess"),
        pl.when(pl.col("Maximum Stock") > 0).then(pl.lit("maximum stock")).otherwise(pl.lit("need")).alias("_limit"),
    )
    return findings(
        ledger,
        above,
        Place("Materials", "Maximum Stock", "Row"),
        key=pl.col("Material"),
        evidence=pl.format(
            "{} of {} on hand, {} {}, {} used in a year: {} too many", quantity("Quantity"), "Material", "_limit",
            quantity("_most"), quantity(pl.col("Used").fill_null(0)), quantity("_excess"),
        ),
        amount=share("Value", "_excess", "Quantity"),
    )
