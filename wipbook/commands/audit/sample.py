"""``wipbook sample``: draw items to test, by chance or by money, so that anybody can draw them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from difflib import get_close_matches

import polars as pl

from wipbook.audit.analytics.populations import populations
from wipbook.audit.analytics.sampling import METHODS, MONETARY_UNIT, Sample, monetary_unit_sample, random_sample
from wipbook.audit.findings import Place, findings
from wipbook.books.books import Books
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.filling import write_report
from wipbook.commands.workbench.opening import open_books
from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.port.workbook import Workbook
from wipbook.sheets.audit.sample import SHEET, Drawn
from wipbook.sheets.front import home
from wipbook.sheets.layout import FIRST_ROW
from wipbook.values.fixed import currency_text


class UnknownPopulation(WipbookError):
    """No list of that name to draw from, or no way of drawing of that name."""


class SampleInUse(RefusedToProtectData):
    """The sheet Sample holds results of a test."""


STOCK, JOBS = "Stock", "Jobs"


def sample(
    workbook: Workbook,
    source: str,
    method: str,
    size: int,
    seed: str,
    discard: bool = False,
    progress: Callable[[str], None] = lambda step: None,
    now: dt.datetime | None = None,
) -> Drawn:
    """Draw ``size`` items of ``source`` and write the sheet Sample; the caller saves.

    ``source``: Movements, Receipts, Invoices, Tickets, Adjustments, Stock or Jobs; ``method``: random or monetary
    unit. Errors: ``UnknownPopulation``, ``CannotTest``, ``SampleInUse`` when results were typed beside the last sample
    (unless ``discard``).
    """
    if not discard and workbook.find_table("SampleItems"):
        cells = workbook.read_table("SampleItems")
        results = cells.frame["Result"].is_not_null()
        if results.any():
            raise SampleInUse(
                where=cells.address(int(results.arg_true()[0]), "Result"),
                found=f"{int(results.sum())} items with a result",
                expected="a sample nobody is testing", remedy="keep a copy of the workbook, then --discard",
            )
    books = open_books(workbook, progress)
    items = _items(books, _known(source, (*(one.name for one in populations(books)), STOCK, JOBS), "--from"))
    method = _known(method, METHODS, "--method")
    drawn = (monetary_unit_sample if method == MONETARY_UNIT else random_sample)(items, size, seed)
    share = int(drawn.items["Amount"].sum()) / drawn.total if drawn.total else 0.0
    money = [f"{currency_text(books.money(amount), books.places)} {books.policy.currency}"
             for amount in (drawn.total, drawn.interval, drawn.start)]
    by_money = method == MONETARY_UNIT
    facts = (
        source, f"{drawn.population:,}", money[0], method, f"{size:,}", seed, money[1] if by_money else "",
        money[2] if by_money else "", f"{drawn.items.height:,}", f"{share:.1%} of the money",
    )
    result = Drawn(drawn, facts, drawn.items, books.policy, books.ledger.rows_left_out)
    write_report(workbook, SHEET, result, home.header_line(books))
    change_log.append(workbook, "sample", _line(source, drawn), now=now)
    return result


def _line(source: str, drawn: Sample) -> str:
    return f"{drawn.items.height} of {drawn.population:,} {source}, {drawn.method}, seed {drawn.seed}"


def _known(name: str, names: tuple[str, ...], option: str) -> str:
    found = next((one for one in names if one.casefold() == name.strip().casefold()), None)
    if found is None:
        near = get_close_matches(name, names, n=1, cutoff=0.5)
        raise UnknownPopulation(
            where=option, found=repr(name), expected=", ".join(names),
            remedy=f"did you mean {near[0]}?" if near else "choose one of these",
        )
    return found


def _items(books: Books, source: str) -> pl.DataFrame:
    """Key, Date, Party, Amount, Sheet, Cell of every item with an amount."""
    if source == STOCK:
        held = books.valuation.with_row_index("_at").filter(pl.col("Value") > 0)
        key = pl.concat_str(["Material", "Location", "Lot"], separator="/", ignore_nulls=True)
        return held.select(
            key.alias("Key"), pl.col("Last Movement").alias("Date"), pl.col("Location").alias("Party"),
            pl.col("Value").alias("Amount"), pl.lit("Valuation").alias("Sheet"),
            pl.format("A{}", pl.col("_at").cast(pl.Int64) + FIRST_ROW).alias("Cell"),
        )
    if source == JOBS:
        jobs = books.job_costs.with_row_index("_at").filter(pl.col("WIP") > 0)
        return jobs.select(
            pl.col("Job").alias("Key"), pl.col("First Cost").alias("Date"), pl.col("Customer").alias("Party"),
            pl.col("WIP").alias("Amount"), pl.lit("Job Costs").alias("Sheet"),
            pl.format("A{}", pl.col("_at").cast(pl.Int64) + FIRST_ROW).alias("Cell"),
        )
    population = next(one for one in populations(books) if one.name == source)
    cells = findings(
        books.ledger, population.amounts, Place(population.sheet, population.column), key=pl.col("Key"),
        evidence=pl.lit(""),
    ).select("Sheet", "Cell")
    return pl.concat(
        [population.amounts.select("Key", "Date", "Party", "Amount"), cells], how="horizontal"
    )
