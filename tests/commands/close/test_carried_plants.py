"""Random plants cut into two workbooks: each opens with what was closed, and goes on as if nothing had been cut."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from tests.model.history import History, month_end
from tests.model.plants import plant
from tests.model.sheets import workbook
from tests.share import share_of
from wipbook.books.books import Books
from wipbook.books.closed.stock_at import stock_at
from wipbook.commands.close.against import REASONS
from wipbook.commands.close.carrying.carry_forward import carry_forward
from wipbook.commands.close.close import close_periods
from wipbook.commands.data.new import copy_template
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ledger.ledger import read_policy
from wipbook.schema import input_sheets

SUITE = (16, 20)
ALL = int(os.environ.get("WIPBOOK_CARRIED", share_of(16, 8)))
LATE = "Late Cost"


def _months(history: History) -> int:
    return max(event.day.month for event in history.events)


def _uncrossed(history: History, cut: dt.date) -> History:
    """The plant without what comes back after ``cut`` of something before it: the next workbook does not know that."""
    before = {event.number for event in history.events if event.day <= cut}
    return replace(history, events=tuple(
        event for event in history.events
        if event.day <= cut or not (event.of in before or (event.kind == "back" and not event.of))
    ))


def _filled(history: History, path: Path) -> FileWorkbook:
    book, plant_ = open_file(copy_template(path), backups=0), workbook(history)
    settings = {name.replace("_", " "): value for name, value in plant_.settings.items()
                if name not in ("As_Of", "Closed_Through")}
    known = {row["Material"] for row in plant_.rows["Materials"]}
    for code in sorted({row["Material"] for row in plant_.rows.get("Movements", [])} - known):
        plant_.material(code)
    for sheet in input_sheets():
        lines = plant_.rows.get(sheet.name)
        if lines:
            names = list(dict.fromkeys(name for line in lines for name in line))
            book.write_table(sheet.table, pl.DataFrame(
                {name: [line.get(name) for line in lines] for name in names}, strict=False
            ))
    write_settings(book, settings)
    return book


def _stand_in(book: FileWorkbook, month: int) -> None:
    first = dt.date(2026, month, 1)
    write_settings(book, {"Period Start": first, "Period End": month_end(first), "As Of": month_end(first)})


def _books(book: FileWorkbook, month: int) -> Books:
    first = dt.date(2026, month, 1)
    end = month_end(first)
    return open_books(book, policy=replace(read_policy(book), period_start=first, period_end=end, as_of=end))


def _jobs(books: Books) -> pl.DataFrame:
    sums = books.solution.job_entries.group_by("Job", "Element").agg(pl.col("Amount").sum())
    return sums.filter(pl.col("Amount") != 0).sort("Job", "Element")


def _roles(books: Books, after: dt.date) -> dict[str, int]:
    rows = books.entries.filter(pl.col("Date") > after).group_by("Role").agg(pl.col("Amount").sum())
    return dict(rows.filter(pl.col("Amount") != 0).sort("Role").iter_rows())


def _goes_on(seed: int, folder: Path) -> bool:
    """Whether the plant could be compared to the cent: without cost that came late after the cut."""
    history = plant(seed)
    last = _months(history)
    cut = month_end(dt.date(2026, last - 1, 1))
    history = _uncrossed(history, cut)
    if _months(history) < last:
        return False
    folder.mkdir()
    with _filled(history, folder / "old.xlsx") as old:
        for month in range(1, last):
            _stand_in(old, month)
            close_periods(old, None, "Ann", REASONS, "random", True, now=dt.datetime(2027, 1, 5))
            old.save()
        # proves by itself that stock, layers and jobs are what was closed, or refuses
        carry_forward(old, folder / "new.xlsx", by="Ann", now=dt.datetime(2027, 1, 5))
        whole = _books(old, last)
    with open_file(folder / "new.xlsx", backups=0) as new:
        after = _books(new, last)
    said = f"plant {seed} ({history.method}), cut on {cut}"
    assert not after.ledger.rows_left_out, said
    mine, theirs = _roles(after, cut), _roles(whole, cut)
    assert sum(mine.values()) == sum(theirs.values()) == 0, said
    entries = whole.solution.job_entries
    if entries.filter((pl.col("Entry") == LATE) & (pl.col("Date") > cut)).height:
        # late cost may be told otherwise, but none of it is lost: what jobs took in is the same
        assert mine.get("Wages Clearing") == theirs.get("Wages Clearing"), said
        assert mine.get("Goods Received Not Invoiced") == theirs.get("Goods Received Not Invoiced"), said
        return False
    if whole.solution.movements.filter((pl.col("shortage") > 0) & (pl.col("Date") > cut)).height:
        return False  # of what was used up by the cut no cost is known there, until some comes
    end = month_end(dt.date(2026, last, 1))
    assert stock_at(after.solution, end).equals(stock_at(whole.solution, end)), said
    assert _jobs(after).equals(_jobs(whole)), said
    assert mine == theirs, said
    return True


@pytest.mark.parametrize("seed", SUITE)
def test_a_plant_goes_on_in_the_next_workbook(seed: int, tmp_path: Path) -> None:
    assert _goes_on(seed, tmp_path / "plant"), "chosen because nothing of it came late"


@pytest.mark.heavy
@pytest.mark.fuzz
@pytest.mark.parametrize("first", range(0, ALL, 8))
def test_all_plants_go_on(first: int, tmp_path: Path) -> None:
    compared = 0
    for seed in range(first, min(ALL, first + 8)):
        if _months(plant(seed)) > 1:
            compared += _goes_on(seed, tmp_path / f"plant-{seed}")
    assert compared or first, "to the cent at least one"
