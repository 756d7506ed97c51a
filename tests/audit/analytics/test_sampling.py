"""Audit samples: drawn again by anybody, and by money as the books on auditing say."""

from __future__ import annotations

import hashlib

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.audit.analytics.sampling import monetary_unit_sample, random_sample
from wipbook.calculators.faults import CannotTest

AMOUNTS = st.lists(st.integers(1, 10**9), min_size=1, max_size=60)


def _items(amounts: list[int]) -> pl.DataFrame:
    return pl.DataFrame({"Key": [f"K{n}" for n in range(len(amounts))], "Amount": amounts},
                        schema={"Key": pl.String, "Amount": pl.Int64})


@given(AMOUNTS, st.integers(1, 40), st.text(min_size=1, max_size=5))
def test_by_money_the_item_of_every_interval_is_drawn(amounts: list[int], size: int, seed: str) -> None:
    """Unit by unit, as a clerk would do it with a running total (Arens, Auditing, ch. 17)."""
    sample = monetary_unit_sample(_items(amounts), size, seed)
    total = sum(amounts)
    interval = -(-total // size)
    start = int(hashlib.sha256(f"{seed}|start".encode()).hexdigest(), 16) % interval + 1
    wanted, running = [], 0
    for number, amount in enumerate(amounts):
        units = [unit for unit in range(start, total + 1, interval) if running < unit <= running + amount]
        running += amount
        if units:
            wanted.append(f"K{number}")
    assert sample.items["Key"].to_list() == wanted
    assert (sample.interval, sample.start) == (interval, start)
    certain = [f"K{number}" for number, amount in enumerate(amounts) if amount >= interval]
    assert set(certain) <= set(wanted), "an item of an interval or more never escapes"


@given(AMOUNTS, st.integers(1, 60), st.text(min_size=1, max_size=5))
def test_by_chance_the_lowest_hashes_are_drawn(amounts: list[int], size: int, seed: str) -> None:
    sample = random_sample(_items(amounts), size, seed)
    ranked = sorted(
        (f"K{number}" for number in range(len(amounts))),
        key=lambda key: hashlib.sha256(f"{seed}|{key}".encode()).hexdigest(),
    )
    assert set(sample.items["Key"]) == set(ranked[:size])


def test_the_same_seed_draws_the_same_whatever_the_order() -> None:
    items = _items(list(range(1, 200)))
    one = random_sample(items, 20, "2026")
    other = random_sample(items.reverse(), 20, "2026")
    assert set(one.items["Key"]) == set(other.items["Key"])
    assert set(random_sample(items, 20, "2027").items["Key"]) != set(one.items["Key"])


def test_larger_items_are_drawn_more_often_by_money_and_not_by_chance() -> None:
    """Over 200 seeds an item of a tenth of the money is in a sample of five about half the time."""
    items = _items([1_000] + [90] * 100)
    by_money = sum("K0" in monetary_unit_sample(items, 5, str(seed)).items["Key"] for seed in range(200))
    by_chance = sum("K0" in random_sample(items, 5, str(seed)).items["Key"] for seed in range(200))
    assert 75 <= by_money <= 125
    assert by_chance <= 25


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(CannotTest, match="a sample of at least one item"):
        random_sample(_items([1]), 0, "1")
    with pytest.raises(CannotTest, match="money to draw from"):
        monetary_unit_sample(_items([]), 3, "1")
    assert random_sample(_items([]), 3, "1").items.is_empty()
