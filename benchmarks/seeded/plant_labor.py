"""Planted faults of time tickets. Each returns the key its finding must have."""

from __future__ import annotations

import datetime as dt

import polars as pl

from benchmarks.seeded.plant_book import PlantBook


def _ago(book: PlantBook, days: int) -> dt.date:
    """The day so many days before the as-of date."""
    last = book.as_of
    return dt.date(last.year, last.month, last.day) - dt.timedelta(days=days)


def _person(book: PlantBook, **cells: object) -> str:
    """Somebody of whom there are no tickets yet."""
    employee = book.number("E-")
    row = {"Employee": employee, "Name": f"Planted {employee}", "Rate": 20.0, "Burden %": 10.0}
    book.add("Employees", **(row | {name.replace("_", " "): value for name, value in cells.items()}))
    return employee


def _job(book: PlantBook, **cells: object) -> str:
    """A released job of a product of its own."""
    job, product = book.number("J-"), book.number("P-")
    book.add("Materials", Material=product, Description="Planted product", Kind="finished", Unit="pcs")
    row = {"Job": job, "Description": "Planted job", "Material": product, "Quantity": 10.0, "Status": "Released",
           "Released": _ago(book, 90), "Due": _ago(book, -30)}
    book.add("Jobs", **(row | {name.replace("_", " "): value for name, value in cells.items()}))
    return job


def _ticket(book: PlantBook, employee: str, job: str | None, hours: float, days: int, **cells: object) -> str:
    """A regular ticket some days before the as-of date; its number."""
    ticket = book.number("T-")
    row = {"Ticket": ticket, "Date": _ago(book, days), "Employee": employee, "Job": job,
           "Hours": hours, "Pay Type": "Regular"}
    book.add("Labor", **(row | {name.replace("_", " "): value for name, value in cells.items()}))
    return ticket


def lab001(book: PlantBook) -> str | None:
    """Somebody is on two jobs at once."""
    person = _person(book)
    first = _ticket(book, person, _job(book), 8.0, 20, Start=dt.time(7), End=dt.time(15))
    second = _ticket(book, person, _job(book), 3.0, 20, Start=dt.time(9), End=dt.time(12))
    return f"{first} + {second}"


def lab002(book: PlantBook) -> str | None:
    """A ticket of 14 hours on top of the day's."""
    row = book.pick("Labor", pl.col("Job").is_not_null() & (pl.col("Date") <= book.as_of))
    if row is None:
        return None
    ticket = book.row("Labor", row)
    book.add("Labor", like=row, Ticket=book.number("T-"), Hours=14.0, Start=None, End=None)
    return f"{ticket['Employee']}/{str(ticket['Date'])[:10]}"


def lab003(book: PlantBook) -> str | None:
    """Time is booked on a job after it was closed."""
    row = book.pick("Jobs", (pl.col("Status") == "Closed") & (pl.col("Closed") < _ago(book, 10)))
    if row is None:
        return None
    job = book.row("Jobs", row)["Job"]
    _ticket(book, _person(book), job, 4.0, 5)
    return str(job)


def lab004(book: PlantBook) -> str | None:
    """A ticket of somebody who is not on the sheet Employees."""
    employee = book.number("E-")
    _ticket(book, employee, _job(book), 8.0, 20, Rate=20.0)
    return employee


def lab005(book: PlantBook) -> str | None:
    """A ticket after the last day of somebody."""
    person = _person(book, Left=_ago(book, 30))
    _ticket(book, person, _job(book), 8.0, 20)
    return f"{person}/after"


def lab006(book: PlantBook) -> str | None:
    """A rate with one digit too many."""
    person = _person(book)
    _ticket(book, person, _job(book), 8.0, 20, Rate=200.0)
    return f"{person}/200"


def lab007(book: PlantBook) -> str | None:
    """A day is booked at another work center."""
    row = book.pick("Operations")
    if row is None:
        return None
    step = book.row("Operations", row)
    others = book.frame("Work Centers").filter(pl.col("Work Center") != step["Work Center"])
    person = _person(book, Work_Center=others["Work Center"][0])
    _ticket(book, person, step["Job"], 8.0, 20, Step=step["Step"])
    return f"{person}/{step['Work Center']}/{_ago(book, 20):%Y-%m}"


