"""Entries of plants drawn at random: both sides of each, the stages of the Statement, the jobs of the Roll-Forward."""

from __future__ import annotations

import polars as pl
import pytest

from tests.double_entry.laws import assert_double, assert_roll_forward, assert_statement
from tests.model.plants import plant
from tests.model.sheets import workbook

SEEDS = range(10_000, 10_018)


@pytest.mark.parametrize("seed", SEEDS)
def test_both_sides_of_all_that_happens(seed: int) -> None:
    history = plant(seed)
    books = workbook(history).solve().results
    assert_double(books.entries)
    for start, _ in history.periods():
        assert_statement(books, start)
    assert_roll_forward(books, history.periods()[0][0])
    stray = books.entries.filter((pl.col("Line") == "Completed") & (pl.col("Role") == "COGS"))
    assert stray.is_empty(), "all goods of these plants are ours"
