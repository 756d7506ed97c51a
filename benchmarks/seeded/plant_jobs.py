"""Planted faults of jobs. Each returns the key its finding must have."""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks.seeded.plant_book import PlantBook

Row = dict[str, Any]


def job001(book: PlantBook) -> str | None:
    """Material is issued a week after the job was closed."""
    job = _made(book)
    return _issue(book, job, Date=job["Closed"] + dt.timedelta(days=7), Quantity=3.0)


def job002(book: PlantBook) -> str | None:
    """Material is issued four days before the job is released."""
    job = _job(book)
    return _issue(book, job, Date=job["Released"] - dt.timedelta(days=4))


def job003(book: PlantBook) -> str | None:
    """A material is issued that the bill does not name."""
    job, other = _made(book), _component(book)
    _issue(book, job, Material=other, Quantity=7.0)
    return f"{job['Job']}/{other}"


def job004(book: PlantBook) -> str | None:
    """Half as much again is issued."""
    job = _made(book)
    _issue(book, job, Quantity=10.0)
    return f"{job['Job']}/{job['_component']}"


def job005(book: PlantBook) -> str | None:
    """A finished job takes material for five times its bill."""
    job = _made(book)
    _issue(book, job, Quantity=80.0)
    return str(job["Job"])


def job006(book: PlantBook) -> str | None:
    """An issue is typed twice, the second one right after the first."""
    job = _job(book, Quantity=20.0)
    at = dt.datetime.combine(_date(job["Released"]), dt.time(9, 30))
    first = _issue(book, job, Entered_At=at)
    second = _issue(book, job, Entered_At=at + dt.timedelta(seconds=40))
    return f"{first} + {second}"


def job006_without_times(book: PlantBook) -> str | None:
    """An issue is typed twice, nobody knows when, with another entry between the two."""
    job = _job(book, Quantity=10.0)
    first = _issue(book, job)
    _issue(book, _job(book, Quantity=10.0))
    return f"{first} + {_issue(book, job)}"


def job007(book: PlantBook) -> str | None:
    """An issue is typed with one digit too many."""
    job = _job(book)
    _issue(book, job, Quantity=200.0)
    return f"{job['Job']}/{job['_component']}"


def job008(book: PlantBook) -> str | None:
    """One of four jobs of a product has no labor."""
    first = _made(book)
    for _ in range(2):
        _made(book, like=first)
    return str(_made(book, like=first, labor=False)["Job"])


def job009(book: PlantBook) -> str | None:
    """Ten units are completed out of nothing."""
    return str(_made(book, material=False)["Job"])


def job010(book: PlantBook) -> str | None:
    """A job holds cost that is 200 days old."""
    job = _job(book, days=200, Status="Released", Finished=None, Closed=None)
    _issue(book, job)
    return str(job["Job"])


def job011(book: PlantBook) -> str | None:
    """A job was finished three months ago and is open."""
    return str(_made(book, days=100, Status="Finished", Closed=None)["Job"])


def job012(book: PlantBook) -> str | None:
    """A job is closed with cost and without output."""
    job = _job(book)
    _issue(book, job)
    _work(book, job)
    return str(job["Job"])


def job013(book: PlantBook) -> str | None:
    """Half as many again are completed."""
    job = _made(book)
    _complete(book, job, 5.0)
    return str(job["Job"])


def job014(book: PlantBook) -> str | None:
    """A job costs a multiple of its budget for material."""
    job = _job(book, Budget_Material=100.0)
    _issue(book, job, Quantity=90.0)
    return str(job["Job"])


def job015(book: PlantBook) -> str | None:
    """A job has cost more than it is sold for."""
    return str(_made(book, Contract_Price=110.0)["Job"])


def job016(book: PlantBook) -> str | None:
    """A product is sold for less than its material."""
    return str(_made(book, days=60, price=9.0)["Material"])


def job017(book: PlantBook) -> str | None:
    """A job reports 95 % with a fraction of its budget spent."""
    job = _job(book, Status="Released", Finished=None, Closed=None, Budget_Material=2000.0, Percent_Complete=95.0)
    _issue(book, job)
    return str(job["Job"])


def job018(book: PlantBook) -> str | None:
    """A released job is weeks behind its promise."""
    return str(_job(book, days=60, Status="Released", Finished=None, Closed=None)["Job"])


def job019(book: PlantBook) -> str | None:
    """A job scraps half of its units, another one of its product none."""
    first = _made(book)
    job = _job(book, like=first)
    _step(book, job, "10", Good=5.0, Scrapped=5.0)
    _complete(book, job, 5.0)
    return str(job["Job"])


