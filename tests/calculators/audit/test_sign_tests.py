"""Sign test and method of randomization: printed figures, brute force, and chance itself."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from wipbook.calculators.audit.sign_tests import EXACT_AMOUNTS, EXACT_LINES, randomization_test, sign_test


def test_the_binomial_tail_is_that_of_printed_tables() -> None:
    """CRC Standard Mathematical Tables, cumulative binomial, p = 0.5: n = 10: P(X >= 8) = 0.0547; n = 20: P(X >= 15) =
    0.0207; n = 15: P(X >= 12) = 0.0176."""
    assert round(sign_test(8, 10), 4) == 0.0547
    assert round(sign_test(15, 20), 4) == 0.0207
    assert round(sign_test(12, 15), 4) == 0.0176


def test_beyond_the_exact_sum_nothing_jumps() -> None:
    for short in (520, 540, 560):
        exact = sign_test(short, EXACT_LINES)
        assert sign_test(short + 1, EXACT_LINES + 1) == pytest.approx(exact, rel=0.1)


def _by_hand(losses: list[int]) -> Fraction:
    """All signs tried, one by one."""
    total, hits = sum(losses), 0
    for signs in product((1, -1), repeat=len(losses)):
        hits += sum(sign * abs(loss) for sign, loss in zip(signs, losses, strict=True)) >= total
    return Fraction(hits, 2 ** len(losses))


@pytest.mark.parametrize("losses", [[7], [5, -5], [3, 4, 5, -1], [9, 9, -9, 2, 1], [10**14, 10**14 - 1, -3, 40, 8]])
def test_every_sign_is_tried(losses: list[int]) -> None:
    assert randomization_test(losses) == float(_by_hand(losses))


def test_eight_equal_losses_are_one_of_256_whichever_test_is_asked() -> None:
    assert randomization_test([250] * 8) == sign_test(8, 8) == 1 / 256


def test_many_small_amounts_beside_the_large_ones_are_weighed_as_normal() -> None:
    """18 amounts are 2^18 ways, which are tried here; four of them are beyond the exact part."""
    chance = random.Random(5)
    losses = [chance.randrange(-900, 1_300) for _ in range(EXACT_AMOUNTS + 4)]
    assert randomization_test(losses) == pytest.approx(float(_by_hand(losses)), abs=0.003)


def test_losses_that_are_chance_stand_out_as_often_as_chance_says() -> None:
    """2,000 lists of twelve with signs at random: 1 % of them, within three standard errors (0.67 %), are below 1 %."""
    chance = random.Random(11)
    low = 0
    for _ in range(2_000):
        sizes = [round(chance.lognormvariate(5, 1.2)) for _ in range(12)]
        low += randomization_test([chance.choice((1, -1)) * size for size in sizes]) < 0.01
    assert 0.002 <= low / 2_000 <= 0.0167


def test_a_few_large_losses_among_many_gains_are_the_few_they_are() -> None:
    """Five large losses among 200 gains and losses of small change: the five decide, 1 of 32."""
    losses = [1_000_000] * 5 + [5, -5] * 100
    assert randomization_test(losses) == pytest.approx(1 / 32, abs=0.02)
    assert randomization_test(losses) > 0.01
