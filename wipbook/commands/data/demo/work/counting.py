"""Cycle counts at month end, and the small losses of every store."""

from __future__ import annotations

from datetime import date

from wipbook.commands.data.demo.plant import factory
from wipbook.commands.data.demo.plant.calendar import after
from wipbook.commands.data.demo.plant.factory import MAIN
from wipbook.commands.data.demo.plant.shop import Shop
from wipbook.commands.data.demo.plant.stock import MILLI

_CAUSES = ("Unrecorded scrap", "Miscounted receipt", "Wrong bin")


def count(shop: Shop, day: date) -> None:
    """On the last working day of a month eight materials are counted; differences are posted."""
    if after(day, 1).month == day.month:
        return
    # Materials kept by lot are left out: a count line without a lot cannot say which lot is short.
    eligible = [each.code for each in factory.BOUGHT if not each.lots and not each.owner]
    eligible += [each.code for each in factory.MADE if each.yearly]
    start = shop.chance.between(0, len(eligible) - 1)
    number = f"CT-{day.month:02d}"
    for offset in range(8):
        code = eligible[(start + offset * 7) % len(eligible)]
        book = shop.stock.at(code, MAIN)
        difference = 0
        if shop.chance.of(0.3):
            most = max(1, book // MILLI // 100)
            difference = shop.chance.between(-most, most) * MILLI
        difference = max(difference, -book)
        shop.books.add(
            "Counts",
            Count=number,
            Date=day,
            Material=code,
            Location=MAIN,
            Book_Quantity=book / MILLI,
            Counted=(book + difference) / MILLI,
            Counter=shop.chance.pick(("Noor", "Kim")),
            Approved_By="Dana",
            Cause=shop.chance.pick(_CAUSES) if difference else "",
        )
        if difference:
            shop.books.movement(
                day, "Count", code, difference, Location=MAIN, Document=number, Reason="Count difference"
            )
            if difference > 0:
                shop.stock.put(code, MAIN, "", difference)
            else:
                shop.stock.take(code, MAIN, -difference)


def lose(shop: Shop, day: date) -> None:
    """Now and then something in the store is damaged, or a box holds more than its label says."""
    if not shop.chance.of(0.08):
        return
    material = shop.chance.pick([each for each in factory.BOUGHT if not each.lots and not each.owner])
    units = shop.chance.between(1, 4) * MILLI
    if shop.chance.of(0.7):
        if shop.stock.at(material.code, MAIN) >= units:
            shop.stock.take(material.code, MAIN, units)
            shop.books.movement(day, "Scrap", material.code, units, Location=MAIN, Reason="Damaged in store")
        return
    shop.stock.put(material.code, MAIN, "", units)
    shop.books.movement(
        day, "Adjustment", material.code, units, Location=MAIN, Unit_Cost=material.price, Reason="Box held more"
    )
