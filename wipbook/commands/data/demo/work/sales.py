"""Customers' orders, shipments, the odd return, and trailers made to order with their billing."""

from __future__ import annotations

from datetime import date, timedelta

from wipbook.commands.data.demo.plant import factory
from wipbook.commands.data.demo.plant.calendar import LAST_DAY, SEASON, after
from wipbook.commands.data.demo.plant.factory import MAIN
from wipbook.commands.data.demo.plant.planning import release
from wipbook.commands.data.demo.plant.rows import Row
from wipbook.commands.data.demo.plant.shop import Job, Shop
from wipbook.commands.data.demo.plant.stock import MILLI

_UNITS_PER_ORDER = 2.6


def take_orders(shop: Shop, day: date) -> None:
    """Orders of the day by the season; what is ordered counts as demand of its month."""
    sold = [(made.code, made.yearly) for made in factory.MADE if made.yearly] + list(factory.SPARES.items())
    for code, yearly in sold:
        expected = yearly * shop.scale / 250 * SEASON[day.month - 1] / _UNITS_PER_ORDER
        for _ in range(shop.chance.rounded(expected)):
            units = shop.chance.between(1, 4) if shop.chance.of(0.95) else shop.chance.between(5, 7)
            shop.activity[f"demand {code}", day.month] += units
            shop.backlog.append(
                {
                    "material": code,
                    "units": units,
                    "customer": shop.chance.pick(factory.CUSTOMERS)[0],
                    "document": shop.books.number("SO-", 5, 20000),
                    "day": day,
                }
            )


def ship(shop: Shop, day: date) -> None:
    """Orders go out whole, oldest first, a day after they came in at the earliest."""
    waiting: list[Row] = []
    for order in shop.backlog:
        code, units = str(order["material"]), int(str(order["units"]))
        if order["day"] == day or shop.stock.at(code, MAIN) < units * MILLI:
            waiting.append(order)
            continue
        place = {"Customer": order["customer"], "Document": order["document"], "Line": "1", "Location": MAIN}
        shop.stock.take(code, MAIN, units * MILLI)
        shop.books.movement(day, "Shipment", code, units * MILLI, **place)
        if shop.chance.of(0.012):
            shop.books.movement(day, "Sales Return", code, MILLI, Reason="Wrong color", **place)
            shop.stock.put(code, MAIN, "", MILLI)
    shop.backlog = waiting


def contracts(shop: Shop, day: date) -> None:
    """Every sixth week a customer orders trailers to order at a contract price, with a promised day."""
    if day.weekday() != 1 or day.isocalendar().week % 6 != 2 or after(day, 20) > LAST_DAY:
        return
    for _ in range(min(shop.scale, 20)):
        product = factory.MADE_BY_CODE["TR-900"]
        units = shop.chance.between(4, 10)
        price = round(units * product.price * shop.chance.spread(0.9, 1.1), 0)
        job = release(
            shop,
            day,
            product,
            units,
            Customer=shop.chance.pick(factory.CUSTOMERS)[0],
            Promised=after(day, 20),
            Contract_Price=price,
            Budget_Subcontract=0.0,
        )
        job.due = after(day, 18)
        job.row["Due"] = job.due
        if shop.chance.of(0.5):
            extra = round(price * 0.05, 2)
            shop.books.add(
                "Billing", Document=shop.books.number("CO-", 3), Date=after(day, 6), Job=job.code, Kind="Change Order",
                Amount=extra, Cost_Effect=round(extra * 0.6, 2), Days_Effect=2, Approved=after(day, 8),
            )


def bill(shop: Shop, day: date, jobs: list[Job]) -> None:
    """Progress bills by reported progress; when the job is done the final bill, and five percent retained."""
    for job in jobs:
        price, progress = job.row["Contract Price"], job.row["Percent Complete"]
        assert isinstance(price, float) and isinstance(progress, float)
        billed = sum(
            float(str(row["Amount"]))
            for row in shop.books.rows["Billing"]
            if row["Job"] == job.code and row["Kind"] != "Change Order"
        )
        done = progress >= 100
        target = round(price * 0.95, 2) if done else round(price * min(progress, 90) / 100 * 0.9, 2)
        if done and price - billed > 50:
            shop.books.add(
                "Billing",
                Document=shop.books.number("B-", 3),
                Date=day,
                Job=job.code,
                Kind="Retention",
                Amount=round(price - target, 2),
            )
        if target - billed > 50:
            shop.books.add(
                "Billing",
                Document=shop.books.number("B-", 3),
                Date=day,
                Job=job.code,
                Kind="Final" if done else "Progress",
                Amount=round(target - billed, 2),
            )


def deliver_contract(shop: Shop, day: date, job: Job) -> None:
    """A job made to order leaves for its customer on the day it is closed."""
    shop.stock.take(job.product.code, MAIN, job.completed * MILLI)
    shop.books.movement(
        day + timedelta(days=0),
        "Shipment",
        job.product.code,
        job.completed * MILLI,
        Customer=job.customer,
        Document=job.code,
        Line="1",
        Location=MAIN,
    )
