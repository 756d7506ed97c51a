"""A plant whose movements no sheet holds: a workbook for each year, openings carried by the close; a run over all.

    python -m benchmarks.plants.years [--years 5] [--rows 1000000] [--out PAGE]

Each year is a workbook of its own: it is filled, refreshed, closed through 31 December and carried forward. A run in
Python over the movements of all years, which knows of no workbook and no close, must come to the same at the end of
each: quantity and value by material and place, cost by job and element, and what each account took in the year.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl

from wipbook.books.closed.stock_at import stock_at
from wipbook.books.results import Results
from wipbook.port.tables import TableCells, TablePlace

FIRST = 2021
PEOPLE = 60
PER_PRODUCT = 5_000
"""Movements a year for each product; there are four bought materials to one."""
CYCLE = (60, (17, 25, 18))
"""What comes at once, and the issues that use it: what is on hand stays what it was."""
SAFETY = {"raw": 500.0, "finished": 50.0}
JOBS_A_YEAR = 12
METHODS = ("FIFO", "Moving Average", "Standard", "FIFO", "LIFO")


@dataclass(frozen=True)
class Plant:
    """So many ``years`` of about ``rows`` movements each; the same every time.

    Of five movements one is a receipt and three use it up, in order; every tenth receipt has freight, so that cost per
    unit is no whole cent. Jobs of each product follow one another, a twelfth of a year long and a few days apart, so
    that one of each is open at every year's end, and has made something by then; what they make is shipped after.
    """

    years: int
    rows: int

    @property
    def products(self) -> int:
        return max(2, self.rows // PER_PRODUCT)

    @cached_property
    def sheets(self) -> list[dict[str, pl.DataFrame]]:
        """What each year adds to the sheets: Jobs, Movements, Labor; the first also masters and rates."""
        moves = [self._movements(number) for number in range(self.years)]
        jobs = self._jobs(pl.concat(moves))
        found = [
            {"Jobs": jobs.filter(pl.col("Released").dt.year() == FIRST + number), "Movements": moves[number],
             "Labor": self._labor(moves[number], number)}
            for number in range(self.years)
        ]
        found[0] |= self._masters()
        return found

    def _masters(self) -> dict[str, pl.DataFrame]:
        codes = [*_codes("RAW", np.arange(4 * self.products)), *_codes("FG", np.arange(self.products))]
        kinds = ["raw"] * 4 * self.products + ["finished"] * self.products
        return {
            "Materials": pl.DataFrame({
                "Material": codes, "Description": codes, "Kind": kinds, "Unit": ["pcs"] * len(codes),
                "Method": [METHODS[n % len(METHODS)] for n in range(len(codes))],
                "Standard Cost": [7.25 if kind == "raw" else 812.5 for kind in kinds],
            }),
            "Employees": pl.DataFrame({
                "Employee": [f"E{n:02d}" for n in range(PEOPLE)], "Name": [f"Person {n}" for n in range(PEOPLE)],
                "Rate": [20.0 + n % 7 * 1.35 for n in range(PEOPLE)],
            }),
            "Overhead": pl.DataFrame({
                "Pool": ["SHOP"], "Period": [dt.date(FIRST, 1, 1)], "Through": [dt.date(FIRST + 20, 12, 1)],
                "Driver": ["labor hours"], "Budget Cost": [173_331.0], "Budget Activity": [4_999.0],
            }),
        }

    def _movements(self, number: int) -> pl.DataFrame:
        dice = np.random.default_rng(100 + number)
        first = dt.date(FIRST + number, 1, 1)
        days = (dt.date(FIRST + number + 1, 1, 1) - first).days
        bought, cycles, outputs = 4 * self.products, self.rows // 5, self.rows // 10
        raw, day = np.arange(cycles) % bought, np.sort(dice.integers(0, days, cycles))
        freight = np.where(np.arange(cycles) % 10 == 3, dice.integers(1, 2_000, cycles) / 100, np.nan)
        parts = [pl.DataFrame({
            "day": day, "step": 0, "Type": "Receipt", "Material": _codes("RAW", raw), "Quantity": float(CYCLE[0]),
            "Unit Cost": dice.integers(200, 1_900, cycles) / 100, "Landed Cost": freight, "made": -1,
        }).with_columns(pl.col("Landed Cost").fill_nan(None))]
        for step, quantity in enumerate(CYCLE[1], 1):
            parts.append(pl.DataFrame({
                "day": day, "step": step, "Type": "Issue", "Material": _codes("RAW", raw), "Quantity": float(quantity),
                "made": (raw * 7 + np.arange(cycles) // bought + step) % self.products,
            }))
        made, done = np.arange(outputs) % self.products, np.sort(dice.integers(0, days, outputs))
        pieces = dice.integers(1, 5, outputs).astype(float)
        for step, kind in ((4, "Completion"), (5, "Shipment")):
            parts.append(pl.DataFrame({
                "day": done, "step": step, "Type": kind, "Material": _codes("FG", made), "Quantity": pieces,
                "made": made if step == 4 else np.full(outputs, -1),
            }))
        moves = pl.concat(parts, how="diagonal_relaxed").with_row_index("_at").sort("day", "step", "_at")
        slot = ((pl.col("day") + 5 + pl.col("made") % 6) * JOBS_A_YEAR / days).floor().cast(pl.Int64)
        job = pl.format("J{}-{}", pl.col("made").cast(pl.String).str.zfill(3), slot + number * JOBS_A_YEAR)
        moves = moves.select(
            _numbers(f"M{first.year}-", moves.height).alias("Movement"),
            (pl.lit(first) + pl.duration(days=pl.col("day"))).alias("Date"), "Type", "Material", "Quantity",
            "Unit Cost", "Landed Cost", pl.when(pl.col("made") >= 0).then(job).alias("Job"),
            pl.lit("MAIN").alias("Location"),
        )
        return pl.concat([self._safety(first), moves], how="diagonal_relaxed") if number == 0 else moves

    def _safety(self, first: dt.date) -> pl.DataFrame:
        return self._masters()["Materials"].with_row_index("_at").select(
            pl.format("OPEN-{}", pl.col("_at")).alias("Movement"), pl.lit(first).alias("Date"),
            pl.lit("Opening").alias("Type"), "Material",
            pl.col("Kind").replace_strict(SAFETY, return_dtype=pl.Float64).alias("Quantity"),
            pl.when(pl.col("Kind") == "raw").then(7.33).otherwise(801.01).alias("Unit Cost"),
            pl.lit(None, dtype=pl.Float64).alias("Landed Cost"), pl.lit(None, dtype=pl.String).alias("Job"),
            pl.lit("MAIN").alias("Location"),
        )

    def _labor(self, moves: pl.DataFrame, number: int) -> pl.DataFrame:
        dice = np.random.default_rng(500 + number)
        tickets = self.rows // 20
        into = moves.filter(pl.col("Type") == "Issue")
        own: pl.DataFrame = into[np.sort(dice.integers(0, into.height, tickets)).tolist()]
        return own.select(
            _numbers(f"T{FIRST + number}-", tickets).alias("Ticket"), "Date",
            pl.Series("Employee", [f"E{n % PEOPLE:02d}" for n in range(tickets)]), "Job",
            pl.Series("Hours", dice.integers(1, 32, tickets) / 4),
        )

    @staticmethod
    def _jobs(moves: pl.DataFrame) -> pl.DataFrame:
        """Every job is finished on the day of its last row; its quantity is never reached before."""
        named = moves.filter(pl.col("Job").is_not_null()).group_by("Job").agg(
            pl.col("Date").min().alias("Released"), pl.col("Date").max().alias("Finished"),
            (pl.col("Quantity").filter(pl.col("Type") == "Completion").sum() + 1).alias("Quantity"),
        )
        return named.sort("Job").select(
            "Job", pl.col("Job").alias("Description"),
            pl.format("FG-{}", pl.col("Job").str.slice(1, 3)).alias("Material"), "Quantity",
            pl.lit("Finished").alias("Status"), "Released", pl.col("Finished").alias("Due"), "Finished",
        )


def _codes(kind: str, numbers: np.ndarray) -> np.ndarray:
    names: np.ndarray = np.array([f"{kind}-{n:03d}" for n in range(int(numbers.max()) + 1)])[numbers]
    return names


def _numbers(prefix: str, count: int) -> pl.Series:
    return prefix + pl.Series(range(count)).cast(pl.String).str.zfill(7)


class AllYears:
    """The sheets of all years as one source of tables, none of them in a workbook: a sheet could not hold them."""

    def __init__(self, plant: Plant) -> None:
        from wipbook.beside import template_path
        from wipbook.hosts.file.workbook import open_file

        self._template = open_file(template_path(), backups=0)
        names = dict.fromkeys(name for year in plant.sheets for name in year)
        self._frames = {name: pl.concat([year[name] for year in plant.sheets if name in year]) for name in names}

    def tables(self) -> Mapping[str, TablePlace]:
        return self._template.tables()

    def find_table(self, name: str) -> TablePlace | None:
        return self._template.find_table(name)

    def read_table(self, name: str) -> TableCells:
        cells = self._template.read_table(name)
        if name not in self._frames:
            return cells
        frame = self._frames[name]
        days = [column for column, kind in frame.schema.items() if kind == pl.Date]
        frame = frame.with_columns(pl.col(days).cast(pl.Datetime("us"))) if days else frame
        others = [pl.lit(None, dtype=pl.Float64).alias(header) for header in cells.place.headers
                  if header not in frame.columns]
        place = replace(cells.place, last_row=cells.place.first_row + frame.height - 1)
        return TableCells(place, frame.with_columns(others).select(cells.place.headers))


@dataclass(frozen=True)
class Balances:
    """What there is at a year's end: Material, Location, Lot, Stage, Quantity, Value; Job, Element, Amount; and what
    each Role took in the year."""

    stock: pl.DataFrame
    jobs: pl.DataFrame
    roles: pl.DataFrame

    @classmethod
    def of(cls, books: Results, year: int) -> Balances:
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        jobs = books.solution.job_entries.filter(pl.col("Date") <= last).group_by("Job", "Element")
        roles = books.entries.filter(pl.col("Date").is_between(first, last)).group_by("Role")
        return cls(
            stock_at(books.solution, last),
            jobs.agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0).sort("Job", "Element"),
            roles.agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0).sort("Role"),
        )

    def differences(self, other: Balances) -> int:
        """How many balances the two do not agree on."""
        found = 0
        for name in ("stock", "jobs", "roles"):
            mine, theirs = getattr(self, name), getattr(other, name)
            found += mine.join(theirs, on=mine.columns, how="anti", nulls_equal=True).height
            found += theirs.join(mine, on=mine.columns, how="anti", nulls_equal=True).height
        return found

    @property
    def count(self) -> int:
        return self.stock.height + self.jobs.height + self.roles.height


def over_all(plant: Plant) -> list[Balances]:
    """The balances of every year's end, of one run over all movements."""
    from wipbook.costing.solve import solve
    from wipbook.ledger import read
    from wipbook.ledger.policy import Policy

    last = dt.date(FIRST + plant.years - 1, 12, 31)
    policy = Policy(period_start=dt.date(last.year, 1, 1), period_end=last, as_of=last, framework="US GAAP")
    ledger = read(AllYears(plant), policy)
    assert not ledger.rows_left_out, "every row of the plant counts"
    books = Results(ledger, solve(ledger))
    return [Balances.of(books, FIRST + number) for number in range(plant.years)]


