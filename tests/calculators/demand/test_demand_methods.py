"""Demand methods: textbook figures, properties, and honest answers to short or odd histories."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import reference_data
from wipbook.calculators.demand.backtest import best_method, first_origin, rolling_errors, root_mean_square
from wipbook.calculators.demand.classify import classify
from wipbook.calculators.demand.croston import VARIANTS, demand_rate, intermittent
from wipbook.calculators.demand.demand_forecast import CHOICES, forecast
from wipbook.calculators.demand.methods import METHODS
from wipbook.calculators.demand.simple import moving_average
from wipbook.calculators.demand.smoothing import ets, ses
from wipbook.calculators.faults import CannotPlan

# Render & Stair, Quantitative Analysis for Management, ch. 5: Wallace Garden Supply, storage sheds by month, and
# the 3-month moving averages printed for April .. January
SHEDS = [10, 12, 13, 16, 19, 23, 26, 30, 28, 18, 16, 14]
PRINTED = [11.67, 13.67, 16.00, 19.33, 22.67, 26.33, 28.00, 25.33, 20.67, 16.00]

# Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 2nd ed., 12.2 (productC): sizes and intervals
LUBRICANT = [
    0,
    2,
    0,
    1,
    0,
    11,
    0,
    0,
    0,
    0,
    2,
    0,
    6,
    3,
    0,
    0,
    0,
    0,
    0,
    7,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    3,
    1,
    0,
    0,
    1,
    0,
    1,
    0,
    0,
]


def test_moving_average_of_the_sheds() -> None:
    averages = moving_average(np.array(SHEDS, dtype=float)).level[2:]
    assert averages == pytest.approx(PRINTED, abs=0.005)


def test_croston_by_hand_on_the_lubricant() -> None:
    size, interval = 2.0, 2.0
    for q, a in zip([1, 11, 2, 6, 3, 7, 3, 1, 1, 1], [2, 2, 5, 2, 1, 6, 8, 1, 3, 2], strict=True):
        size, interval = 0.9 * size + 0.1 * q, 0.9 * interval + 0.1 * a
    history = np.array(LUBRICANT, dtype=float)
    assert (round(size, 3), round(interval, 3)) == (2.750, 2.793)
    assert demand_rate(history, 0.1, "croston", None) == pytest.approx(size / interval)
    assert demand_rate(history, 0.1, "sba", None) == pytest.approx(0.95 * size / interval)
    assert demand_rate(history, 0.1, "sbj", None) == pytest.approx((1 - 0.1 / 1.9) * size / interval)


def test_tsb_by_hand() -> None:
    """First demand of 4 in period 2: probability 1/2; then 0, 6, 0 with alpha 0.5 and beta 0.2."""
    chance = 0.5 * 0.8
    chance += 0.2 * (1 - chance)
    chance *= 0.8
    assert demand_rate(np.array([0.0, 4, 0, 6, 0]), 0.5, "tsb", 0.2) == pytest.approx(5 * chance)


def test_tsb_forgets_an_item_that_is_no_longer_sold_and_croston_does_not() -> None:
    alive = [0.0, 5, 0, 5, 0, 5]
    dead = [*alive, *[0.0] * 60]
    assert demand_rate(np.array(dead), 0.1, "tsb", None) < 0.01
    assert demand_rate(np.array(dead), 0.1, "croston", None) == demand_rate(np.array(alive), 0.1, "croston", None)


@pytest.mark.parametrize("variant", VARIANTS)
def test_many_series_at_once_are_the_series_one_by_one(variant: str) -> None:
    random = np.random.default_rng(7)
    histories = random.poisson(0.4, (20, 40)) * random.integers(1, 9, (20, 40)).astype(float)
    together = intermittent(histories, variant).level[:, -1]
    assert together == pytest.approx([demand_rate(one, 0.1, variant, None) for one in histories])


@pytest.mark.parametrize("name", METHODS)
def test_a_forecast_knows_only_its_past(name: str) -> None:
    """What is said after a period does not change when the future does: the back-test would be worth nothing."""
    random = np.random.default_rng(3)
    history = random.integers(0, 30, 30).astype(float)
    other = history.copy()
    other[20:] = random.integers(100, 300, 10)
    method = METHODS[name]
    assert np.array_equal(method(history).ahead(4)[:20], method(other).ahead(4)[:20])
    assert method(history).ahead(3)[19] == pytest.approx(method(history[:20]).ahead(3)[-1])


@pytest.mark.parametrize("name", METHODS)
def test_even_demand_is_forecast_as_it_is(name: str) -> None:
    factor = {"sba": 0.95, "sbj": 1 - 0.1 / 1.9}.get(name, 1.0)  # their correction is made for gaps
    assert METHODS[name](np.full(24, 7.0)).ahead(6)[-1] == pytest.approx([7.0 * factor] * 6)


def test_ets_follows_a_trend_and_ses_lags_behind() -> None:
    line = 20 + 3.0 * np.arange(40)
    assert ets(line).ahead(1)[-1, 0] == pytest.approx(line[-1] + 3, abs=0.5)
    assert ses(line).ahead(1)[-1, 0] < line[-1] + 1


def test_ses_smooths_noise_and_follows_a_step() -> None:
    noise = 50 + np.random.default_rng(5).normal(0, 10, 200)
    assert ses(noise).level[-1] == pytest.approx(50, abs=4)
    step = np.array([10.0] * 20 + [30.0] * 20)
    assert ses(step).level[-1] == pytest.approx(30, abs=0.1)


def test_rolling_errors_leave_the_first_third_for_learning() -> None:
    history = np.arange(12.0)
    assert first_origin(12) == 4
    errors = rolling_errors(history, METHODS["naive"](history), 2)
    assert errors.shape == (8, 2)
    assert np.nanmax(np.abs(errors[:, 0] - 1)) == 0
    assert np.nanmax(np.abs(errors[:, 1] - 2)) == 0
    assert np.isnan(errors[-1, 1])
    assert root_mean_square(errors[:, :1]) == 1
    assert root_mean_square(np.empty((0, 1))) is None


def test_auto_takes_the_method_with_the_smallest_error() -> None:
    assert best_method(np.array([5.0] * 10 + [20.0] * 10), 1) == "naive"
    random = np.random.default_rng(11)
    assert best_method(np.array(random.normal(100, 10, 60)), 3) in ("mean", "ses", "ets")
    assert best_method(np.arange(60.0) * 5, 3) == "ets"
    assert best_method(np.array([3.0]), 1) == "mean"


@given(
    st.lists(st.integers(0, 500) | st.just(0), min_size=1, max_size=40), st.sampled_from(CHOICES), st.integers(1, 24)
)
def test_a_forecast_is_finite_ordered_and_never_negative(demand: list[int], method: str, periods: int) -> None:
    rows = forecast(demand, periods, method)
    assert [row.period for row in rows] == list(range(1, periods + 1))
    for row in rows:
        assert np.isfinite(row.forecast)
        assert row.forecast >= 0
        assert (row.low is None) == (row.high is None)
        if row.low is not None and row.high is not None:
            assert 0 <= row.low <= row.forecast <= row.high


def test_a_short_history_has_no_range_and_says_so() -> None:
    (row,) = forecast([Decimal(7)], 1)
    assert (row.forecast, row.low, row.high, row.back_test_error) == (7, None, None, None)
    assert row.status == "only 1 in the history: too few periods for Low and High"


def test_no_demand_is_forecast_as_none() -> None:
    row = forecast([0] * 24, 1)[0]
    assert (row.forecast, row.low, row.high, row.status) == (0, 0, 0, "no demand in the history")


def test_returns_may_be_forecast_but_only_when_there_were_any() -> None:
    assert forecast([-5] * 12, 1, "mean")[0].forecast == -5
    falling = forecast([200 - 6 * period for period in range(32)], 24, "ets")
    assert falling[0].forecast < 14
    assert falling[-1].forecast == 0


@pytest.mark.parametrize("length", [0, 10_001])
def test_the_length_of_a_history_is_bounded(length: int) -> None:
    with pytest.raises(CannotPlan, match="1 to 10,000 periods"):
        forecast([1] * length)


@pytest.mark.parametrize(
    ("demand", "expected"),
    [
        ([5, 5, 6, 5], "smooth"),
        ([1, 20, 1, 1], "erratic"),
        ([5, 0, 0, 5], "intermittent"),
        ([1, 0, 0, 20], "lumpy"),
        ([0, 0], "no demand"),
        ([5, -5], "demand and returns cancel out"),
    ],
)
def test_classes(demand: list[int], expected: str) -> None:
    assert classify([Decimal(one) for one in demand]).demand_class == expected


def test_the_limits_themselves_are_on_the_far_side() -> None:
    assert classify([Decimal(1)] * 25 + [Decimal(0)] * 8).demand_class == "intermittent"  # 33 / 25 = 1.32
    assert classify([Decimal(3), Decimal(17)]).cv2 == Decimal("0.49")  # 7² / 10²
    assert classify([Decimal(3), Decimal(17)]).demand_class == "erratic"


@pytest.mark.reference_data
def test_the_3000_automotive_parts_fall_into_the_known_classes() -> None:
    """The counts of the data set's own page: smooth 1,241, intermittent 1,074, erratic 378, lumpy 307."""
    with gzip.open(reference_data() / "spare_parts" / "auto_monthly_24.csv.gz", "rt") as file:
        rows = list(csv.reader(file))[1:]
    found = Counter(classify([Decimal(cell) for cell in row[1:]]).demand_class for row in rows)
    assert found == {"smooth": 1241, "intermittent": 1074, "erratic": 378, "lumpy": 307}


@pytest.mark.reference_data
def test_on_the_automotive_parts_sba_beats_croston_and_both_beat_naive() -> None:
    """As published for these data (Syntetos & Boylan 2005): 18 months known, 6 to come, mean squared error."""
    with gzip.open(reference_data() / "spare_parts" / "auto_monthly_24.csv.gz", "rt") as file:
        history = np.array([[float(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]])
    known, coming = history[:, :18], history[:, 18:]
    scale = known.var(axis=1, keepdims=True) + 1e-9
    error = {name: float(np.mean((coming - METHODS[name](known).ahead(6)[:, -1]) ** 2 / scale)) for name in METHODS}
    assert error["sba"] < error["croston"] < error["naive"]
