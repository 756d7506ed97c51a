"""Product costs more than it sells for.

What it finds:
    A product whose units completed in the period cost more on average than its selling price less its selling cost.
    Jobs with a contract price are left out.

Why it matters:
    Every unit made loses money, and stock of it is worth no more than it can be sold for.

Innocent causes:
    - The selling price is an old one, or that of a set.
    - A few small jobs were dear.
    - It is sold below cost on purpose to sell something else.

What to do:
    Compare the job cards with the price list. Correct the price, or write the stock down.

Source:
    IAS 2.28 to 2.33; accounting rules 42 and 43; customer's wish: products sold below cost.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, quantity, shown
from wipbook.books.books import Books, share
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION,),
    (Setting("Least Loss", 0, "%", "Loss on the price that is accepted", most=100),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    contracts = ledger.table("Jobs").filter(pl.col("Contract Price") > 0).select("Job")
    made = books.moves.filter(
        (pl.col("Type") == MovementType.COMPLETION) & (pl.col("Date") >= books.policy.period_start)
    ).join(contracts, on="Job", how="anti").group_by("Material").agg(
        pl.col("Quantity", "Amount").sum(), pl.col("Job").n_unique().alias("_jobs")
    )
    priced = ledger.table("Materials").filter(pl.col("Selling Price") > 0).select(
        "Material", "Description", ROW, (pl.col("Selling Price") - pl.col("Selling Cost").fill_null(0)).alias("_net")
    )
    made = priced.join(made, on="Material", how="inner", maintain_order="left")
    made = made.with_columns(books.amount(made["Quantity"], made["_net"]).alias("_worth"))
    made = made.with_columns((pl.col("Amount") - pl.col("_worth")).alias("_loss"))
    limit = pl.col("_worth") * settings["Least Loss"] / 100
    cost = share(pl.col("Amount"), pl.lit(10 ** (12 - books.places)), "Quantity")
    return findings(
        ledger,
        made.filter((pl.col("_loss") > 0) & (pl.col("_loss") > limit)),
        Place("Materials", "Selling Price"),
        key=pl.col("Material"),
        evidence=pl.format(
            "{} ({}): {} made in {} jobs at {} each, they sell for {} less selling cost: {} less than they cost",
            "Material", shown("Description"), quantity("Quantity"), "_jobs", quantity(cost), quantity("_net"),
            money("_loss", books.places),
        ),
        amount=pl.col("_loss"),
    )