@dataclass(frozen=True)
class Step:
    """A year in its workbook: rows of Movements, megabytes, seconds of refresh, close and carrying forward, layers and
    jobs that went along, and its balances."""

    year: int
    rows: int
    size: float
    refresh: float
    close: float
    carry: float
    layers: int
    jobs: int
    balances: Balances


def year_by_year(plant: Plant, folder: Path, told: Callable[[str], None] = print) -> Iterator[Step]:
    """The same in a workbook for each year."""
    from wipbook.commands.close.against import REASONS
    from wipbook.commands.close.carrying.carry_forward import carry_forward
    from wipbook.commands.close.close import close_periods
    from wipbook.commands.data.new import copy_template
    from wipbook.commands.value.refresh import refresh
    from wipbook.commands.workbench.opening import open_books
    from wipbook.commands.workbench.settings import write_settings
    from wipbook.hosts.file.workbook import open_file

    path = copy_template(folder / f"plant-{FIRST}.xlsx")
    for number, sheets in enumerate(plant.sheets):
        year = FIRST + number
        with open_file(path, backups=0) as book:
            for name, frame in sheets.items():
                book.append_rows(name, frame)
            first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
            write_settings(book, {"Period Start": first, "Period End": last, "As Of": last, "Framework": "US GAAP"})
            book.save()
        began = time.perf_counter()
        with open_file(path, backups=0) as book:
            refresh(book)
            book.save()
            refreshed = time.perf_counter() - began
            began = time.perf_counter()
            close_periods(book, None, "Ann", REASONS, "measured", True, now=dt.datetime(year + 1, 1, 5))
            book.save()
            closed = time.perf_counter() - began
            balances = Balances.of(open_books(book), year)
            rows = book.read_table("Movements").frame.height
            following = folder / f"plant-{year + 1}.xlsx"
            began = time.perf_counter()
            made = carry_forward(book, following, by="Ann")
            carried = time.perf_counter() - began
        size = path.stat().st_size / 2**20
        path.unlink()
        told(f"{year}: {rows:,} rows, refresh {refreshed:.0f} s, close {closed:.0f} s, carried in {carried:.0f} s")
        yield Step(year, rows, size, refreshed, closed, carried, made.layers, made.jobs, balances)
        path = following


