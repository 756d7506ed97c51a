"""Planted problems in orders, invoices, suppliers and counts."""

from __future__ import annotations

from datetime import date

from wipbook.commands.data.demo.plant.calendar import after
from wipbook.commands.data.demo.plant.rows import Row
from wipbook.commands.data.demo.plant.shop import Shop
from wipbook.commands.data.demo.work.purchasing import APPROVAL_LIMIT


def _complete(shop: Shop, position: int) -> Row:
    """A received order line; ``position`` in twelfths of the year's lines."""
    lines = [row for row in shop.books.rows["Purchases"] if row["Status"] == "Complete"]
    return lines[len(lines) * position // 12]


def duplicate_invoice(shop: Shop) -> list[str]:
    first = _complete(shop, 4)
    copy = {name: value for name, value in first.items() if not name.startswith("Received")}
    copy |= {"Order": "PO-99001", "Line": "1", "Rejected Quantity": 0.0, "Status": "Invoiced"}
    shop.books.rows["Purchases"].append(copy)
    return [str(first["Order"]), "PO-99001"]


def split_order(shop: Shop) -> list[str]:
    day = date(2026, 12, 15)
    for number, (code, units) in enumerate((("RM-20", 660), ("TY-20", 880))):
        price = round((APPROVAL_LIMIT - 60 - 25 * number) / units, 4)
        shop.books.add(
            "Purchases",
            Order=f"PO-9900{number + 2}",
            Line="1",
            Ordered=day,
            Promised=after(day, 30),
            Supplier="S-040",
            Buyer="Lee",
            Material=code,
            Quantity=float(units),
            Unit_Price=price,
            Status="Open",
        )
    return ["PO-99002", "PO-99003"]


def price_jump(shop: Shop) -> list[str]:
    row = _complete(shop, 7)
    price = round(float(str(row["Unit Price"])) * 1.6, 4)
    for movement in shop.books.rows["Movements"]:
        same = movement.get("Document") == row["Order"] and movement.get("Line") == row["Line"]
        if same and movement["Type"] == "Receipt":
            movement["Unit Cost"] = price
    row["Unit Price"] = row["Invoice Price"] = price
    return [str(row["Order"])]


def invoice_above_order(shop: Shop) -> list[str]:
    row = _complete(shop, 9)
    row["Invoice Price"] = round(float(str(row["Unit Price"])) * 1.08, 4)
    return [str(row["Order"])]


def supplier_like_employee(shop: Shop) -> list[str]:
    account = shop.books.rows["Employees"][1]["Payment Account"]
    shop.books.add(
        "Suppliers",
        Supplier="S-990",
        Name="Quick Parts",
        Address="PO Box 12",
        City="Leeds",
        Country="GB",
        Payment_Account=account,
        Rating=3,
        Active=True,
    )
    shop.books.add(
        "Purchases",
        Order="PO-99004",
        Line="1",
        Ordered=date(2026, 11, 2),
        Promised=date(2026, 11, 9),
        Supplier="S-990",
        Buyer="Lee",
        Material="RF-1",
        Quantity=2000.0,
        Unit_Price=0.9,
        Invoice="2026-001",
        Invoice_Date=date(2026, 11, 3),
        Invoice_Quantity=2000.0,
        Invoice_Price=0.9,
        Status="Invoiced",
    )
    return ["S-990"]


def count_times_ten(shop: Shop) -> list[str]:
    row = max(shop.books.rows["Counts"][-8:], key=lambda each: float(str(each["Book Quantity"])))
    shop.books.add(
        "Counts",
        Count="CT-13",
        Date=date(2026, 12, 31),
        Material=row["Material"],
        Location="LINE",
        Book_Quantity=12.0,
        Counted=120.0,
        Counter="Kim",
    )
    return ["CT-13"]
