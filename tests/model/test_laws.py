"""The laws of books.md on the product itself: later never changes earlier, value follows units, nothing below zero; and
charged = relieved + WIP + expensed, whatever the order of rows, the case of codes or blank rows between them."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.books import Book
from tests.model.history import History
from tests.model.plants import plant
from tests.model.sheets import workbook
from tests.plant import Books, Plant
from wipbook.costing.solve import solve
from wipbook.ledger import read

SEEDS = range(10_000, 10_018)


def _wip(books: Books, until: dt.date) -> dict[str, int]:
    """WIP by job as the entries up to a day have it."""
    entries = books.solution.job_entries.filter(pl.col("Date") <= until)
    return {job: amount for job, amount in entries.group_by("Job").agg(pl.col("Amount").sum()).iter_rows() if amount}


def _stock(books: Books, until: dt.date) -> dict[str, int]:
    """Value on hand by material as the movements and events up to a day have it."""
    solution = books.solution
    net = pl.col("value_in") - pl.col("handed_on") - pl.col("variance")
    past = pl.col("Date") <= until
    moves = solution.movements.filter(past).select("material", (net - pl.col("value_out")).alias("v"))
    events = solution.events.filter(past & (pl.col("position") < 0)).select("material", net.alias("v"))
    both = pl.concat([moves, events], how="vertical_relaxed").group_by("material").agg(pl.col("v").sum())
    code = pl.col("Material").str.strip_chars().str.to_uppercase()
    names = dict(solution.movements.select("material", code).iter_rows())
    return {names[material]: value for material, value in both.iter_rows() if value}


def _spent(books: Books, until: dt.date) -> dict[str, int]:
    """What left the jobs by kind: completed, late, scrapped, expensed."""
    entries = books.solution.job_entries.filter(pl.col("Date") <= until)
    return dict(entries.group_by("Entry").agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0).iter_rows())


@pytest.mark.parametrize("seed", SEEDS)
def test_later_never_changes_earlier_and_nothing_is_below_zero(seed: int) -> None:
    history = plant(seed)
    whole = workbook(history).solve()
    for _, end in history.periods()[:-1]:
        then = workbook(replace(history, as_of=end)).solve()
        then.assert_conserved()
        assert _wip(then, end) == _wip(whole, end), end
        assert _stock(then, end) == _stock(whole, end), end
        assert _spent(then, end) == _spent(whole, end), end
        assert all(amount >= 0 for amount in _wip(then, end).values()), end
        assert all(value >= 0 for value in _stock(then, end).values()), end
        layers = then.solution.layers
        assert layers["quantity"].min() is None or layers["quantity"].min() >= 0
        assert layers["value"].min() is None or layers["value"].min() >= 0


def test_rows_of_a_later_month_change_nothing_before_it() -> None:
    for seed in SEEDS[:8]:
        history = plant(seed)
        end = history.periods()[0][1]
        cut = replace(history, events=tuple(event for event in history.events if event.day <= end), as_of=end)
        assert _wip(workbook(cut).solve(), end) == _wip(workbook(history).solve(), end)
        assert _stock(workbook(cut).solve(), end) == _stock(workbook(history).solve(), end)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_paid_is_on_hand_in_process_or_gone(seed: int) -> None:
    """Facts alone on one side: purchases, wages, applied overhead, revaluations."""
    history = plant(seed)
    books = workbook(history).solve()
    signs = {"buy": 1, "direct": 1, "direct_back": -1, "ticket": 1, "revalue": 1}
    paid = sum(signs.get(event.kind, 0) * event.amount for event in history.events)
    paid += sum(history.overhead * event.quantity for event in history.events if event.kind == "ticket")
    costs = books.results.job_costs
    lines = {row[0]: row[1:] for row in books.results.statement.iter_rows()}
    gone = -sum(sum(lines[name]) for name in (
        "Shipped to customers", "Returned by customers", "Late cost of jobs", "Price differences", "Scrapped",
        "Standard cost variance",
    ))
    held = round(books.value() * 100) + costs["WIP"].sum()
    assert paid == held + gone + costs["Expensed"].sum()
    elements = [f"{name} Cost" for name in ("Material", "Labor", "Overhead", "Subcontract")]
    for row in costs.iter_rows(named=True):
        left = row["Completed"] + row["Late Cost"] + row["Scrapped"] + row["Expensed"] + row["WIP"]
        assert sum(row[name] for name in elements) == left, row["Job"]


def _solved(book: Plant) -> Books:
    """As ``Plant.solve``, which would take a code of another case for a new material."""
    ledger = read(Book(book.rows, {name.replace("_", " "): value for name, value in book.settings.items()}))
    return Books(ledger, solve(ledger))


def _figures(history: History, book: Plant) -> tuple[object, ...]:
    books = _solved(book)
    assert set(books.ledger.rejections.frame()["Effect"]) <= {"warning"}
    end = history.periods()[-1][1]
    return _wip(books, end), _stock(books, end), _spent(books, end), books.results.statement.to_dicts()


@pytest.mark.parametrize("seed", SEEDS[:12])
def test_order_of_rows_blank_rows_case_of_codes_and_a_second_run(seed: int) -> None:
    history = plant(seed)
    book = workbook(history)
    first = _figures(history, book)
    assert _figures(history, book) == first
    dice = random.Random(seed)
    for sheet, rows in book.rows.items():
        if sheet not in ("Materials", "Jobs"):
            rows[:] = [{name: _cased(dice, name, value) for name, value in row.items()} for row in rows]
        rows += [{} for _ in range(3)]
        dice.shuffle(rows)
    assert _figures(history, book) == first


def _cased(dice: random.Random, name: str, value: object) -> object:
    """A code as somebody else types it."""
    if isinstance(value, str) and name in _CODES:
        return dice.choice((value, value.lower(), f"{value} "))
    return value


_CODES = ("Job", "Material", "From Job", "To Job", "Document", "Reverses", "Component", "Product", "Output")


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_compiled_and_plain_loops_give_the_same_integers(seed: int) -> None:
    """Late cost, reversals and several outputs, too: what the loops were taught last."""
    pytest.importorskip("numba")
    plain, compiled = (replace(workbook(plant(seed)), jit=jit).solve().solution for jit in (False, True))
    for name in ("movements", "job_entries", "events", "carried", "layers", "keys"):
        assert_frame_equal(getattr(plain, name), getattr(compiled, name))
