"""Views of orders, receipts and suppliers."""

from __future__ import annotations

from functools import cached_property

import polars as pl

from wipbook.books.views.basics import Basics
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up


class OrderViews(Basics):
    """Orders and receipts."""

    @cached_property
    def order_lines(self) -> pl.DataFrame:
        """Purchases with Ordered Amount, Invoice Amount (null without an invoice), Moved: what Receipts that name the
        order line brought (null when none does), and Billed Price: the Invoice Price at the exchange rate of the order,
        so that what is between the two is the supplier's and not the currency's."""
        lines = self.ledger.table("Purchases")
        moved = (
            self.moves.filter((pl.col("Type") == MovementType.RECEIPT) & pl.col("Document").is_not_null())
            .group_by("Document", "Line", "Material")
            .agg(pl.col("Quantity").sum().alias("Moved"), pl.len().alias("_receipts"))
        )
        lines = lines.join(
            moved, left_on=["Order", "Line", "Material"], right_on=["Document", "Line", "Material"], how="left",
            maintain_order="left",
        )
        lines = lines.with_columns(self._whole("Moved", "_receipts")).drop("_receipts")
        at_order = self.ledger.converted.filter(
            (pl.col("Sheet") == "Purchases") & pl.col("At Order Rate").is_not_null()
        ).select(ROW, pl.col("At Order Rate").alias("Billed Price"))
        lines = looked_up(lines, ROW, at_order).with_columns(pl.coalesce("Billed Price", "Invoice Price"))
        return lines.with_columns(
            self.amount(lines["Quantity"], lines["Unit Price"]).alias("Ordered Amount"),
            self.amount(lines["Invoice Quantity"], lines["Invoice Price"]).alias("Invoice Amount"),
        )

    @cached_property
    def receipts(self) -> pl.DataFrame:
        """Receipts with the order line they name: the columns of ``moves`` and, null where no order line answers,
        Ordered, Order Quantity, Order Price, Order Status, Order Row."""
        lines = self.ledger.table("Purchases").select(
            pl.col("Order").alias("Document"), "Line", "Material", "Ordered",
            pl.col("Quantity").alias("Order Quantity"), pl.col("Unit Price").alias("Order Price"),
            pl.col("Status").alias("Order Status"), pl.col(ROW).alias("Order Row"),
        )
        receipts = self.moves.filter(pl.col("Type") == MovementType.RECEIPT)
        return looked_up(receipts, ["Document", "Line", "Material"], lines)

    @cached_property
    def arrivals(self) -> pl.DataFrame:
        """What came in on each order line by Movements: Order, Line, Material, Arrived (receipts), Sent Back (returns
        to the supplier), First Arrival, First Row, Last Row (of the receipts)."""
        kinds = self.moves.filter(
            pl.col("Document").is_not_null()
                & pl.col("Type").is_in([MovementType.RECEIPT, MovementType.RETURN_TO_SUPPLIER])
        )
        came = pl.col("Type") == MovementType.RECEIPT
        sums = kinds.group_by(
            pl.col("Document").alias("Order"), "Line", "Material", maintain_order=True
        ).agg(
            pl.col("Quantity").filter(came).sum().alias("Arrived"), came.sum().alias("_receipts"),
            pl.col("Quantity").filter(~came).sum().alias("Sent Back"),
            pl.col("Date").filter(came).min().alias("First Arrival"),
            pl.col(ROW).filter(came).first().alias("First Row"), pl.col(ROW).filter(came).last().alias("Last Row"),
        )
        sums = sums.filter(pl.col("First Row").is_not_null())
        if self.ledger.converted.is_empty():
            return sums.drop("_receipts")
        line = ["Order", "Line", "Material"]
        asked = self.ledger.table("Purchases").select(*line, "Quantity", "Received Quantity").unique(line, keep="first")
        named = looked_up(sums, line, asked).with_columns(self._whole("Arrived", "_receipts"))
        return named.select(name for name in sums.columns if name != "_receipts")

    def _whole(self, moved: str, receipts: str) -> pl.Expr:
        """What came, without the millionth that a receipt in another unit may have been rounded by: three times one
        pound is what three pounds are, and nobody received a millionth of a kilogram too much."""
        if self.ledger.converted.is_empty():
            return pl.col(moved)
        apart = [(pl.col(moved) - pl.col(name)).abs() <= pl.col(receipts) for name in ("Received Quantity", "Quantity")]
        return pl.when(apart[0]).then("Received Quantity").when(apart[1]).then("Quantity").otherwise(moved).alias(moved)

    @cached_property
    def supplier_orders(self) -> pl.DataFrame:
        """Supplier, Lines, Spent (ordered amount), First Ordered: suppliers with order lines to the as-of date."""
        lines = self.order_lines.filter(pl.col("Ordered") <= self.as_of)
        return lines.group_by("Supplier", maintain_order=True).agg(
            pl.len().alias("Lines"),
            pl.col("Ordered Amount").sum().alias("Spent"),
            pl.col("Ordered").min().alias("First Ordered"),
        )
