"""Buying: orders to suppliers by reorder level, deliveries (some late), rejections, invoices, landed cost."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from wipbook.commands.data.demo.plant import factory
from wipbook.commands.data.demo.plant.calendar import SEASON, after, is_working
from wipbook.commands.data.demo.plant.factory import LINE, MAIN, Bought
from wipbook.commands.data.demo.plant.rows import Row
from wipbook.commands.data.demo.plant.shop import Shop, required
from wipbook.commands.data.demo.plant.stock import MILLI

LEAD_DAYS = {each[0]: each[6] for each in factory.SUPPLIERS}
_LATE = {each[0]: each[7] for each in factory.SUPPLIERS}
_BUYERS = ("Lee", "Noor")
_FREIGHT = {"S-040": 0.06}  # share of value that freight and duty add to goods from overseas
APPROVAL_LIMIT = 5000


def reorder_level(shop: Shop, material: Bought) -> int:
    """Thousandths below which more is ordered: the need over the lead time and three weeks."""
    return round(shop.daily_need[material.code] * (LEAD_DAYS[material.supplier] + 15) * MILLI)


def order(shop: Shop, day: date) -> None:
    """Twice a week: order what falls below its level; lines of one supplier share an order."""
    if day.weekday() not in (0, 3):
        return
    waiting: dict[str, int] = defaultdict(int)
    for job in shop.jobs:
        if not job.issued:
            for code, milli in required(job.product, job.quantity).items():
                waiting[code] += milli
    season = SEASON[day.month % 12]
    lines: dict[str, list[tuple[Bought, int]]] = defaultdict(list)
    for material in factory.BOUGHT:
        position = shop.all_on_hand(material.code) + shop.on_order[material.code] - waiting[material.code]
        lots = 0
        while position + lots * material.lot * MILLI < reorder_level(shop, material) * season:
            lots += 1
        if lots:
            lines[material.supplier].append((material, lots * material.lot))
    for supplier, wanted in lines.items():
        _place(shop, day, supplier, wanted)


def _place(shop: Shop, day: date, supplier: str, wanted: list[tuple[Bought, int]]) -> None:
    owned = [each for each in wanted if not each[0].owner]
    number = shop.books.number("PO-", 4, 5000) if owned else ""
    promised = after(day, LEAD_DAYS[supplier])
    late = shop.chance.between(3, 12) if shop.chance.of(_LATE[supplier]) else shop.chance.between(-1, 1)
    arrives = promised + timedelta(days=late)
    while not is_working(arrives):
        arrives += timedelta(days=1)
    line = 0
    for material, units in wanted:
        shop.on_order[material.code] += units * MILLI
        # Prices drift a little with every order, and stay prices with two to four places.
        shop.prices[material.code] *= shop.chance.spread(0.985, 1.017)
        price = round(shop.prices[material.code], 2 if material.price > 1 else 4)
        delivery: Row = {"material": material, "units": units, "price": price, "row": None}
        if not material.owner:
            line += 1
            delivery["row"] = shop.books.add(
                "Purchases",
                Order=number,
                Line=str(line),
                Ordered=day,
                Promised=promised,
                Supplier=supplier,
                Buyer=shop.chance.pick(_BUYERS),
                Material=material.code,
                Quantity=float(units),
                Unit_Price=price,
                Status="Open",
            )
        shop.deliveries[arrives].append(delivery)


def receive(shop: Shop, day: date) -> None:
    """Goods in: one receipt per line, the rejected part back to the supplier, the invoice within ten days."""
    invoices: dict[object, str] = {}
    for delivery in shop.deliveries.pop(day, []):
        material, units, row = delivery["material"], delivery["units"], delivery["row"]
        assert isinstance(material, Bought) and isinstance(units, int)
        shop.on_order[material.code] -= units * MILLI
        rejected = shop.chance.between(1, max(1, units // 40)) if shop.chance.of(0.05) else 0
        lot = shop.books.number("L-", 4) if material.lots else ""
        document = row["Order"] if isinstance(row, dict) else shop.books.number("CN-", 4)
        place = {
            "Location": MAIN,
            "Lot": lot,
            "Supplier": material.supplier,
            "Document": document,
            "Line": row["Line"] if isinstance(row, dict) else "1",
        }
        price = 0.0 if material.owner else delivery["price"]
        assert isinstance(price, float)
        freight = round(units * price * _FREIGHT.get(material.supplier, 0), 2)
        shop.books.movement(
            day, "Receipt", material.code, units * MILLI, Unit_Cost=price, Landed_Cost=freight or None, **place
        )
        if rejected:
            shop.books.movement(
                day, "Return to Supplier", material.code, rejected * MILLI, Reason="Out of tolerance", **place
            )
        if rejected or shop.chance.of(0.15):
            shop.books.add(
                "Inspections",
                Inspection=shop.books.number("Q-", 4),
                Date=day,
                Material=material.code,
                Supplier=material.supplier,
                Checked=float(max(rejected, min(units, 20))),
                Rejected=float(rejected),
                Cause="Out of tolerance" if rejected else "",
                Disposition="Return" if rejected else "",
                Inspector="Noor",
            )
        shop.stock.put(material.code, MAIN, lot, (units - rejected) * MILLI)
        if isinstance(row, dict):
            _invoice(shop, day, row, units, rejected, invoices)


def _invoice(shop: Shop, day: date, row: Row, units: int, rejected: int, invoices: dict[object, str]) -> None:
    number = invoices.setdefault(row["Order"], shop.books.number("INV-", 5, 80000))
    row.update(
        {
            "Received": day,
            "Received Quantity": float(units),
            "Rejected Quantity": float(rejected),
            "Invoice": number,
            "Invoice Date": day + timedelta(days=4),
            "Invoice Quantity": float(units - rejected),
            "Invoice Price": row["Unit Price"],
            "Status": "Complete",
        }
    )


def _largest_job(material: str) -> int:
    return max(required(made, made.lot).get(material, 0) for made in factory.MADE)


def top_up_line(shop: Shop, day: date) -> None:
    """Twice a week the line gets two weeks' need of its small parts from the store."""
    if day.weekday() not in (1, 4):
        return
    for material in factory.BOUGHT:
        if not material.line:
            continue
        # Two weeks' need, and never less than the largest job takes at once: it would wait for ever.
        level = round(shop.daily_need[material.code] * 10) * MILLI + 2 * _largest_job(material.code)
        wanted = level - shop.stock.at(material.code, LINE)
        there = shop.stock.at(material.code, MAIN) // (100 * MILLI) * 100 * MILLI
        part = min(-(-wanted // (100 * MILLI)) * 100 * MILLI, there)
        if part > 0 and wanted > level // 5:
            shop.books.movement(day, "Transfer", material.code, part, Location=MAIN, To_Location=LINE)
            for lot, quantity in shop.stock.take(material.code, MAIN, part):
                shop.stock.put(material.code, LINE, lot, quantity)
