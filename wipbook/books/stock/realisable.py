"""Net realisable value of what is on hand and in process: contract prices for what is ordered, market for the rest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from wipbook.books.jobs.estimates import last_estimates
from wipbook.books.results import Results
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.fixed import multiply_divide

MATERIAL, JOB = "material", "job"
REALISABLE = {
    "Of": pl.String, "Item": pl.String, "Quantity": pl.Int64, "Cost": pl.Int64, "Ordered": pl.Int64,
    "Realisable": pl.Int64, "Needed": pl.Int64, "Basis": pl.String,
}
"""Of: ``MATERIAL`` or ``JOB``. Quantities in millionths, amounts in the smallest currency unit. Ordered: units that an
order takes at its own price; Realisable: blank where nothing says what the goods fetch."""
NOTHING = "nothing to write down"
UNTESTED, HELD_FOR_USE = "not tested: no price", "held for products that sell at or above cost"


@dataclass(frozen=True)
class _Item:
    quantity: int
    cost: int


class Realisable:
    """What the goods of a workbook fetch, less what it costs to complete and to sell them."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._unit = 10 ** (12 - results.policy.currency_places)

    @cached_property
    def rows(self) -> pl.DataFrame:
        """``REALISABLE``, a row per material on hand (of all places together) and per job in process.

        IAS 2.31: what is held for orders is measured at their price, the rest at the price of the market (Selling
        Price), each less Completion Cost and Selling Cost; the profit of one does not cover the loss of the other.
        IAS 2.32: material that is held for use is not written down while a product it goes into sells at or above its
        cost; else it is measured at what it costs to replace, its last receipt. A job in process is measured at the
        price of what it has still to deliver, less what it is still to cost.
        """
        rows = [self._of_material(name, item) for name, item in self._stock.items() if item.cost or item.quantity]
        return pl.DataFrame([*rows, *self._of_jobs()], schema=REALISABLE, orient="row")

    @cached_property
    def _stock(self) -> dict[str, _Item]:
        sums = self._results.valuation.group_by("Material").agg(pl.col("Quantity", "Value").sum()).sort("Material")
        return {name: _Item(quantity, value) for name, quantity, value in sums.iter_rows()}

    @cached_property
    def _prices(self) -> dict[str, tuple[int | None, int]]:
        """Selling price and what is still to spend before it is earned, per unit in millionths."""
        table = self._results.ledger.table("Materials").select(
            "Material", "Selling Price",
            pl.col("Completion Cost").fill_null(0) + pl.col("Selling Cost").fill_null(0),
        )
        return {name: (price or None, still) for name, price, still in table.iter_rows()}

    @cached_property
    def _orders(self) -> dict[str, list[tuple[int, int]]]:
        """Material to its open orders with a price of their own, earliest first: quantity, price per unit."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        orders = self._results.ledger.table("Demand").filter(
            (pl.col("Kind") == "Order") & pl.col("Unit Price").is_not_null() & (pl.col("Quantity") > 0)
        )
        for name, quantity, price in orders.sort("Period", "Unit Price").select(
            "Material", "Quantity", "Unit Price"
        ).iter_rows():
            found[name].append((quantity, price))
        return found

    def _of_material(self, name: str, item: _Item) -> tuple[object, ...]:
        if item.quantity <= 0 or item.cost <= 0:
            return (MATERIAL, name, item.quantity, item.cost, 0, None, 0, NOTHING)
        price, _ = self._prices.get(name, (None, 0))
        products = self._products_of(name)
        if products and not self._orders.get(name):
            return self._held_for_use(name, item, products)
        if price is None and not self._orders.get(name):
            return (MATERIAL, name, item.quantity, item.cost, 0, None, 0, UNTESTED)
        return self._for_sale(name, item)

    def _for_sale(self, name: str, item: _Item) -> tuple[object, ...]:
        price, still = self._prices.get(name, (None, 0))
        left, spent = item.quantity, 0
        ordered = realisable = needed = 0
        parts = [(quantity, at, True) for quantity, at in self._orders.get(name, ())]
        for quantity, at, agreed in [*parts, (left, price, False)]:
            taken = min(left, quantity)
            if taken <= 0:
                continue
            left -= taken
            # running totals: the parts sum to the whole cost
            upto = multiply_divide(item.cost, item.quantity - left, item.quantity)
            cost, spent = upto - spent, upto
            if at is None:
                realisable += cost  # the market of the rest is not known: it stays at cost
                continue
            worth = max(0, multiply_divide(taken, at - still, self._unit))
            ordered += taken if agreed else 0
            realisable += worth
            needed += max(0, cost - worth)
        basis = "market price"
        if ordered:
            basis = "contract price" if ordered == item.quantity else "contract price, market price of the rest"
        if price is None and ordered < item.quantity:
            basis = "contract price; the rest not tested: no price"
        return (MATERIAL, name, item.quantity, item.cost, ordered, realisable, needed, basis)

    def _held_for_use(self, name: str, item: _Item, products: list[str]) -> tuple[object, ...]:
        """Material of a bill: by what becomes of its products."""
        tested = {product: self._sells_at_cost(product) for product in products}
        if any(tested.values()):
            return (MATERIAL, name, item.quantity, item.cost, 0, item.cost, 0, HELD_FOR_USE)
        if all(answer is None for answer in tested.values()):
            return (MATERIAL, name, item.quantity, item.cost, 0, None, 0, UNTESTED)
        replaced = self._replacement.get(name)
        if replaced is None:
            return (MATERIAL, name, item.quantity, item.cost, 0, None, 0, "not tested: never received")
        worth = multiply_divide(item.quantity, replaced, self._unit)
        losing = ", ".join(sorted(product for product, answer in tested.items() if answer is False))
        return (MATERIAL, name, item.quantity, item.cost, 0, worth, max(0, item.cost - worth),
                f"replacement cost: {losing} sells below cost")

    def _sells_at_cost(self, product: str) -> bool | None:
        """Whether a product sells at or above its cost; None where price or cost is not known."""
        price, still = self._prices.get(product, (None, 0))
        if orders := self._orders.get(product):
            price = min(at for _, at in orders)
        cost = self._unit_cost(product)
        return None if price is None or cost is None else price - still >= cost

    def _unit_cost(self, product: str) -> int | None:
        """Cost of a unit in millionths: of what is on hand, else of what was made last, else standard."""
        item = self._stock.get(product)
        if item is not None and item.quantity > 0 and item.cost > 0:
            return multiply_divide(item.cost, self._unit, item.quantity)
        return self._made.get(product) or self._standards.get(product)

    @cached_property
    def _made(self) -> dict[str, int]:
        moves = self._results.solution.movements.filter(
            (pl.col("Type") == MovementType.COMPLETION) & (pl.col("quantity_in") > 0) & (pl.col("value_in") > 0)
        ).sort("Date", "order")
        return {
            name: multiply_divide(value, self._unit, quantity)
            for name, value, quantity in moves.select("Material", "value_in", "quantity_in").iter_rows()
        }

    @cached_property
    def _standards(self) -> dict[str, int]:
        table = self._results.solution.materials.select("Material", "standard")
        return {name: cost for name, cost in table.iter_rows() if cost}

    @cached_property
    def _replacement(self) -> dict[str, int]:
        moves = self._results.solution.movements.filter(
            pl.col("Type").is_in([MovementType.RECEIPT, MovementType.OPENING]) & (pl.col("quantity_in") > 0)
        ).sort("Date", "order")
        return {
            name: multiply_divide(value, self._unit, quantity)
            for name, value, quantity in moves.select("Material", "value_in", "quantity_in").iter_rows()
        }

    @cached_property
    def _parents(self) -> dict[str, list[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for product, component in self._results.ledger.table("Bill of Materials").select(
            "Product", "Component"
        ).iter_rows():
            found[component].add(product)
        return {name: sorted(products) for name, products in found.items()}

    def _products_of(self, name: str) -> list[str]:
        """What is sold of what a material goes into, through all levels; a product that has no price is looked
        through."""
        found: set[str] = set()
        seen = {name}
        level = [name]
        while level:
            above = [product for each in level for product in self._parents.get(each, ()) if product not in seen]
            seen.update(above)
            found.update(product for product in above
                         if self._prices.get(product, (None, 0))[0] is not None or product in self._orders)
            found.update(product for product in above if product not in self._parents)
            level = above
        return sorted(found)

    def _of_jobs(self) -> list[tuple[object, ...]]:
        results = self._results
        jobs = results.job_costs.filter(pl.col("WIP") != 0)
        if jobs.is_empty():
            return []
        table = results.ledger.table("Jobs").select("Job", "Contract Price").rows()
        agreed = {job: price for job, price in table if price}
        told = dict(last_estimates(results.ledger, results.policy.as_of).select("Job", "To Complete").iter_rows())
        found: list[tuple[object, ...]] = []
        for row in jobs.select(
            "Job", "Material", "Quantity", "Completed Quantity", "WIP", "Budget",
            pl.sum_horizontal([f"{element} Cost" for element in ELEMENTS]).alias("_spent"),
        ).sort("Job").iter_rows(named=True):
            left = max(0, row["Quantity"] - row["Completed Quantity"])
            if row["WIP"] < 0:
                found.append((JOB, row["Job"], left, row["WIP"], 0, None, 0, NOTHING))
                continue
            price, still = self._prices.get(row["Material"], (None, 0))
            if row["Job"] in agreed:
                worth = multiply_divide(agreed[row["Job"]], left, row["Quantity"]) if row["Quantity"] else 0
                basis = "contract price"
            elif price is not None:
                worth, basis = multiply_divide(left, price, self._unit), "market price"
            else:
                found.append((JOB, row["Job"], left, row["WIP"], 0, None, 0, UNTESTED))
                continue
            ahead = told.get(row["Job"], max(0, row["Budget"] - row["_spent"]))
            worth = max(0, worth - multiply_divide(left, still, self._unit) - ahead)
            ordered = left if row["Job"] in agreed else 0
            found.append((JOB, row["Job"], left, row["WIP"], ordered, worth, max(0, row["WIP"] - worth), basis))
        return found