def lab007_off_the_routing(book: PlantBook) -> str | None:
    """Two hours of a step stand on another center than its own, where the person works."""
    job, centers = _routed(book)
    person = _person(book, Work_Center=centers[0])
    _ticket(book, person, job, 2.0, 20, Step="10", Work_Center=centers[1])
    return f"{person}/{centers[1]} for {centers[0]}/{_ago(book, 20):%Y-%m}"


def lab007_machine(book: PlantBook) -> str | None:
    """A machine of another center than the step's ran for it."""
    job, centers = _routed(book)
    book.add("Machine Time", Booking=book.number("MB-"), Date=_ago(book, 20), Work_Center=centers[1], Job=job,
             Step="10", Hours=3.0)
    return f"{centers[1]} for {centers[0]}/{_ago(book, 20):%Y-%m}"


def _routed(book: PlantBook) -> tuple[str, tuple[str, str]]:
    """A job with one step, and two work centers; the step is at the first."""
    job, centers = _job(book), (book.number("WC-"), book.number("WC-"))
    for center in centers:
        book.add("Work Centers", Work_Center=center, Name=center, Hours_per_Day=8.0)
    book.add("Operations", Job=job, Step="10", Work_Center=centers[0])
    return job, centers


def lab008(book: PlantBook) -> str | None:
    """Overtime on a day of three regular hours."""
    person, job = _person(book), _job(book)
    _ticket(book, person, job, 3.0, 20)
    _ticket(book, person, job, 2.0, 20, Pay_Type="Overtime")
    return f"{person}/{_ago(book, 20)}"


def lab009(book: PlantBook) -> str | None:
    """More hours than the limit of the job."""
    job = _job(book, Hour_Limit=6.0)
    _ticket(book, _person(book), job, 8.0, 20)
    return job


def lab010(book: PlantBook) -> str | None:
    """More cost than the limit of the job."""
    job = _job(book, Cost_Limit=100.0)
    _ticket(book, _person(book), job, 8.0, 20)
    return job


def lab011(book: PlantBook) -> str | None:
    """A ticket is typed on a Sunday."""
    sunday = _ago(book, book.as_of.isoweekday() % 7 + 7)
    typist, typed = book.number("typist"), dt.datetime.combine(sunday, dt.time(10))
    days = (_ago(book, 0) - sunday).days + 1
    _ticket(book, _person(book), _job(book), 8.0, days, Entered_At=typed, Entered_By=typist)
    return f"{typist}/{sunday}"


def lab012(book: PlantBook) -> str | None:
    """A ticket is typed 20 days after the work."""
    typist, day = book.number("typist"), _ago(book, 10)
    typed = dt.datetime.combine(day, dt.time(10))
    _ticket(book, _person(book), _job(book), 8.0, 30, Entered_At=typed, Entered_By=typist)
    return f"{typist}/{day}"


def lab013(book: PlantBook) -> str | None:
    """A step is finished and nobody booked time on it."""
    row = book.pick("Operations", pl.col("Actual Finish") <= book.as_of)
    if row is None:
        return None
    job, done = _job(book), _ago(book, 10)
    book.add("Operations", like=row, Job=job, Step="99", Planned_Hours=5.0, Actual_Finish=done)
    return f"{job}/99"


def lab014(book: PlantBook) -> str | None:
    """Somebody is idle two thirds of a month."""
    person, job = _person(book), _job(book)
    month = _ago(book, book.as_of.day).replace(day=1)
    days = (_ago(book, 0) - month).days
    for at in range(6):
        _ticket(book, person, job if at % 3 == 0 else None, 8.0, days - at, Pay_Type="Idle" if at % 3 else "Regular")
    return f"{person}/{month:%Y-%m}"


def lab015(book: PlantBook) -> str | None:
    """Hours that do not fit the clock."""
    return _ticket(book, _person(book), _job(book), 12.0, 20, Start=dt.time(7), End=dt.time(15))
