"""Planning and releasing jobs, and handing them their material."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from wipbook.commands.data.demo.plant import factory
from wipbook.commands.data.demo.plant.calendar import SEASON, after
from wipbook.commands.data.demo.plant.factory import MAIN, Made
from wipbook.commands.data.demo.plant.rows import Row
from wipbook.commands.data.demo.plant.shop import (
    LABOR_COST,
    OVERHEAD_COST,
    SETUP_QUARTERS,
    STANDARD_COST,
    Job,
    Shop,
    required,
)
from wipbook.commands.data.demo.plant.stock import MILLI

_COVER = {"finished": 20, "subassembly": 18}  # working days of need that stock and open jobs must cover
_OWNERS = ("Dana", "Paul")
_ESTIMATORS = ("Omar", "Rita")
"""Of parts, and of what is sold."""


def plan(shop: Shop, day: date) -> None:
    """Twice a week: release jobs until every made material is covered, products before subassemblies."""
    if day.weekday() not in (0, 2):
        return
    season = SEASON[day.month % 12]
    for product in sorted(factory.MADE, key=lambda made: -made.level):
        if not shop.daily_need[product.code]:
            continue
        cover = shop.daily_need[product.code] * _COVER[product.kind] * season
        position = _position(shop, product)
        while position < cover:
            release(shop, day, product, product.lot)
            position += product.lot


def _position(shop: Shop, product: Made) -> float:
    position = shop.stock.at(product.code, MAIN) / MILLI
    for job in shop.jobs:
        if job.product is product and not job.customer:
            position += job.quantity - job.completed
        if not job.issued:
            position -= job.quantity * job.product.components.get(product.code, 0)
    for order in shop.backlog:
        if order["material"] == product.code:
            position -= order["units"]  # type: ignore[operator]
    return position


def release(shop: Shop, day: date, product: Made, quantity: int, **more: object) -> Job:
    """A new job with its operations, budgets from standard cost and a due date three to four weeks ahead."""
    code = shop.books.number("J-", 4, 1000)
    due = after(day, 21 if product.kind == "finished" else 17)
    material = round(sum(milli * STANDARD_COST[part] for part, milli in required(product, quantity).items()) / MILLI, 2)
    quarters = [_planned(step.hours, quantity) for step in product.steps]
    hours = sum(quarters) / 4
    labor, overhead = round(hours * LABOR_COST, 2), round(hours * OVERHEAD_COST, 2)
    row = shop.books.add(
        "Jobs",
        Job=code,
        Description=f"{quantity} x {product.description}",
        Material=product.code,
        Quantity=float(quantity),
        Status="Released",
        Released=day,
        Due=due,
        Budget_Material=material,
        Budget_Labor=labor,
        Budget_Overhead=overhead,
        Hour_Limit=round(hours * 1.2, 2),
        Cost_Limit=round((material + labor + overhead) * 1.2, 2),
        Percent_Complete=0.0,
        Owner=shop.chance.pick(_OWNERS),
        Estimator=_ESTIMATORS[product.kind == "finished"],
        **more,
    )
    operations = []
    for number, step in enumerate(product.steps):
        start = after(day, 5 + number * 4)
        operations.append(
            shop.books.add(
                "Operations",
                Job=code,
                Step=str(step.number),
                Operation=step.name,
                Work_Center=step.work_center,
                Planned_Hours=quarters[number] / 4,
                Planned_Start=start,
                Planned_Finish=after(start, 3),
                Planned_By="schedule",
            )
        )
    job = Job(code, product, quantity, due, row, operations, customer=str(more.get("Customer", "")))
    job.good, job.planned = quantity, sum(quarters)
    shop.jobs.append(job)
    return job


def _planned(hours: float, quantity: int) -> int:
    return SETUP_QUARTERS + max(1, round(hours * quantity * 4))


def issue(shop: Shop, day: date) -> None:
    """Material to jobs, earliest due first; a job that lacks one component waits for all of them."""
    short: dict[str, bool] = defaultdict(bool)
    for job in sorted((each for each in shop.jobs if not each.issued), key=lambda each: (each.due, each.code)):
        needs = required(job.product, job.quantity)
        missing = [code for code, milli in needs.items() if shop.stock.at(code, shop.home(code)) < milli]
        if missing or any(short[code] for code in needs):
            # What an earlier job waits for is not given to a later one.
            short.update(dict.fromkeys(missing, True))
            continue
        for code, milli in needs.items():
            for lot, part in shop.stock.take(code, shop.home(code), milli):
                shop.books.movement(day, "Issue", code, part, Job=job.code, Location=shop.home(code), Lot=lot)
        job.issued = True
        start_step(shop, job, day)


def start_step(shop: Shop, job: Job, ready: date) -> None:
    """The next step may begin on ``ready``; how long it really takes is drawn now."""
    job.ready = ready
    planned = _planned(job.step.hours, job.good)
    job.needed = job.left = max(1, round(planned * shop.chance.spread(0.88, 1.15)))


def operation(job: Job) -> Row:
    return job.operations[job.index]
