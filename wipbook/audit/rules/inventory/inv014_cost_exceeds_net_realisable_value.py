"""Cost exceeds net realisable value.

What it finds:
    Our materials on hand with a selling price whose value is above what they will bring: selling price less
    completion and selling cost. Materials that go into a product that sells at or above its cost are not asked.

Why it matters:
    Inventory is carried at the lower of cost and net realisable value; the difference is a loss of this period.

Innocent causes:
    - The list price is out of date.
    - A contract fixes a higher price for these units.
    - The cost holds a mistake: look at the unit costs first.

What to do:
    Write the stock down by the amount, or correct price or cost.

Source:
    IAS 2.9 and 2.28-32; ASC 330-10-35-1B; accounting rules 42 to 45.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.HIGH,
    (Assertion.VALUATION,),
    (Setting("Least Write-Down", 1, "currency", "Smaller write-downs are not listed"),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    least = books.cents(settings["Least Write-Down"])
    spent = pl.col("Completion Cost").fill_null(0) + pl.col("Selling Cost").fill_null(0)
    priced = ledger.table("Materials").filter((pl.col("Selling Price") > 0) & pl.col("Owner").is_null())
    priced = priced.with_columns(pl.max_horizontal(pl.lit(0), pl.col("Selling Price") - spent).alias("_brings"))
    held = looked_up(priced, "Material", books.stock).filter((pl.col("Quantity") > 0) & (pl.col("Value") > 0))
    held = held.with_columns(books.amount(held["Quantity"], held["_brings"]).alias("_worth"))
    dear = held.filter(pl.col("Value") - pl.col("_worth") >= max(1, least))
    dear = dear.filter((pl.col("Kind") == "finished") | ~pl.col("Material").is_in(_saved(priced, books).implode()))
    return findings(
        ledger,
        dear,
        Place("Materials", "Selling Price"),
        key=pl.col("Material"),
        evidence=pl.format(
            "{} of {} stand at {}; at {} each after completion and selling cost they bring {}", quantity("Quantity"),
            "Material", money("Value", books.places), quantity("_brings"), money("_worth", books.places),
        ),
        amount=pl.col("Value") - pl.col("_worth"),
    )


def _saved(priced: pl.DataFrame, books: Books) -> pl.Series:
    """Components of a product that sells at or above its cost (IAS 2.32)."""
    sells = priced.join(books.unit_cost, on="Material", how="left").filter(pl.col("_brings") >= pl.col("Unit Cost"))
    return books.bill.join(sells, left_on="Product", right_on="Material", how="semi")["Component"].unique()