def job020(book: PlantBook) -> str | None:
    """All units of a step are done again."""
    job = _made(book)
    _step(book, job, "10", Good=10.0, Reworked=10.0)
    return str(job["Job"])


def job021(book: PlantBook) -> str | None:
    """Nothing was ever posted on a job that was released three months ago."""
    return str(_job(book, days=90, Status="Released", Finished=None, Closed=None)["Job"])


def job022(book: PlantBook) -> str | None:
    """All units are completed though two were to be scrapped."""
    job = _made(book)
    book.add("Inspections", Inspection=book.number("Q-"), Date=job["Released"], Job=job["Job"],
             Material=job["Material"], Checked=10.0, Rejected=2.0, Disposition="Scrap")
    return str(job["Job"])


def job023(book: PlantBook) -> str | None:
    """The second step is finished before the first."""
    job = _made(book)
    days = [job["Released"] + dt.timedelta(days=each) for each in range(9)]
    _step(book, job, "10", Actual_Start=days[1], Actual_Finish=days[8])
    _step(book, job, "20", Actual_Start=days[2], Actual_Finish=days[3])
    return f"{job['Job']}/20"


def _date(day: dt.date) -> dt.date:
    return day.date() if isinstance(day, dt.datetime) else day


def _cells(cells: Row) -> Row:
    return {name.replace("_", " "): value for name, value in cells.items()}


def _component(book: PlantBook) -> str:
    """A new bought material of which there is enough at 5.00."""
    code = book.number("M-")
    book.add("Materials", Material=code, Description=f"Part {code}", Kind="raw", Unit="pcs")
    book.add("Movements", Movement=book.number("MV-"), Date=book.as_of - dt.timedelta(days=330), Type="Receipt",
             Material=code, Quantity=1000.0, Unit_Cost=5.0)
    return code


def _job(book: PlantBook, days: int | None = None, like: Row | None = None, price: float | None = None,
         **cells: Any) -> Row:
    """A closed job for ten of a product whose bill takes two of ``_component`` each."""
    if like is None:
        product, component = book.number("P-"), _component(book)
        book.add("Materials", Material=product, Description=f"Product {product}", Kind="finished", Unit="pcs",
                 Selling_Price=price)
        book.add("Bill of Materials", Product=product, Component=component, Quantity_Per=2.0)
    else:
        product, component = like["Material"], like["_component"]
    released = book.as_of - dt.timedelta(days=days or book.chance.randrange(60, 300))
    job = {
        "Job": book.number("J-"), "Description": "Ten of a product", "Material": product, "Quantity": 10.0,
        "Status": "Closed", "Released": released, "Due": released + dt.timedelta(days=20),
        "Finished": released + dt.timedelta(days=10), "Closed": released + dt.timedelta(days=12), **_cells(cells),
    }
    book.add("Jobs", **job)
    return job | {"_component": component}


def _made(book: PlantBook, material: bool = True, labor: bool = True, **cells: Any) -> Row:
    """A job with its issue, eight hours and ten completed."""
    job = _job(book, **cells)
    if material:
        _issue(book, job)
    if labor:
        _work(book, job)
    _complete(book, job, 10.0)
    return job


def _issue(book: PlantBook, job: Row, **cells: Any) -> str:
    movement = {"Movement": book.number("MV-"), "Date": job["Released"], "Type": "Issue",
                "Material": job["_component"], "Quantity": 20.0, "Job": job["Job"]} | _cells(cells)
    book.add("Movements", **movement)
    return str(movement["Movement"])


def _work(book: PlantBook, job: Row) -> None:
    person = book.number("E-")
    book.add("Employees", Employee=person, Name=f"Person {person}", Rate=20.0)
    book.add("Labor", Ticket=book.number("T-"), Date=job["Released"] + dt.timedelta(days=1), Employee=person,
             Job=job["Job"], Hours=8.0)


def _complete(book: PlantBook, job: Row, units: float) -> None:
    book.add("Movements", Movement=book.number("MV-"), Date=job["Released"] + dt.timedelta(days=10), Type="Completion",
             Material=job["Material"], Quantity=units, Job=job["Job"])


def _step(book: PlantBook, job: Row, step: str, **cells: Any) -> None:
    center = book.number("WC-")
    book.add("Work Centers", Work_Center=center, Name=center, Hours_per_Day=8.0)
    book.add("Operations", Job=job["Job"], Step=step, Work_Center=center, **cells)
