"""Random plants, closed month by month, then changed: what was closed holds still, and nothing is lost."""

from __future__ import annotations

import datetime as dt
import os
import random

import polars as pl
import pytest

from tests.closed.changes import change
from tests.closed.closing import Closing
from tests.model.history import month_end
from tests.model.plants import plant
from tests.model.sheets import workbook
from tests.share import share_of
from wipbook.books.results import Results
from wipbook.books.statement import STAGES
from wipbook.books.stock.reserve import WRITTEN_DOWN
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.visible import roles_of

SUITE, CHUNK = 4, 2
ALL = int(os.environ.get("WIPBOOK_PLANTS", share_of(36, 12)))
"""How many the step of fuzzing tries, within its budget. WIPBOOK_PLANTS=500 tries 500: half an hour of one core."""


def _month(number: int) -> tuple[dt.date, dt.date]:
    first = dt.date(2026, number, 1)
    return first, month_end(first)


def _opening(results: Results) -> dict[str, int]:
    row = results.statement.filter(pl.col("Line") == "Opening")
    return {stage: int(row[stage].item()) for stage in STAGES}


def _held(record_stock: pl.DataFrame, wip: int) -> dict[str, int]:
    sums = dict(record_stock.group_by("Stage").agg(pl.col("Value").sum()).iter_rows())
    return {"Raw Materials": sums.get("Raw Materials", 0), "Work in Process": wip,
            "Finished Goods": sums.get("Finished Goods", 0)}


def _holds(seed: int) -> None:
    history, dice = plant(seed), random.Random(seed)
    book = workbook(history)
    for name in ("As_Of", "Closed_Through"):
        book.settings.pop(name, None)
    for row in book.rows.get("Overhead", []):
        row |= {"Actual Cost": dice.randint(100, 900), "Normal Activity": dice.randint(1, 200)}
    book.settings |= {"Overhead_Disposition": "prorate", "Materiality": 0}
    closing = Closing(book)
    last = max(event.day.month for event in history.events)
    said = f"plant {seed} ({history.method})"
    for number in range(1, last):
        results = closing.results(*_month(number))
        assert results.adjusted.is_empty() and results.adjusted_jobs.is_empty(), f"{said}: rows as they were"
        assert results.adjusted_stock.is_empty(), f"{said}: rows as they were"
        closing.close(*_month(number))
    before = {number: closing.results(*_month(number)) for number in range(1, last)}
    wip = {number: int(each.job_costs["WIP"].sum()) for number, each in before.items()}
    said += "".join(f"; {change(book, dice, month_end(dt.date(2026, last - 1, 1)))}" for _ in range(dice.randint(1, 4)))
    # closed months are what they were, to the cent
    for number, was in before.items():
        now = closing.results(*_month(number))
        for name in ("statement", "roll_forward", "trend"):
            old, new = getattr(was, name), getattr(now, name)
            kept = [column for column in old.columns if column not in ("Description", "Status")]
            assert old.select(kept).equals(new.select(kept)), f"{said}: {name} of month {number}"
        assert was.subledger == now.subledger, f"{said}: month {number}"
        assert was.valuation.select("Material", "Quantity", "Value").equals(
            now.valuation.select("Material", "Quantity", "Value")), f"{said}: month {number}"
    # the open one opens as the last was closed; adjustments sum to zero; all of it comes to what all rows come to
    now = closing.results(*_month(last))
    record = closing.records[-1]
    assert _opening(now) == _held(record.part("stock"), wip[last - 1]), said
    assert int(now.adjusted["Amount"].sum()) == 0, said
    assert {stage: int(now.statement[stage].sum()) for stage in STAGES} == now.subledger, said
    assert int(now.roll_forward["Closing"].sum()) == int(now.job_costs["WIP"].sum()), said
    stock = now.adjusted_stock
    by_stage = {stage: int(stock.filter(pl.col("Stage") == stage).select(
        (pl.col("Now Value") - pl.col("Stored Value")).sum()).item()) for stage in ("Raw Materials", "Finished Goods")}
    for stage, amount in by_stage.items():
        assert int(now.adjusted.filter(pl.col("Role") == stage)["Amount"].sum()) == amount, said
    jobs = int(now.adjusted_jobs["Amount"].sum())
    assert int(now.adjusted.filter(pl.col("Role") == "WIP")["Amount"].sum()) == jobs, said
    # the next close takes the adjustments over, and they are gone
    closing.close(*_month(last))
    after = closing.results(*_month(last + 1))
    assert after.adjusted.is_empty() and after.adjusted_stock.is_empty() and after.adjusted_jobs.is_empty(), said
    # what closes estimated is no part of what they compare: it sums to zero, and stands as each of them kept it
    written_down = now.posted.filter(pl.col("Line") == WRITTEN_DOWN)
    assert written_down["Amount"].sum() == 0, said
    reserve = closing.records[-1].part("reserve")["Reserve"].sum()
    held = closing.results(*_month(last)).posted.filter(pl.col("Role") == "Inventory Reserve")["Amount"].sum()
    assert held == -reserve, said
    facts = now.posted.filter(pl.col("Line") != WRITTEN_DOWN)
    posted = dict(facts.group_by("Role").agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0).iter_rows())
    assert roles_of(Closed(closing.records)) == posted, said
    for record in closing.records:
        settlement = record.part("settlement")
        assert settlement["Amount"].sum() == settlement["Reversed"].sum() == 0, said
        assert settlement.height or "Overhead" not in book.rows, said
    # reopened, the month before counts
    closing.reopen()
    assert closing.results(*_month(last)).adjusted.equals(now.adjusted), said


@pytest.mark.parametrize("first", range(0, SUITE, CHUNK))
def test_closed_months_hold_still(first: int) -> None:
    for seed in range(first, first + CHUNK):
        _holds(seed)


@pytest.mark.heavy
@pytest.mark.fuzz
@pytest.mark.parametrize("first", range(SUITE, ALL, 4 * CHUNK))
def test_closed_months_of_all_plants_hold_still(first: int) -> None:
    for seed in range(first, first + 4 * CHUNK):
        _holds(seed)
