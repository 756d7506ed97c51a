"""Planted faults of orders, receipts, invoices and suppliers. Each returns the key its finding must have."""

from __future__ import annotations

import polars as pl

from benchmarks.seeded.plant_book import PlantBook


def pur008(book: PlantBook) -> str | None:
    """An invoice is entered once more under another order."""
    row = book.pick("Purchases", pl.col("Received Quantity") > 0)
    if row is None:
        return None
    first = book.row("Purchases", row)
    if first["Invoice"] is None:
        book.change("Purchases", row, Invoice=book.number("INV-"), Invoice_Quantity=first["Received Quantity"],
                    Invoice_Price=first["Unit Price"])  # fmt: skip
    order = book.number("PO-")
    book.add("Purchases", like=row, Order=order, Received=None, Received_Quantity=None)
    return f"{order}/{first['Line']}"
