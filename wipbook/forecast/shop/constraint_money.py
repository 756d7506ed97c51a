"""What an hour of the bottleneck earns with each product: which to make first when not all can be made."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import MILLION, Books
from wipbook.forecast.shop.hidden_load import DEEPEST
from wipbook.values.lookup import looked_up


def explode(bill: pl.DataFrame, per_unit: pl.DataFrame) -> pl.DataFrame:
    """Product, Total: ``per_unit`` (Material, Each) of a product and of all its components, times their quantity.

    ``bill``: Product, Component, Per (units). A bill that runs in a circle is followed ``DEEPEST`` levels deep.
    """
    own = dict(per_unit.select("Material", "Each").iter_rows())
    parts: dict[str, list[tuple[str, float]]] = {}
    for product, component, per in bill.select("Product", "Component", "Per").iter_rows():
        parts.setdefault(product, []).append((component, per))
    known: dict[str, float] = {}

    def total(name: str, path: tuple[str, ...]) -> float:
        if name in known:
            return known[name]
        if name in path or len(path) > DEEPEST:
            return 0.0
        found = own.get(name) or 0.0
        found += sum(per * total(component, (*path, name)) for component, per in parts.get(name, ()))
        if not path or name not in path:
            known[name] = found
        return found

    names = list(dict.fromkeys([*parts, *own]))
    return pl.DataFrame(
        {"Product": names, "Total": [total(name, ()) for name in names]},
        schema={"Product": pl.String, "Total": pl.Float64},
    )


def constraint_money(books: Books, hours: pl.DataFrame, center: str) -> pl.DataFrame:
    """Sold products that need the work center, the best use of its hours first.

    ``hours``: Product, Work Center, Unit Hours. Columns: Product, Price, Material Cost (bought components of one unit,
    all levels, at what they are worth), Throughput (price less material), Constraint Hours (of one unit with all its
    components), Money per Hour (Throughput over Constraint Hours), Rank; prices and costs in currency per unit.
    Source: Goldratt, The Haystack Syndrome (1990), the products P and Q: money per minute of the constraint decides.
    """
    bill = books.bill.select("Product", "Component", (pl.col("Per") / MILLION).alias("Per"))
    made = bill["Product"].unique()
    cost = books.unit_cost.filter(~pl.col("Material").is_in(made.implode())).select(
        "Material", (pl.col("Unit Cost") / MILLION).alias("Each")
    )
    own = hours.filter(pl.col("Work Center") == center).select(
        pl.col("Product").alias("Material"), pl.col("Unit Hours").alias("Each")
    )
    sold = books.ledger.table("Materials").filter(pl.col("Selling Price") > 0).select(
        pl.col("Material").alias("Product"), (pl.col("Selling Price") / MILLION).alias("Price"),
        pl.col("Material").is_in(made.implode()).alias("_made"),
    )
    frame = looked_up(sold.filter("_made"), "Product", explode(bill, cost).rename({"Total": "Material Cost"})).join(
        explode(bill, own).rename({"Total": "Constraint Hours"}), on="Product", how="left", maintain_order="left"
    ).filter(pl.col("Constraint Hours") > 0)
    frame = frame.with_columns((pl.col("Price") - pl.col("Material Cost")).alias("Throughput")).with_columns(
        (pl.col("Throughput") / pl.col("Constraint Hours")).alias("Money per Hour")
    ).sort("Money per Hour", descending=True, maintain_order=True)
    return frame.select(
        "Product", "Price", "Material Cost", "Throughput", "Constraint Hours", "Money per Hour",
        (pl.int_range(pl.len(), dtype=pl.Int64) + 1).alias("Rank"),
    )
