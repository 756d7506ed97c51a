"""Planted problems in time tickets, steps and jobs."""

from __future__ import annotations

from datetime import date, time

from wipbook.commands.data.demo.plant.factory import MAIN
from wipbook.commands.data.demo.plant.masters import LEAVES
from wipbook.commands.data.demo.plant.rows import Row
from wipbook.commands.data.demo.plant.shop import Shop
from wipbook.commands.data.demo.plant.stock import MILLI
from wipbook.commands.data.demo.planted.stock import plentiful


def _tickets(shop: Shop, month: int) -> list[Row]:
    """Full regular days on a job, in one month."""
    found = []
    for row in shop.books.rows["Labor"]:
        day = row["Date"]
        assert isinstance(day, date)
        if day.month == month and row["Pay Type"] == "Regular" and row["Hours"] == 8.0:
            found.append(row)
    return found


def _copy(shop: Shop, row: Row, **changes: object) -> Row:
    ticket = shop.books.number("T-", 6)
    copied = {**row, **{name.replace("_", " "): value for name, value in changes.items()}, "Ticket": ticket}
    shop.books.rows["Labor"].append(copied)
    return copied


def ghost_ticket(shop: Shop) -> list[str]:
    left = next(row for row in shop.books.rows["Employees"] if row.get("Left"))
    center = left["Work Center"]
    here = {row["Employee"] for row in shop.books.rows["Employees"] if row["Work Center"] == center}
    like = next(row for row in _tickets(shop, LEAVES.month + 1) if row["Employee"] in here)
    return [str(_copy(shop, like, Employee=left["Employee"])["Ticket"])]


def two_tickets_at_once(shop: Shop) -> list[str]:
    rows = _tickets(shop, 4)
    first = rows[len(rows) // 2]
    other = next(row for row in rows if row["Job"] != first["Job"])
    second = _copy(shop, first, Job=other["Job"], Step=other["Step"], Start=time(9), End=time(12), Hours=3.0)
    return [str(first["Ticket"]), str(second["Ticket"])]


def hours_against_clock(shop: Shop) -> list[str]:
    row = _tickets(shop, 2)[0]
    row["Hours"] = 18.0
    return [str(row["Ticket"])]


def rate_times_ten(shop: Shop) -> list[str]:
    row = _tickets(shop, 8)[0]
    rates = {each["Employee"]: float(str(each["Rate"])) for each in shop.books.rows["Employees"]}
    row["Rate"] = rates[row["Employee"]] * 10
    return [str(row["Ticket"])]


def missing_labor(shop: Shop) -> list[str]:
    steps = [row for row in shop.books.rows["Operations"] if row.get("Actual Finish")]
    step = steps[len(steps) * 2 // 3]
    labor = shop.books.rows["Labor"]
    shop.books.rows["Labor"] = [
        row for row in labor if not (row.get("Job") == step["Job"] and row.get("Step") == step["Step"])
    ]
    return [str(step["Job"])]


def job_without_output(shop: Shop) -> list[str]:
    """A prototype job: material and idle hours went into it, it was closed, nothing ever came out."""
    code = plentiful(shop)
    shop.books.add(
        "Jobs",
        Job="J-99001",
        Description="Prototype drawbar",
        Material="HT-10",
        Quantity=4.0,
        Status="Closed",
        Released=date(2026, 12, 1),
        Due=date(2026, 12, 18),
        Finished=date(2026, 12, 30),
        Closed=date(2026, 12, 31),
        Percent_Complete=100.0,
        Owner="Paul",
    )
    shop.stock.take(code, MAIN, 8 * MILLI)
    shop.books.movement(date(2026, 12, 29), "Issue", code, 8 * MILLI, Job="J-99001", Location=MAIN)
    idle = [
        row
        for row in shop.books.rows["Labor"]
        if row["Pay Type"] == "Idle" and date(2026, 12, 1) <= _day(row) <= date(2026, 12, 29)
    ]
    for row in idle[:2]:
        row.update({"Job": "J-99001", "Pay Type": "Regular"})
    return ["J-99001"]


def _day(row: Row) -> date:
    day = row["Date"]
    assert isinstance(day, date)
    return day
