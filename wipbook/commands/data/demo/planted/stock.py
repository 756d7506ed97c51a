"""Planted problems in movements and materials."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from wipbook.commands.data.demo.plant import factory
from wipbook.commands.data.demo.plant.calendar import LAST_DAY
from wipbook.commands.data.demo.plant.factory import MAIN
from wipbook.commands.data.demo.plant.rows import Row
from wipbook.commands.data.demo.plant.shop import Shop
from wipbook.commands.data.demo.plant.stock import MILLI

_LATE = date(2026, 12, 29)  # late enough that nothing in the simulated year depends on it


def _some(shop: Shop, kind: str, month: int) -> Row:
    rows = [row for row in shop.books.rows["Movements"] if row["Type"] == kind and _month(row) == month]
    return rows[len(rows) // 2]


def _month(row: Row) -> int:
    day = row["Date"]
    assert isinstance(day, date)
    return day.month


def _closed_job(shop: Shop) -> str:
    closed = [row for row in shop.books.rows["Jobs"] if row["Status"] == "Closed"]
    return str(closed[len(closed) // 2]["Job"])


def _open_job(shop: Shop) -> str:
    """The last job that was under way before the planted rows are dated."""
    jobs = [row for row in shop.books.rows["Jobs"] if row["Status"] in ("Released", "Finished")]
    started = [row for row in jobs if _released(row) < _LATE]
    return str((started or shop.books.rows["Jobs"])[-1]["Job"])


def _released(row: Row) -> date:
    day = row["Released"]
    assert isinstance(day, date)
    return day


def plentiful(shop: Shop) -> str:
    """A bought material of which far more is on hand than any planted row takes."""
    codes = [each.code for each in factory.BOUGHT if not each.lots and not each.line and not each.owner]
    return max(codes, key=lambda code: shop.stock.at(code, MAIN))


def sunday_night_entry(shop: Shop) -> list[str]:
    row = _some(shop, "Shipment", 5)
    day = row["Date"]
    assert isinstance(day, date)
    sunday = day + timedelta(days=6 - day.weekday())
    row["Entered At"] = datetime(sunday.year, sunday.month, sunday.day, 23, 41)
    return [str(row["Movement"])]


def backdated_entry(shop: Shop) -> list[str]:
    row = _some(shop, "Issue", 3)
    day = row["Date"]
    assert isinstance(day, date)
    late = day + timedelta(days=45)
    late += timedelta(days=(7 - late.weekday()) % 7 if late.weekday() > 4 else 0)
    row["Entered At"] = datetime(late.year, late.month, late.day, 10, 5)
    return [str(row["Movement"])]


def adjustment_without_reason(shop: Shop) -> list[str]:
    row = shop.books.movement(_LATE, "Adjustment", "TY-20", 100 * MILLI, Unit_Cost=5.6, Location=MAIN)
    shop.stock.put("TY-20", MAIN, "", 100 * MILLI)
    return [str(row["Movement"])]


def issue_to_closed_job(shop: Shop) -> list[str]:
    code = plentiful(shop)
    shop.stock.take(code, MAIN, 5 * MILLI)
    row = shop.books.movement(_LATE, "Issue", code, 5 * MILLI, Job=_closed_job(shop), Location=MAIN)
    return [str(row["Movement"])]


def double_issue(shop: Shop) -> list[str]:
    code = plentiful(shop)
    shop.stock.take(code, MAIN, 20 * MILLI)
    job = _open_job(shop)
    first = shop.books.movement(_LATE, "Issue", code, 10 * MILLI, Job=job, Location=MAIN)
    second = shop.books.movement(_LATE, "Issue", code, 10 * MILLI, Job=job, Location=MAIN)
    typed = first["Entered At"]
    assert isinstance(typed, datetime)
    second["Entered At"], second["Entered By"] = typed + timedelta(seconds=40), first["Entered By"]
    return [str(first["Movement"]), str(second["Movement"])]


def look_alike_codes(shop: Shop) -> list[str]:
    shop.books.add(
        "Materials",
        Material="123",
        Description="Steel tube 28mm",
        Kind="raw",
        Unit="m",
        Standard_Cost=3.2,
        Supplier="S-010",
        Active=True,
    )
    shop.books.movement(
        _LATE, "Receipt", "123", 60 * MILLI, Unit_Cost=3.25, Location=MAIN, Supplier="S-010", Document="DN-771"
    )
    return ["00123", "123"]


def unknown_material(shop: Shop) -> list[str]:
    job = _open_job(shop)
    row = shop.books.movement(_LATE, "Issue", "XX-999", 3 * MILLI, Job=job, Location=MAIN)
    return [str(row["Movement"])]


def text_in_number(shop: Shop) -> list[str]:
    job = _open_job(shop)
    row = shop.books.movement(_LATE, "Issue", "RF-1", 12 * MILLI, Job=job, Location=MAIN)
    row["Quantity"] = "12 pcs"
    return [str(row["Movement"])]


def negative_stock(shop: Shop) -> list[str]:
    job = _open_job(shop)
    milli = shop.stock.at("FM-10", MAIN) + 25 * MILLI
    row = shop.books.movement(LAST_DAY, "Issue", "FM-10", milli, Job=job, Location=MAIN)
    row["Entered At"] = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, 16, 30)
    # the receipt that was typed too late, dearer than the cost carried meanwhile: it is trued up
    late = shop.books.movement(
        LAST_DAY, "Receipt", "FM-10", 60 * MILLI, Unit_Cost=3.4, Location=MAIN, Supplier="S-050", Document="DN-990"
    )
    late["Entered At"] = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, 16, 45)
    return [str(row["Movement"])]
