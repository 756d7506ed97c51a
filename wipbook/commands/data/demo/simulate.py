"""A year of a small factory, day by day; the same seed always gives the same year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from wipbook.commands.data.demo import year
from wipbook.commands.data.demo.plant import masters, planning
from wipbook.commands.data.demo.plant.calendar import FIRST_DAY, LAST_DAY, working_days
from wipbook.commands.data.demo.plant.chance import Chance
from wipbook.commands.data.demo.plant.rows import Rows
from wipbook.commands.data.demo.plant.shop import Job, Shop
from wipbook.commands.data.demo.planted.problems import Planted, plant
from wipbook.commands.data.demo.tables import CellText, as_tables, texts_in_number_cells
from wipbook.commands.data.demo.work import counting, foreign_terms, production, purchasing, sales
from wipbook.errors import WipbookError

SIZES = {"small": 1, "medium": 10, "large": 100}


class UnknownSize(WipbookError):
    """A demo is small, medium or large."""


@dataclass(frozen=True)
class Demo:
    """A simulated workbook.

    ``tables``: one frame per input sheet (but GL Accounts, which follow from the computed statement), headers
    exactly as in the schema. ``settings``: Setting to value. ``texts``: cells of a number column that hold
    text, to be written after the tables. ``planted``: the problems put in, with the keys of their rows.
    """

    tables: dict[str, pl.DataFrame]
    settings: dict[str, str | float | date]
    texts: tuple[CellText, ...]
    planted: tuple[Planted, ...]


def simulate(seed: int = 1, size: str = "small", with_problems: bool = True) -> Demo:
    """The year 2026 of a maker of bicycle trailers.

    ``small`` is about 2,700 movements, 180 jobs and 2,500 time tickets; ``medium`` is some nine and ``large``
    some eighty times that. Quantities never turn negative but where planted; ``with_problems`` False plants nothing.

    Errors: ``UnknownSize``.
    """
    if size not in SIZES:
        raise UnknownSize(where="--size", found=repr(size), expected=", ".join(SIZES), remedy="choose one of these")
    chance = Chance(seed)
    shop = Shop(chance, Rows(chance), SIZES[size])
    masters.open_books(shop)
    made_to_order: list[Job] = []
    for day in working_days():
        _day(shop, day, made_to_order)
    year.overhead(shop)
    year.demand(shop)
    shop.books.entered_as_it_happened()
    planted = plant(shop) if with_problems else ()
    foreign_terms.type_as_documents_say(shop, {key for problem in planted for key in problem.keys})
    tables = as_tables(shop.books.rows)
    return Demo(tables, _settings(), texts_in_number_cells(shop.books.rows), planted)


def _day(shop: Shop, day: date, made_to_order: list[Job]) -> None:
    purchasing.receive(shop, day)
    purchasing.top_up_line(shop, day)
    sales.take_orders(shop, day)
    sales.contracts(shop, day)
    planning.plan(shop, day)
    planning.issue(shop, day)
    production.work(shop, day)
    known = {job.code for job in made_to_order}
    for job in (*shop.jobs, *shop.finished):
        if job.customer and job.code not in known:
            made_to_order.append(job)
    for job in shop.finished:
        if job.customer and job.row["Finished"] == day:
            sales.deliver_contract(shop, day, job)
    production.close_jobs(shop, day)
    sales.ship(shop, day)
    purchasing.order(shop, day)
    counting.lose(shop, day)
    counting.count(shop, day)
    if day.weekday() == 4:
        sales.bill(shop, day, made_to_order)


def _settings() -> dict[str, str | float | date]:
    return {
        "Company": "Trailwright Ltd (simulated)",
        "Currency": "EUR",
        "Framework": "IFRS",
        "Period Start": FIRST_DAY,
        "Period End": LAST_DAY,
        "As Of": LAST_DAY,
        "Valuation Method": "FIFO",
        "Approval Limit": float(purchasing.APPROVAL_LIMIT),
    }