def page(plant: Plant, steps: Sequence[Step], every: Sequence[Balances], seconds: float, peak: float) -> str:
    """The part of the documentation's page."""
    apart = [step.balances.differences(one) for step, one in zip(steps, every, strict=True)]
    lines = [
        "## A plant by years", "",
        f"{plant.years} years of {plant.rows:,} movements, each in a workbook of its own: filled, refreshed, closed "
        "through 31 December and carried forward (`wipbook carry-forward`). One run in Python over all "
        f"{plant.years * plant.rows:,} movements, without a workbook or a close, took {seconds:.0f} s; the most that "
        f"either held in memory was {peak:,.0f} MB. *Balances*: stock by material and place, cost by job and element, "
        "what each account took in the year; *differ*: of how many the run over all says otherwise, to the cent.", "",
        "| year | rows of Movements | MB | refresh, s | close, s | carried in, s | layers | jobs | balances | differ |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for step, wrong in zip(steps, apart, strict=True):
        lines.append(
            f"| {step.year} | {step.rows:,} | {step.size:.0f} | {step.refresh:.0f} | {step.close:.0f} | "
            f"{step.carry:.0f} | {step.layers:,} | {step.jobs:,} | {step.balances.count:,} | {wrong:,} |"
        )
    return "\n".join([*lines, ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--out", type=Path, help="the page docs/benchmarks-batch.md, whose last part this is")
    given = parser.parse_args()
    plant = Plant(given.years, given.rows)
    with tempfile.TemporaryDirectory(prefix="wipbook-years-") as folder:
        steps = list(year_by_year(plant, Path(folder)))
    began = time.perf_counter()
    every = over_all(plant)
    told = page(plant, steps, every, time.perf_counter() - began,
                resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(told)
    if given.out:
        before = given.out.read_text("utf-8").partition("## A plant by years")[0] if given.out.exists() else ""
        given.out.write_text(f"{before.rstrip()}\n\n{told}" if before else told, "utf-8")


if __name__ == "__main__":
    main()
