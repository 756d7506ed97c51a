"""Planted faults of stock and counts. Each function plants one and returns the key its finding must have."""

from __future__ import annotations

import datetime as dt

import polars as pl

from benchmarks.seeded.plant_book import PlantBook


def _ago(book: PlantBook, days: int) -> dt.date:
    """The day so many days before the as-of date."""
    last = book.as_of
    return dt.date(last.year, last.month, last.day) - dt.timedelta(days=days)


def _material(book: PlantBook, **cells: object) -> str:
    """A material of its own, so that nothing else is disturbed."""
    material = book.number("M-")
    row = {"Material": material, "Description": f"Part {material}", "Kind": "raw", "Unit": "pcs"}
    book.add("Materials", **(row | {name.replace("_", " "): value for name, value in cells.items()}))
    return material


def _move(book: PlantBook, kind: str, material: str, quantity: float, days: int, **cells: object) -> str:
    """A movement some days before the as-of date; its number."""
    number = book.number("MV-")
    day = _ago(book, days)
    book.add("Movements", Movement=number, Date=day, Type=kind, Material=material, Quantity=quantity, **cells)
    return number


def _count(book: PlantBook, typed: float, counted: float, days: int = 10, **cells: object) -> str:
    """A count line of a material of its own, of which ``typed`` is there; the key of the line."""
    material, count = _material(book), book.number("CT-")
    _move(book, "Receipt", material, typed, days + 20, Unit_Cost=20.0)
    row = {"Count": count, "Date": _ago(book, days), "Material": material, "Book Quantity": typed,
           "Counted": counted, "Recounted": counted, "Counter": "Noor", "Approved By": "Dana"}
    book.add("Counts", **(row | {name.replace("_", " "): value for name, value in cells.items()}))
    return f"{count}/{material}"


def _job(book: PlantBook, material: str, quantity: float) -> str:
    """A released job that is due soon."""
    job = book.number("J-")
    book.add("Jobs", Job=job, Description="Planted job", Material=material, Quantity=quantity, Status="Released",
             Released=_ago(book, 5), Due=_ago(book, -20))
    return job


def inv001(book: PlantBook) -> str | None:
    """More is issued than was ever there."""
    row = book.pick("Movements", pl.col("Type") == "Issue")
    if row is None:
        return None
    movement = book.number("MV-")
    book.add("Movements", like=row, Movement=movement, Material=_material(book), Quantity=7.0, Lot=None, Unit_Cost=None)
    return movement


def inv002(book: PlantBook) -> str | None:
    """What lies in the store was issued from the line."""
    material = _material(book)
    job = _job(book, _material(book, Kind="finished"), 5.0)
    _move(book, "Receipt", material, 5.0, 40, Unit_Cost=2.0, Location="MAIN")
    _move(book, "Issue", material, 5.0, 3, Job=job, Location="LINE")
    return material


def inv003(book: PlantBook) -> str | None:
    """All there is was received at no cost."""
    material = _material(book)
    _move(book, "Receipt", material, 5.0, 40, Unit_Cost=0.0)
    return material


def inv004(book: PlantBook) -> str | None:
    """The decimal point of one unit cost slipped."""
    material = _material(book)
    for week in range(5):
        _move(book, "Receipt", material, 10.0, 100 - 7 * week, Unit_Cost=4.0 + week / 10)
    return _move(book, "Receipt", material, 10.0, 30, Unit_Cost=42.0)


def inv005(book: PlantBook) -> str | None:
    """A receipt without a unit cost after one that had it."""
    material = _material(book)
    _move(book, "Receipt", material, 10.0, 100, Unit_Cost=4.0)
    return _move(book, "Receipt", material, 10.0, 60, Unit_Cost=None)


def inv006(book: PlantBook) -> str | None:
    """One raw material is averaged where the others are not."""
    material = _material(book, Method="Moving Average")
    _move(book, "Receipt", material, 10.0, 100, Unit_Cost=4.0)
    return "raw/Moving Average"


def inv007(book: PlantBook) -> str | None:
    """A standard cost that is half of what is paid."""
    material = _material(book, Standard_Cost=2.0)
    _move(book, "Receipt", material, 10.0, 100, Unit_Cost=4.0)
    return material


def inv008(book: PlantBook) -> str | None:
    """Received 250 days ago and never issued."""
    material = _material(book)
    _move(book, "Receipt", material, 10.0, 250, Unit_Cost=4.0)
    return material


def inv009(book: PlantBook) -> str | None:
    """Received 500 days ago and never issued."""
    material = _material(book)
    _move(book, "Receipt", material, 10.0, 500, Unit_Cost=4.0)
    return material


