"""What is known by month when the year is over: overhead by pool, and demand behind and ahead."""

from __future__ import annotations

from datetime import date

from wipbook.commands.data.demo.plant import factory
from wipbook.commands.data.demo.plant.calendar import LAST_DAY, SEASON
from wipbook.commands.data.demo.plant.planning import release
from wipbook.commands.data.demo.plant.shop import STANDARD_COST, Shop

_RATES = {"SHOP": 11.0, "MACHINES": 38.0, "MATERIALS": 0.02}
_DRIVERS = {"SHOP": "labor hours", "MACHINES": "machine hours", "MATERIALS": "material cost"}
_VARIABLE = {"SHOP": 30.0, "MACHINES": 20.0, "MATERIALS": 60.0}


def overhead(shop: Shop) -> None:
    """Three pools by month. The budget is level over the year, as factories budget; the activity is not."""
    for row in shop.books.rows["Movements"]:
        if row["Type"] == "Issue":
            day = row["Date"]
            assert isinstance(day, date)
            cost = float(str(row["Quantity"])) * STANDARD_COST[str(row["Material"])]
            shop.activity["material cost", day.month] += cost
    for pool, driver in _DRIVERS.items():
        total = sum(shop.activity[driver, month] for month in range(1, 13))
        budget = float(round(total / 12 * shop.chance.spread(0.97, 1.05), -1))
        for month in range(1, 13):
            cost = round(budget * _RATES[pool], 2)
            share = _VARIABLE[pool] / 100 * (shop.activity[driver, month] / budget - 1) if budget else 0
            shop.books.add(
                "Overhead",
                Pool=pool,
                Period=date(2026, month, 1),
                Driver=driver,
                Budget_Cost=cost,
                Budget_Activity=budget,
                Normal_Activity=float(round(budget * 1.05)),
                Actual_Cost=round(cost * (1 + share) * shop.chance.spread(0.97, 1.04), 2),
                **{"Variable_%": _VARIABLE[pool]},
            )


def demand(shop: Shop) -> None:
    """History of two years, open orders, and a forecast of six months for everything that is sold."""
    sold = {each.code: each.yearly for each in factory.MADE if each.yearly} | factory.SPARES
    for code, yearly in sold.items():
        for month in range(1, 13):
            units = round(yearly * shop.scale / 12 * SEASON[month - 1] * shop.chance.spread(0.75, 1.1))
            _add(shop, code, date(2025, month, 1), units, "History")
        for month in range(1, 13):
            _add(shop, code, date(2026, month, 1), shop.activity[f"demand {code}", month], "History")
        waiting = sum(int(str(each["units"])) for each in shop.backlog if each["material"] == code)
        if waiting:
            _add(shop, code, date(2027, 1, 1), waiting, "Order")
        for month in range(1, 7):
            units = round(yearly * shop.scale / 12 * SEASON[month - 1] * 1.04)
            _add(shop, code, date(2027, month, 1), units, "Forecast")


def planned_jobs(shop: Shop) -> list[str]:
    """A double lot of every product for January: more than the components on hand are good for."""
    codes = []
    for product in factory.MADE:
        if product.yearly:
            job = release(shop, LAST_DAY, product, product.lot * 2 * shop.scale)
            job.row["Status"] = "Planned"
            del job.row["Released"]
            codes.append(job.code)
    return codes


def _add(shop: Shop, code: str, period: date, units: float, kind: str) -> None:
    shop.books.add("Demand", Material=code, Period=period, Quantity=float(units), Kind=kind)
