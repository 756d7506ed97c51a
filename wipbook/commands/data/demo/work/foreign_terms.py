"""A few rows as their documents have them: in dollars, in boxes, in centimeters. They come to what they came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

from wipbook.commands.data.demo.plant.rows import Row
from wipbook.commands.data.demo.plant.shop import Shop

DOLLARS_PER_EURO = Decimal("1.25")
RATE_OF_THE_INVOICE = 0.81
_OVERSEAS = "S-040"
BOXED, BOX = "NT-M6", 1000
CUT, PRODUCT = "00123", "FR-100"


def type_as_documents_say(shop: Shop, planted: Collection[str]) -> None:
    """One order in dollars, one in boxes, one line of a bill in centimeters, and what turns them; rows with a
    ``planted`` problem stay as they are. No figure changes but what rates made between a receipt and its invoice."""
    _in_dollars(shop, planted)
    _in_boxes(shop, planted)
    for row in shop.books.rows["Bill of Materials"]:
        if (row["Product"], row["Component"]) == (PRODUCT, CUT):
            row["Quantity Per"], row["Unit"] = _times(row["Quantity Per"], Decimal(100)), "cm"
    for material, start, end, factor in ((None, "cm", "m", "1/100"), (BOXED, "box", "pcs", str(BOX))):
        shop.books.add("Units of Measure", Material=material, From=start, To=end, Factor=factor)


def _in_dollars(shop: Shop, planted: Collection[str]) -> None:
    lines = Counter(row["Order"] for row in shop.books.rows["Purchases"])
    orders = [
        row for row in shop.books.rows["Purchases"]
        if row["Supplier"] == _OVERSEAS and row["Status"] == "Complete" and lines[row["Order"]] == 1
        and row["Order"] not in planted
    ]
    if not orders:
        return
    order = next((row for row in orders if _cents(row["Unit Price"])), orders[0])
    for row, columns in ((order, ("Unit Price", "Invoice Price")), *(
        (receipt, ("Unit Cost", "Landed Cost")) for receipt in _receipts(shop, order)
    )):
        row["Currency"] = "USD"
        for column in columns:
            if row.get(column) is not None:
                row[column] = _times(row[column], DOLLARS_PER_EURO)
    came, invoiced = order["Received"], order["Invoice Date"]
    assert isinstance(came, date) and isinstance(invoiced, date)
    end = (came.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    for start, to, day, kind, rate in (
        ("EUR", "USD", came - timedelta(days=3), "spot", float(DOLLARS_PER_EURO)),
        ("USD", "EUR", invoiced, "spot", RATE_OF_THE_INVOICE),
        ("USD", "EUR", end, "average", 0.804),
        ("USD", "EUR", end, "closing", 0.812),
    ):
        shop.books.add("Rates of Exchange", From=start, To=to, Date=day, Kind=kind, Rate=rate)


def _in_boxes(shop: Shop, planted: Collection[str]) -> None:
    for order in shop.books.rows["Purchases"]:
        if order["Material"] != BOXED or order["Status"] != "Complete" or order["Order"] in planted:
            continue
        for row, quantities, prices in (
            (order, ("Quantity", "Received Quantity", "Rejected Quantity", "Invoice Quantity"),
             ("Unit Price", "Invoice Price")),
            *((receipt, ("Quantity",), ("Unit Cost",)) for receipt in _receipts(shop, order)),
        ):
            row["Unit"] = "box"
            for column in quantities:
                row[column] = _times(row[column], Decimal(1) / BOX)
            for column in prices:
                row[column] = _times(row[column], Decimal(BOX))
        return


def _receipts(shop: Shop, order: Row) -> list[Row]:
    return [
        row for row in shop.books.rows["Movements"]
        if (row.get("Document"), row.get("Line"), row["Type"]) == (order["Order"], order["Line"], "Receipt")
    ]


def _times(number: object, factor: Decimal) -> float:
    """The product as a cell holds it, to its last digit."""
    return float(Decimal(str(number)) * factor)


def _cents(price: object) -> bool:
    """Whether a price is one of whole cents in dollars."""
    return (Decimal(str(price)) * DOLLARS_PER_EURO * 100) % 1 == 0
