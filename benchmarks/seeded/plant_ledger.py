"""Planted faults of overhead, accounts and entries. Each returns the key its finding must have."""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks.seeded.plant_book import PlantBook

ROLES = ("Raw Materials", "WIP", "Finished Goods")


def led001(book: PlantBook) -> str | None:
    """A pool whose work center nobody works at has cost."""
    return _pool(book, _month(book), Actual_Cost=900.0)[0]


def led002(book: PlantBook) -> str | None:
    """A pool applies 800.00 in a month that cost 2,000.00."""
    month = _month(book)
    pool, center = _pool(book, month, Actual_Cost=2000.0)
    _eight_hours(book, month, center)
    return f"{pool}/{month:%Y-%m}"


def led003(book: PlantBook) -> str | None:
    """A pool is under-applied by more than materiality."""
    month = _month(book)
    pool, center = _pool(book, month, Actual_Cost=900.0 + 2 * float(book.settings.get("Materiality") or 1000))
    _eight_hours(book, month, center)
    return pool


def led004(book: PlantBook) -> str | None:
    """An account opens a month 25.00 below where it closed the month before."""
    account, month = book.number("A-"), _month(book)
    following = (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    same: dict[str, Any] = {"Account": account, "Name": "Stores adjusted", "Role": "Raw Materials"}
    book.add("GL Accounts", **same, Period=month, Opening=100.0, Debit=50.0, Credit=25.0)
    book.add("GL Accounts", **same, Period=following, Opening=100.0, Debit=0.0, Credit=0.0)
    return f"{account}/{following:%Y-%m}"


def led005(book: PlantBook) -> str | None:
    """The ledger has an account of a stage that the workbook knows nothing of."""
    role = book.chance.choice(ROLES)
    book.add("GL Accounts", Account=book.number("A-"), Name=f"Other {role}", Role=role, Period=_month(book),
             Opening=0.0, Debit=4321.09, Credit=0.0)
    return role


def led006(book: PlantBook) -> str | None:
    """An invoice is dated in the period, its goods come after it."""
    end, order, supplier = _day(book.settings["Period End"]), book.number("PO-"), book.number("S-")
    book.add("Suppliers", Supplier=supplier, Name=f"{supplier[::-1]} Works", Active=True)
    book.add(
        "Purchases", Order=order, Line="1", Ordered=end - dt.timedelta(days=30), Supplier=supplier,
        Material=_material(book), Quantity=100.0, Unit_Price=4.0, Received=end + dt.timedelta(days=5),
        Received_Quantity=100.0, Invoice=book.number("INV-"), Invoice_Date=end - dt.timedelta(days=2),
        Invoice_Quantity=100.0, Invoice_Price=4.0,
    )
    return f"{order}/1"


def led007(book: PlantBook) -> str | None:
    """A receipt is dated into the year before, which is closed, and typed two months later."""
    start = _day(book.settings["Period Start"])
    book.settings["Closed Through"] = start - dt.timedelta(days=1)
    return _receipt(book, start - dt.timedelta(days=10), start + dt.timedelta(days=60))


def led008(book: PlantBook) -> str | None:
    """A receipt is typed a month after its date."""
    day = _some_day(book)
    return _receipt(book, day, day + dt.timedelta(days=30))


def led009(book: PlantBook) -> str | None:
    """Two hundred are added without a reason."""
    return _adjustment(book, _material(book), Quantity=200.0)


def led010(book: PlantBook) -> str | None:
    """A count difference is entered for a material that nobody counted."""
    return _adjustment(book, _material(book), Type="Count", Reason="Count difference")


def led011(book: PlantBook) -> str | None:
    """One of thirty numbers is missing."""
    series, missing = book.number("G"), book.chance.randrange(2, 30)
    day, material = _some_day(book), _material(book)
    for number in range(1, 31):
        if number != missing:
            book.add("Movements", Movement=f"{series}-{number:03}", Date=day, Type="Receipt", Material=material,
                     Quantity=1.0, Unit_Cost=2.0)
    return f"{series}-{missing:03}"


def led012(book: PlantBook) -> str | None:
    """One shipment goes to two customers."""
    document, material, day = book.number("SO-"), _material(book), _some_day(book)
    _move(book, day, Material=material)
    for _ in range(2):
        customer = book.number("C-")
        book.add("Customers", Customer=customer, Name=f"Customer {customer}")
        _move(book, day, Type="Shipment", Material=material, Quantity=5.0, Unit_Cost=None, Customer=customer,
              Document=document)
    return document


def led013(book: PlantBook) -> str | None:
    """A person receives a material, counts it and adjusts it."""
    person, material, day = book.number("person "), _material(book), _some_day(book)
    _move(book, day, Material=material, Entered_By=person, Entered_At=_at(day))
    _count(book, material, day, Counter=person.title(), Approved_By="Somebody")
    _adjustment(book, material, Date=day, Reason="Box held more", Entered_By=person, Entered_At=_at(day))
    return person


def led014(book: PlantBook) -> str | None:
    """A receipt is typed on a Sunday shortly before midnight."""
    day = _some_day(book)
    sunday = day - dt.timedelta(days=day.weekday() + 1)
    return _receipt(book, sunday, sunday, dt.time(23, 41))


def led015(book: PlantBook) -> str | None:
    """A count line is approved by who counted."""
    person = book.number("Person ")
    count = _count(book, _material(book), _some_day(book), Counter=person, Approved_By=person.upper())
    return f"{count}/{person.lower()}"


def _day(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])


