"""What is true on the first day: materials, bills, people, partners and opening stock."""

from __future__ import annotations

from datetime import date, datetime

from wipbook.commands.data.demo.general_ledger import chart
from wipbook.commands.data.demo.plant import factory
from wipbook.commands.data.demo.plant.calendar import FIRST_DAY, HOLIDAYS
from wipbook.commands.data.demo.plant.factory import LINE, MAIN
from wipbook.commands.data.demo.plant.shop import STANDARD_COST, Person, Shop
from wipbook.commands.data.demo.plant.stock import MILLI
from wipbook.commands.data.demo.work.purchasing import LEAD_DAYS, reorder_level

LEAVES, FOLLOWS = date(2026, 6, 30), date(2026, 7, 1)
_ACCOUNT = "DE{:02d} 5001 0517 {:04d} {:04d}"


def open_books(shop: Shop) -> None:
    """Master data and opening stock."""
    _materials(shop)
    _partners(shop)
    _people(shop)
    _opening(shop)
    for role, account, name in chart():
        shop.books.add("Accounts", Role=role, Account=account, Name=name)


def _materials(shop: Shop) -> None:
    for material in factory.BOUGHT:
        level = reorder_level(shop, material) / MILLI
        shop.prices[material.code] = material.price
        shop.books.add(
            "Materials",
            Material=material.code,
            Description=material.description,
            Kind=material.kind,
            Unit=material.unit,
            Standard_Cost=STANDARD_COST[material.code],
            Lead_Time_Days=float(LEAD_DAYS[material.supplier]),
            Reorder_Point=float(round(level)),
            Safety_Stock=float(round(shop.daily_need[material.code] * 8)),
            Maximum_Stock=float(round(level * 2 + material.lot)),
            Order_Cost=35.0,
            Supplier=material.supplier,
            Owner=material.owner,
            Active=True,
        )
    for product in factory.MADE:
        finished = product.kind == "finished"
        shop.books.add(
            "Materials",
            Material=product.code,
            Description=product.description,
            Kind=product.kind,
            Unit="pcs",
            Standard_Cost=STANDARD_COST[product.code],
            Selling_Price=product.price or None,
            Selling_Cost=round(product.price * 0.06, 2) if finished else None,
            Lead_Time_Days=12.0 if finished else 10.0,
            Active=True,
            Family=product.description.replace(",", " ").split()[0],
        )
        for component, quantity in product.components.items():
            shop.books.add(
                "Bill of Materials",
                Product=product.code,
                Component=component,
                Quantity_Per=float(quantity),
                **{"Scrap_%": float(factory.SCRAP_PERCENT.get(component, 0)) or None},
                From=date(2025, 1, 1),
            )


def _partners(shop: Shop) -> None:
    for number, (code, name, street, city, country, rating, *_) in enumerate(factory.SUPPLIERS):
        shop.books.add(
            "Suppliers",
            Supplier=code,
            Name=name,
            Address=street,
            City=city,
            Country=country,
            Tax_Number=f"{country}{811907000 + number * 37}",
            Payment_Account=_ACCOUNT.format(40 + number, 7000 + number * 13, number),
            Rating=rating,
            Active=True,
        )
    for code, name, contact, language in factory.CUSTOMERS:
        email = f"{contact.split()[0].lower()}@{name.split()[0].lower()}.example"
        shop.books.add("Customers", Customer=code, Name=name, Contact=contact, Email=email, Language=language)
    for who, pack, customer, person, spoken, when, form in factory.STAKEHOLDERS:
        shop.books.add(
            "Stakeholders",
            Stakeholder=who,
            Pack=pack,
            Customer=customer,
            Name=person,
            Email=f"{person.split()[0].lower()}@{who.lower()}.example" if person else None,
            Language=spoken,
            When=when,
            Format=form,
        )


def _people(shop: Shop) -> None:
    for day, reason in HOLIDAYS.items():  # Hours blank: closed
        shop.books.add("Calendar", Work_Center=None, Date=day, Reason=reason)
    for code, name, hours, people, pool, _ in factory.WORK_CENTERS:
        shop.books.add(
            "Work Centers",
            Work_Center=code,
            Name=name,
            Hours_per_Day=float(hours),
            Machines=float(people * shop.scale),
            Overhead_Pool=pool,
        )
        for _number in range(people * shop.scale):
            _hire(shop, code, name, date(2018 + shop.chance.between(0, 7), shop.chance.between(1, 12), 1), None)
    # One person of final assembly leaves at mid-year and is replaced the next day.
    leaver = shop.people[-1]
    leaver.left = LEAVES
    shop.books.rows["Employees"][-1]["Left"] = LEAVES
    _hire(shop, leaver.work_center, "Final assembly", FOLLOWS, None)


def _hire(shop: Shop, center: str, department: str, hired: date, left: date | None) -> None:
    number = len(shop.people) + 1
    code = f"E-{number:02d}"
    rate = shop.chance.between(38, 54) / 2
    first = factory.FIRST_NAMES[number % len(factory.FIRST_NAMES)]
    last = factory.LAST_NAMES[number * 7 // 3 % len(factory.LAST_NAMES)]
    shop.people.append(Person(code, center, hired, left, rate))
    shop.books.add(
        "Employees",
        Employee=code,
        Name=f"{first} {last}",
        Department=department,
        Work_Center=center,
        Rate=rate,
        **{"Burden_%": 22.0},
        Hired=hired,
        Left=left,
        Payment_Account=_ACCOUNT.format(10 + number % 80, 2000 + number * 7 % 7000, number % 10_000),
    )


def _opening(shop: Shop) -> None:
    for material in factory.BOUGHT:
        units = max(reorder_level(shop, material) // MILLI, 20) + material.lot // 2
        lot = shop.books.number("L-", 4) if material.lots else ""
        _put(shop, material.code, units, lot, MAIN)
        if material.line:
            _put(shop, material.code, round(shop.daily_need[material.code] * 12) // 10 * 10, "", LINE)
    for product in factory.MADE:
        units = round(shop.daily_need[product.code] * (19 if product.kind == "finished" else 20))
        if units:
            _put(shop, product.code, units, "", MAIN)


def _put(shop: Shop, code: str, units: int, lot: str, location: str) -> None:
    row = shop.books.movement(
        FIRST_DAY, "Opening", code, units * MILLI, Unit_Cost=STANDARD_COST[code], Location=location, Lot=lot
    )
    row["Entered At"] = datetime(2026, 1, 2, 7, 30)
    shop.stock.put(code, location, lot, units * MILLI)
