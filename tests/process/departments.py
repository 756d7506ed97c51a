"""Departments as a plant types them: one long running job each, units counted at the end of every period."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from tests.plant import Books, Plant, day
from wipbook.books.process.report import ProcessReport, process_report

OPENED, ENDS = day(28, 2), day(31, 3)


def plant(**settings: Any) -> Plant:
    return Plant({"As_Of": ENDS, "Period_Start": day(1, 3), "Period_End": ENDS, **settings}).material("RM")


def department(
    book: Plant, name: str, product: str, opening: tuple[float, dict[str, float], dict[str, float]],
    ending: tuple[float, dict[str, float]], opened: dt.date = OPENED,
) -> Plant:
    """``opening``: units, percents and cost by element; ``ending``: units and percents."""
    book.material(product, "finished").job(name, product, 1_000_000, department=name)
    units, percents, costs = opening
    if units:
        count(book, name, opened, units, percents)
    for element, cost in costs.items():
        book.move(opened, "Opening", product, units, job=name, amount=cost, element=element)
    return count(book, name, ENDS, *ending)


def count(book: Plant, job: str, when: dt.date, units: float, percents: dict[str, float]) -> Plant:
    more = {f"{element.lower()}_percent": percent for element, percent in percents.items()}
    return book.add("Units in Process", job=job, date=when, units=units, **more)


def material(book: Plant, job: str, cost: float, code: str = "RM") -> Plant:
    book.move(day(2, 3), "Receipt", code, 1000, amount=cost)
    return book.move(day(3, 3), "Issue", code, 1000, job=job)


def labor(book: Plant, job: str, cost: float) -> Plant:
    return book.ticket(day(5, 3), 10, job=job, rate=cost / 10)


def report(books: Books) -> ProcessReport:
    books.assert_conserved()
    found = process_report(books.ledger, books.solution)
    assert_accounted(books, found)
    return found


def assert_accounted(books: Books, found: ProcessReport) -> None:
    """Costs to account for are accounted for, by both methods and in every row; the average has the jobs' WIP."""
    average = found.average.filter(
        pl.col("To Account For") != pl.sum_horizontal("Completed", "Abnormal Loss", "Other", "Closing")
    )
    assert average.is_empty(), average
    fifo = found.fifo.filter(
        pl.col("FIFO Opening") + pl.col("FIFO Added")
        != pl.sum_horizontal("From Opening", "Through", "FIFO Abnormal", "FIFO Other", "FIFO Closing")
    )
    assert fifo.is_empty(), fifo
    assert found.units.filter(pl.col("To Account For") != pl.col("Accounted For")).is_empty()
    wip = dict(books.results.job_costs.select("Job", "WIP").iter_rows())
    for job, closing in found.jobs.select("Job", "Closing").iter_rows():
        assert closing == wip[job], job
    # a period begins with what the one before left, element by element
    for table, opens, closes in (("average", "Opening", "Closing"), ("fifo", "FIFO Opening", "FIFO Closing")):
        frame = getattr(found, table).sort("Department", "Element", "Period").with_columns(
            pl.col(closes).shift(1).over("Department", "Element").alias("_before"),
        )
        assert frame.filter(pl.col("_before").is_not_null() & (pl.col("_before") != pl.col(opens))).is_empty()


def figures(frame: pl.DataFrame, department: str, *columns: str, end: dt.date = ENDS) -> dict[str, tuple[float, ...]]:
    """By element, the columns of a department and period: money in currency, units and unit costs as they are."""
    rows = frame.filter((pl.col("Department") == department) & (pl.col("Period") == end))
    places = {name: 6 if "Unit" in name else 2 for name in columns}
    return {
        row["Element"]: tuple(row[name] / 10 ** places[name] for name in columns) for row in rows.iter_rows(named=True)
    }


def units(found: ProcessReport, department: str, *columns: str, end: dt.date = ENDS) -> tuple[float, ...]:
    row = found.units.filter((pl.col("Department") == department) & (pl.col("Period") == end)).row(0, named=True)
    return tuple(row[name] / 10 ** (2 if name.startswith(("WIP", "FIFO")) else 6) for name in columns)