def _at(day: dt.date, time: dt.time = dt.time(10, 5)) -> dt.datetime:
    return dt.datetime.combine(day, time)


def _some_day(book: PlantBook) -> dt.date:
    """A day of the period, far from its ends."""
    return _day(book.as_of) - dt.timedelta(days=book.chance.randrange(60, 300))


def _month(book: PlantBook) -> dt.date:
    return _some_day(book).replace(day=1)


def _material(book: PlantBook) -> str:
    code = book.number("M-")
    book.add("Materials", Material=code, Description=f"Part {code}", Kind="raw", Unit="pcs")
    return code


def _move(book: PlantBook, day: dt.date, **cells: Any) -> str:
    """A receipt of 100 at 2.00, but for ``cells``; its movement."""
    movement: dict[str, Any] = {
        "Movement": book.number("MV-"), "Date": day, "Type": "Receipt", "Quantity": 100.0, "Unit_Cost": 2.0, **cells
    }
    book.add("Movements", **movement)
    return str(movement["Movement"])


def _receipt(book: PlantBook, day: dt.date, typed: dt.date, time: dt.time = dt.time(10, 5)) -> str:
    return _move(book, day, Material=_material(book), Entered_At=_at(typed, time), Entered_By=book.number("person "))


def _adjustment(book: PlantBook, material: str, **cells: Any) -> str:
    given: dict[str, Any] = {"Date": _some_day(book), "Type": "Adjustment", "Quantity": 3.0} | cells
    return _move(book, given.pop("Date"), Material=material, **given)


def _count(book: PlantBook, material: str, day: dt.date, **cells: Any) -> str:
    count = book.number("CT-")
    book.add("Counts", Count=count, Date=day, Material=material, Book_Quantity=100.0, Counted=100.0, **cells)
    return count


def _pool(book: PlantBook, month: dt.date, **cells: Any) -> tuple[str, str]:
    """A pool at 100.00 an hour in one month, and its work center."""
    pool, center = book.number("POOL-"), book.number("WC-")
    book.add("Work Centers", Work_Center=center, Name=center, Hours_per_Day=8.0, Overhead_Pool=pool)
    book.add("Overhead", Pool=pool, Period=month, Driver="labor hours", Budget_Cost=1000.0, Budget_Activity=10.0,
             **cells)
    return pool, center


def _eight_hours(book: PlantBook, month: dt.date, center: str) -> None:
    """A ticket on a job of its own, at a work center."""
    person, job, product = book.number("E-"), book.number("J-"), book.number("P-")
    book.add("Materials", Material=product, Description=f"Product {product}", Kind="finished", Unit="pcs")
    book.add("Jobs", Job=job, Description="Ten of a product", Material=product, Quantity=10.0, Status="Released",
             Released=month, Due=month + dt.timedelta(days=60))
    book.add("Employees", Employee=person, Name=f"Person {person}", Rate=20.0, Work_Center=center)
    book.add("Labor", Ticket=book.number("T-"), Date=month + dt.timedelta(days=2), Employee=person, Job=job, Hours=8.0)