def inv010(book: PlantBook) -> str | None:
    """A released job needs 20 of a component and 5 are there."""
    product, component = _material(book, Kind="finished"), _material(book)
    book.add("Bill of Materials", Product=product, Component=component, Quantity_Per=2.0)
    _job(book, product, 10.0)
    _move(book, "Receipt", component, 5.0, 30, Unit_Cost=4.0)
    return component


def inv011(book: PlantBook) -> str | None:
    """Ten times the maximum stock is there."""
    material = _material(book, Maximum_Stock=10.0)
    _move(book, "Receipt", material, 100.0, 30, Unit_Cost=4.0)
    return material


def inv012(book: PlantBook) -> str | None:
    """Half of the safety stock is there."""
    material = _material(book, Safety_Stock=20.0)
    job = _job(book, _material(book, Kind="finished"), 5.0)
    _move(book, "Receipt", material, 12.0, 30, Unit_Cost=4.0)
    _move(book, "Issue", material, 2.0, 3, Job=job)
    return material


def inv013(book: PlantBook) -> str | None:
    """Goods of a customer without an owner, received at a cost."""
    material = _material(book, Description="Motor, customer-owned")
    _move(book, "Receipt", material, 10.0, 30, Unit_Cost=4.0)
    return material


def inv014(book: PlantBook) -> str | None:
    """A product that costs more than it sells for."""
    material = _material(book, Kind="finished", Selling_Price=90.0)
    _move(book, "Opening", material, 10.0, 30, Unit_Cost=100.0)
    return material


def inv015(book: PlantBook) -> str | None:
    """Two digits of a count changed places."""
    return _count(book, 1254.0, 1524.0)


def inv016(book: PlantBook) -> str | None:
    """A count with one digit too many."""
    return _count(book, 37.0, 370.0)


def inv017(book: PlantBook) -> str | None:
    """Dozens are ordered and pieces received."""
    row = book.pick("Purchases", pl.col("Ordered") <= _ago(book, 60))
    if row is None:
        return None
    order, material = book.number("PO-"), _material(book)
    book.add("Purchases", like=row, Order=order, Material=material, Quantity=25.0, Received=None, Invoice=None,
             Received_Quantity=None, Rejected_Quantity=None, Invoice_Date=None, Invoice_Quantity=None,
             Invoice_Price=None)
    first = book.row("Purchases", row)
    _move(book, "Receipt", material, 300.0, 30, Unit_Cost=first["Unit Price"], Document=order, Line=first["Line"])
    return f"{order}/{first['Line']}"


def inv018(book: PlantBook) -> str | None:
    """A material is counted again two days later."""
    line = _count(book, 50.0, 50.0)
    material = line.split("/")[1]
    again = book.number("CT-")
    book.add("Counts", Count=again, Date=_ago(book, 8), Material=material, Book_Quantity=50.0,
             Counted=49.0, Counter="Kim", Approved_By="Dana")
    return " + ".join(sorted((line, f"{again}/{material}")))


def inv019(book: PlantBook) -> str | None:
    """A tenth of a material is not found, twice."""
    return _count(book, 80.0, 72.0)


def inv020(book: PlantBook) -> str | None:
    """A tenth of a material is not found, and nobody counted again."""
    return _count(book, 80.0, 72.0, Recounted=None, Approved_By=None)


def inv021(book: PlantBook) -> str | None:
    """Twelve lines of one counter are all short."""
    counter = book.number("Counter ")
    for line in range(12):
        _count(book, 200.0 + line, 198.0 + line, 30 + 7 * line, Counter=counter)
    return f"Counter/{counter}"


def inv021_in_money(book: PlantBook) -> str | None:
    """Of sixteen lines of one place eight are short, and each of them by more than all the others are over."""
    place = book.number("CAGE-")
    for line in range(8):
        _count(book, 200.0 + line, 160.0 + line, 30 + 7 * line, Location=place, Counter=book.number("Counter "))
        _count(book, 200.0 + line, 201.0 + line, 31 + 7 * line, Location=place, Counter=book.number("Counter "))
    return f"Location/{place}"


def inv022(book: PlantBook) -> str | None:
    """The typed book quantity is not what the movements say."""
    return _count(book, 100.0, 88.0, Book_Quantity=88.0)


def inv023(book: PlantBook) -> str | None:
    """Goods of a customer are on hand."""
    material = _material(book, Owner="City Cycles")
    _move(book, "Receipt", material, 10.0, 30, Unit_Cost=0.0)
    return material
