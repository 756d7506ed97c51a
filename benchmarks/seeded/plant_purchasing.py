"""Planted faults of orders, receipts, invoices and suppliers. Each returns the key its finding must have."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from benchmarks.seeded.plant_book import PlantBook

PRICE = 12.37


def pur001(book: PlantBook) -> str | None:
    """An invoice 9 % above the agreed price."""
    return _billed(book, Invoice_Price=PRICE * 1.09)


def pur002(book: PlantBook) -> str | None:
    """An invoice for three more than were kept."""
    return _billed(book, Invoice_Quantity=103.0)


def pur003(book: PlantBook) -> str | None:
    """A fifth more than ordered comes on two receipts."""
    line = _line(book, Received_Quantity=120.0)
    for _ in range(2):
        _receipt(book, line, Quantity=60.0)
    return _key(line)


def pur004(book: PlantBook) -> str | None:
    """The goods are dated a week before the order."""
    ordered = _day(book, book.chance.randrange(100, 300))
    line = _line(book, Ordered=ordered, Received=ordered - dt.timedelta(days=7))
    _receipt(book, line)
    return _key(line)


def pur005(book: PlantBook) -> str | None:
    """A receipt names a delivery note in place of its order."""
    line = _line(book)
    _receipt(book, line)
    return _receipt(book, line, Document=book.number("DN-"), Line=None, Quantity=17.0)


def pur006(book: PlantBook) -> str | None:
    """Goods come on an order that was cancelled."""
    line = _line(book, Status="Cancelled")
    _receipt(book, line)
    return _key(line)


def pur007(book: PlantBook) -> str | None:
    """The receipt of an order is typed once more the day after."""
    line = _line(book)
    first = _receipt(book, line)
    second = _receipt(book, line, Date=line["Received"] + dt.timedelta(days=1))
    return f"{first} + {second}"


def pur007_four_days_later(book: PlantBook) -> str | None:
    """The receipt of an order is typed once more after four days."""
    line = _line(book)
    first = _receipt(book, line)
    second = _receipt(book, line, Date=line["Received"] + dt.timedelta(days=4))
    return f"{first} + {second}"


def pur008(book: PlantBook) -> str | None:
    """An invoice is entered once more under another order."""
    row = book.pick("Purchases", pl.col("Received Quantity") > 0)
    if row is None:
        return None
    first = book.row("Purchases", row)
    if first["Invoice"] is None:
        book.change("Purchases", row, Invoice=book.number("INV-"), Invoice_Quantity=first["Received Quantity"],
                    Invoice_Price=first["Unit Price"])
    order = book.number("PO-")
    book.add("Purchases", like=row, Order=order, Received=None, Received_Quantity=None)
    return f"{order}/{first['Line']}"


def pur009(book: PlantBook) -> str | None:
    """The price of an order with a history is half as much again."""
    first = _line(book, Ordered=_day(book, 300))
    same = {"Supplier": first["Supplier"], "Material": first["Material"]}
    for days in (250, 200, 150):
        _line(book, Ordered=_day(book, days), Unit_Price=PRICE * book.chance.uniform(0.97, 1.03), **same)
    return _key(_line(book, Ordered=_day(book, 100), Unit_Price=PRICE * 1.5, **same))


def pur009_first_line(book: PlantBook) -> str | None:
    """The first order of a supplier is at half as much again as the three that follow."""
    first = _line(book, Ordered=_day(book, 300), Unit_Price=PRICE * 1.5)
    same = {"Supplier": first["Supplier"], "Material": first["Material"]}
    for days in (250, 200, 150):
        _line(book, Ordered=_day(book, days), Unit_Price=PRICE * book.chance.uniform(0.97, 1.03), **same)
    return _key(first)


def pur010(book: PlantBook) -> str | None:
    """An order is cut in two, both just below the approval limit."""
    limit = float(book.settings.get("Approval Limit") or 5000)
    first = _line(book, Quantity=100.0, Unit_Price=limit * 0.0097, Buyer="Lee")
    second = _line(book, Quantity=100.0, Unit_Price=limit * 0.0091, Buyer="Lee", Supplier=first["Supplier"],
                   Ordered=first["Ordered"] + dt.timedelta(days=1))
    return f"{first['Order']} + {second['Order']}"


def pur011(book: PlantBook) -> str | None:
    """An order at a supplier that is switched off."""
    return str(_line(book, Ordered=_day(book, 20), Supplier=_supplier(book, Active=False))["Supplier"])


def pur012(book: PlantBook) -> str | None:
    """A supplier is entered once more with its legal form and in capitals."""
    name = f"{book.number('North')[::-1]} Forge"
    first = _supplier(book, Name=name)
    second = _supplier(book, Name=f"{name.upper()} Ltd.", Address="9 Quay", City="Hull")
    return f"{first} + {second}"


def pur013(book: PlantBook) -> str | None:
    """A supplier is paid into the account of an employee."""
    person, account = book.number("E-"), _account(book)
    book.add("Employees", Employee=person, Name=f"Person {person}", Rate=20.0, Payment_Account=account)
    supplier = _line(book, Supplier=_supplier(book, Payment_Account=account.replace(" ", "")))["Supplier"]
    return f"{person} + {supplier}"


def pur014(book: PlantBook) -> str | None:
    """Two suppliers are paid into one account."""
    account = _account(book)
    first, second = (_supplier(book, Payment_Account=account) for _ in range(2))
    return f"{first} + {second}"


def pur015(book: PlantBook) -> str | None:
    """A new supplier bills 3,600.00 a day after its first order."""
    ordered = _day(book, book.chance.randrange(20, 60))
    line = _line(book, Ordered=ordered, Quantity=400.0, Unit_Price=9.0, Received=None, Received_Quantity=None,
                 Invoice=book.number("2026-"), Invoice_Date=ordered + dt.timedelta(days=1), Invoice_Quantity=400.0,
                 Invoice_Price=9.0)
    return str(line["Supplier"])


def pur016(book: PlantBook) -> str | None:
    """A supplier that is only a box."""
    number = book.chance.randrange(10, 9999)
    return str(_line(book, Supplier=_supplier(book, Address=f"P.O. Box {number}"))["Supplier"])


def pur017(book: PlantBook) -> str | None:
    """An invoice of which nothing came in months."""
    return _billed(book, Received=None, Received_Quantity=None)


def pur018(book: PlantBook) -> str | None:
    """Movements have ten less than the order."""
    line = _line(book)
    _receipt(book, line, Quantity=90.0)
    return _key(line)


def pur019(book: PlantBook) -> str | None:
    """The invoice is dated five days before the order."""
    ordered = _day(book, book.chance.randrange(100, 300))
    return _billed(book, Ordered=ordered, Invoice_Date=ordered - dt.timedelta(days=5))


def _key(line: dict[str, Any]) -> str:
    return f"{line['Order']}/{line['Line']}"


def _day(book: PlantBook, days: int) -> dt.date:
    return book.as_of - dt.timedelta(days=days)


def _account(book: PlantBook) -> str:
    return f"GB{book.chance.randrange(10, 99)} {book.number('BANK ')} {book.chance.randrange(1000, 9999)}"


def _supplier(book: PlantBook, **cells: Any) -> str:
    """A new supplier unlike every other; its number."""
    code = book.number("S-")
    street = f"{book.chance.randrange(1, 999)} {code} Street"
    sound = {"Supplier": code, "Name": f"{code[::-1]} Works", "Address": street, "City": "Leeds", "Active": True}
    book.add("Suppliers", **{**sound, **{name.replace("_", " "): value for name, value in cells.items()}})
    return code


def _material(book: PlantBook) -> str:
    code = book.number("M-")
    book.add("Materials", Material=code, Description=f"Part {code}", Kind="raw", Unit="pcs")
    return code


def _line(book: PlantBook, **cells: Any) -> dict[str, Any]:
    """A sound order line of 100 pieces that came ten days later; of a supplier and a material of its own."""
    given = {name.replace("_", " "): value for name, value in cells.items()}
    ordered = given.get("Ordered") or _day(book, book.chance.randrange(100, 300))
    line = {
        "Order": book.number("PO-"), "Line": "1", "Ordered": ordered, "Promised": ordered + dt.timedelta(days=10),
        "Received": ordered + dt.timedelta(days=10), "Quantity": 100.0, "Unit Price": PRICE, "Rejected Quantity": 0.0,
        "Received Quantity": 100.0, "Buyer": book.number("Buyer "), "Status": "Complete", **given,
    }
    line["Supplier"] = line.get("Supplier") or _supplier(book)
    line["Material"] = line.get("Material") or _material(book)
    book.add("Purchases", **line)
    return line


def _receipt(book: PlantBook, line: dict[str, Any], **cells: Any) -> str:
    """The receipt of an order line; its movement."""
    movement = {
        "Movement": book.number("MV-"), "Date": line["Received"], "Type": "Receipt", "Material": line["Material"],
        "Quantity": line["Quantity"], "Unit Cost": line["Unit Price"], "Supplier": line["Supplier"],
        "Document": line["Order"], "Line": line["Line"],
    }
    movement |= {name.replace("_", " "): value for name, value in cells.items()}
    book.add("Movements", **movement)
    return str(movement["Movement"])


def _billed(book: PlantBook, **cells: Any) -> str:
    """An order line that came and was billed as agreed, but for ``cells``."""
    ordered = cells.pop("Ordered", None) or _day(book, book.chance.randrange(100, 300))
    invoice = {"Invoice": book.number("INV-"), "Invoice_Date": ordered + dt.timedelta(days=14),
               "Invoice_Quantity": 100.0, "Invoice_Price": PRICE}
    return _key(_line(book, Ordered=ordered, **{**invoice, **cells}))
