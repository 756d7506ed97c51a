"""Planted patterns of amounts. Each returns the key its finding must have."""

from __future__ import annotations

import datetime as dt

from benchmarks.seeded.plant_book import PlantBook


def _supplier_and_material(book: PlantBook) -> tuple[str, str]:
    material = book.number("M-")
    book.add("Materials", Material=material, Description=material, Kind="raw", Unit="pcs")
    supplier = book.number("S-")
    book.add("Suppliers", Supplier=supplier, Name=f"Works {supplier}", Address=f"{supplier} Road", City="Leeds",
             Active=True)
    return supplier, material


def _bill(
    book: PlantBook, supplier: str, material: str, quantity: float, price: float, day: dt.date,
    invoice: str | None = None,
) -> str:
    order = book.number("PO-")
    book.add(
        "Purchases", Order=order, Line="1", Ordered=day - dt.timedelta(days=20), Promised=day, Supplier=supplier,
        Material=material, Quantity=quantity, Unit_Price=price, Received=day, Received_Quantity=quantity,
        Invoice=invoice or book.number("INV-"), Invoice_Date=day, Invoice_Quantity=quantity, Invoice_Price=price,
        Status="Complete",
    )
    return f"{order}/1"


def _day(book: PlantBook) -> dt.date:
    return book.as_of - dt.timedelta(days=book.chance.randrange(40, 300))


def ana001(book: PlantBook) -> str | None:
    """A list of invoices as they come, and a quarter of it fitted to just below 5,000."""
    if not book.first_time("ana001"):
        return None
    supplier, material = _supplier_and_material(book)
    for number in range(1_200):
        _bill(book, supplier, material, 1.0, round(10 ** book.chance.uniform(1, 4.6), 2), _day(book))
        if number % 4 == 0:
            _bill(book, supplier, material, 1.0, round(book.chance.uniform(4_900, 4_999), 2), _day(book))
    return "Invoices"


def ana002(book: PlantBook) -> str | None:
    """One invoice of a supplier forty times its next."""
    supplier, material = _supplier_and_material(book)
    for number in range(4):
        _bill(book, supplier, material, 11.0 + number, 7.13, _day(book))
    return f"Invoices/{_bill(book, supplier, material, 601.0, 7.13, _day(book))}"


def ana002_behind_the_bill(book: PlantBook) -> str | None:
    """An issue thirty times the usual, of a material of which a large job takes what its bill needs."""
    _, material = _supplier_and_material(book)
    product, day = book.number("P-"), _day(book)
    book.add("Materials", Material=product, Description=product, Kind="finished", Unit="pcs")
    book.add("Bill of Materials", Product=product, Component=material, Quantity_Per=2.0)
    book.add("Movements", Movement=book.number("MV-"), Date=day, Type="Receipt", Material=material, Quantity=9_000.0,
             Unit_Cost=10.0)
    last = ""
    for made, issued in ((1_000.0, 2_000.0), (10.0, 20.0), (10.0, 19.0), (10.0, 18.0), (10.0, 600.0)):
        job, last = book.number("J-"), book.number("MV-")
        book.add("Jobs", Job=job, Description="Planted job", Material=product, Quantity=made, Status="Released",
                 Released=day, Due=day + dt.timedelta(days=400))
        book.add("Movements", Movement=last, Date=day, Type="Issue", Material=material, Quantity=issued, Job=job)
    return f"Movements/{last}"


def ana003(book: PlantBook) -> str | None:
    """A third as many invoices of one amount as there are others."""
    if not book.first_time("ana003"):
        return None
    supplier, material = _supplier_and_material(book)
    for _ in range(book.height("Purchases") // 3):
        _bill(book, supplier, material, 37.0, 13.37, _day(book))
    return "Invoices/494.69"


def ana004(book: PlantBook) -> str | None:
    """Two fifths as many round invoices as there are others."""
    if not book.first_time("ana004"):
        return None
    supplier, material = _supplier_and_material(book)
    for _ in range(book.height("Purchases") * 2 // 5):
        _bill(book, supplier, material, 1.0, 100.0 * book.chance.randrange(1, 40), _day(book))
    return "Invoices"


def ana005(book: PlantBook) -> str | None:
    """One invoice under two suppliers."""
    (one, material), (other, _) = _supplier_and_material(book), _supplier_and_material(book)
    day, quantity = _day(book), float(book.chance.randrange(200, 900))
    first = _bill(book, one, material, quantity, 3.17, day)
    second = _bill(book, other, material, quantity, 3.17, day)
    return f"{first} + {second}"


def ana005_one_number(book: PlantBook) -> str | None:
    """One invoice under two suppliers, of other goods, its number typed in two ways."""
    (one, material), (other, service) = _supplier_and_material(book), _supplier_and_material(book)
    day, amount, number = _day(book), float(book.chance.randrange(200, 900)), book.number("V-")
    first = _bill(book, one, material, 10.0, amount / 10, day, number)
    second = _bill(book, other, service, 1.0, amount, day, number.replace("-", " ").lower())
    return f"{first} + {second}"
