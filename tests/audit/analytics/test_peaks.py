"""Peaks of first digits: chance against printed tables, false alarms and power against lists made by chance."""

from __future__ import annotations

import numpy as np
import pytest

from wipbook.audit.analytics import digit_tests, peaks
from wipbook.audit.analytics.peaks import peak, rows_needed
from wipbook.calculators.audit.benford import TOO_FEW


def _list(seed: int, n: int, share: float = 0.0, digits: int = 49) -> np.ndarray:
    """Amounts in cents over four whole orders of magnitude; a share of them fitted to a range of two digits."""
    chance = np.random.default_rng(seed)
    amounts = np.round(10 ** chance.uniform(1, 5, n) * 100).astype(np.int64)
    planted = round(n * share)
    amounts[:planted] = chance.integers(digits * 10_000, (digits + 1) * 10_000, planted)
    return amounts


def test_the_tail_is_that_of_printed_tables() -> None:
    """CRC Standard Mathematical Tables, cumulative Poisson: mean 10: P(X >= 10) = 0.5421; mean 2: P(X >= 7) = 0.0045;
    mean 5: P(X >= 12) = 0.0055."""
    assert round(peaks._at_least(10, 10.0), 4) == 0.5421
    assert round(peaks._at_least(7, 2.0), 4) == 0.0045
    assert round(peaks._at_least(12, 5.0), 4) == 0.0055
    assert peaks._at_least(0, 3.0) == 1.0


def test_where_the_normal_takes_over_nothing_jumps() -> None:
    for count in (1_000, 1_050, 1_090):
        assert peaks._at_least(count, 1_000.001) == pytest.approx(peaks._at_least(count, 1_000.0), rel=0.12)


@pytest.mark.parametrize("n", [300, 2_000, 20_000])
def test_lists_that_follow_the_law_have_no_peak(n: int) -> None:
    """At most one in a thousand has: of 500, five would be ten times too many."""
    assert sum(peak(_list(seed, n)) is not None for seed in range(500)) < 5


def test_five_percent_of_two_thousand_are_seen_at_any_digits() -> None:
    """The power the issue asks for: at least 80 %. At 10, the commonest pair, it is hardest."""
    for digits in (10, 11, 49, 90):
        assert sum(peak(_list(seed, 2_000, 0.05, digits)) is not None for seed in range(100)) >= 95


@pytest.mark.parametrize("share", [0.01, 0.02, 0.05])
def test_so_many_rows_as_it_says_are_enough(share: float) -> None:
    """80 of 100, less three standard errors of 100 tries (12)."""
    rows = rows_needed(share)
    assert sum(peak(_list(seed, rows, share, 10)) is not None for seed in range(100)) >= 68
    assert sum(peak(_list(seed, rows // 4, share, 10)) is not None for seed in range(100)) < 50


def test_the_peak_is_named_with_its_counts() -> None:
    """49 is usual in log10(50/49) = 0.877 % of 2,000: 17.5; 100 were put there."""
    amounts = _list(3, 2_000, 0.05)
    found = peak(amounts)
    assert found is not None
    assert found.digits == 49
    assert found.usual == pytest.approx(17.548, abs=0.001)
    assert found.count == int((digit_tests.leading(amounts, 2) == 49).sum()) > 100


def test_one_amount_again_and_again_is_no_peak_of_digits() -> None:
    amounts = _list(3, 2_000)
    amounts[:200] = 495_000
    assert peak(amounts) is None
    amounts[:200] += np.arange(200)
    assert peak(amounts) is not None


def test_in_a_very_long_list_a_trifle_is_no_peak() -> None:
    """0.3 % of a million amounts: 3,000 more than usual, far beyond chance, and less than half a percent."""
    amounts = _list(1, 1_000_000, 0.003)
    assert peak(amounts) is None
    assert peak(_list(1, 1_000_000, 0.01)) is not None


def test_no_amounts_have_no_peak() -> None:
    assert peak(np.array([], dtype=np.int64)) is None


def test_short_lists_are_beyond_nigrinis_limit_by_chance_and_not_beyond_chance() -> None:
    """A third of lists of 300 that follow the law are in the class of nonconformity by their first digit."""
    nonconforming = beyond = 0
    for seed in range(300):
        reading = digit_tests.first_order(_list(seed, 300), "1", "")
        assert digit_tests.first_order(_list(seed, 300), "2", "").conformity == TOO_FEW
        nonconforming += reading.conformity == "Nonconformity"
        beyond += digit_tests.beyond_chance(reading, "1")
    assert nonconforming > 60
    assert beyond <= 6
