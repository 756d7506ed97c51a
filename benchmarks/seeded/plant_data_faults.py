"""Planted faults of cells and rows. Each function plants one and returns the key its finding must have."""

from __future__ import annotations

import datetime as dt

import polars as pl

from benchmarks.seeded.plant_book import PlantBook


def _ago(book: PlantBook, days: int) -> dt.date:
    """The day so many days before the as-of date."""
    last = book.as_of
    return dt.date(last.year, last.month, last.day) - dt.timedelta(days=days)


def _movement(book: PlantBook, **cells: object) -> str:
    """A sound receipt of a material of its own, some of its cells spoiled; its number."""
    number, material = book.number("MV-"), book.number("M-")
    book.add("Materials", Material=material, Description=f"Part {material}", Kind="raw", Unit="pcs", Standard_Cost=5.0)
    row = {"Movement": number, "Date": _ago(book, 20), "Type": "Receipt", "Material": material,
           "Quantity": 10.0, "Unit Cost": 5.0}
    book.add("Movements", **(row | {name.replace("_", " "): value for name, value in cells.items()}))
    return number


def dat001(book: PlantBook) -> str | None:
    """A receipt without a quantity."""
    return f"Movements/{_movement(book, Quantity=None)}"


def dat002(book: PlantBook) -> str | None:
    """A movement is entered twice under one number."""
    row = book.pick("Movements")
    if row is None:
        return None
    book.add("Movements", like=row)
    return f"Movements/{book.row('Movements', row)['Movement']}"


def dat003(book: PlantBook) -> str | None:
    """A receipt of a material that is not listed."""
    material = book.number("XX-")
    _movement(book, Material=material)
    return f"Materials/{material}"


def dat004(book: PlantBook) -> str | None:
    """A material is listed again without its hyphen."""
    first = book.number("LK-")
    for code in (first, first.replace("-", " ").lower()):
        book.add("Materials", Material=code, Description="Part", Kind="raw", Unit="pcs")
    return f"Materials/{first} + {first.replace('-', ' ').lower()}"


def dat005(book: PlantBook) -> str | None:
    """A receipt dated in the last century."""
    return f"Movements/{_movement(book, Date=dt.date(1926, 1, 5))}"


def dat006(book: PlantBook) -> str | None:
    """A receipt dated weeks after it was typed."""
    typed = dt.datetime.combine(_ago(book, 60), dt.time(10))
    return f"Movements/{_movement(book, Entered_At=typed)}"


def dat007(book: PlantBook) -> str | None:
    """Two and a half pieces are received."""
    material = book.number("M-")
    book.add("Materials", Material=material, Description="Part", Kind="raw", Unit="pcs")
    _movement(book, Material=material, Quantity=2.5)
    return f"Movements/{material}"


def dat008(book: PlantBook) -> str | None:
    """A quantity is typed with its unit."""
    return f"Movements/{_movement(book, Quantity='12 pcs')}"


def dat009(book: PlantBook) -> str | None:
    """A column of formulas holds a constant."""
    book.formulas["Materials"]["Order Cost"] = list(range(book.frame("Materials").height))
    material = book.number("M-")
    book.add("Materials", Material=material, Description="Part", Kind="raw", Unit="pcs", Order_Cost=35.0)
    return f"Materials/Order Cost/{material}"


def dat010(book: PlantBook) -> str | None:
    """A movement is hidden."""
    row = book.pick("Movements")
    if row is None:
        return None
    book.hidden["Movements"].append(row)
    return "Movements/hidden rows"


def dat011(book: PlantBook) -> str | None:
    """A ticket of 30 hours."""
    row = book.pick("Labor", pl.col("Date") <= book.as_of)
    if row is None:
        return None
    ticket = book.number("T-")
    book.add("Labor", like=row, Ticket=ticket, Hours=30.0, Start=None, End=None)
    return f"Labor/{ticket}"
