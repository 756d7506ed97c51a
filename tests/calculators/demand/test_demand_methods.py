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
from hypothesis.extra.numpy import arrays

from tests.conftest import reference_data
from wipbook.calculators.demand.classify import classify
from wipbook.calculators.demand.croston import VARIANTS, demand_rate, intermittent
from wipbook.calculators.demand.history import History
from wipbook.calculators.demand.methods import METHODS
from wipbook.calculators.demand.seasonal import seasonal, seasonal_trend
from wipbook.calculators.demand.simple import moving_average
from wipbook.calculators.demand.smoothing import WEIGHTS, ses
from wipbook.calculators.demand.trend import ets
from wipbook.forecast.demand.panel_backtest import errors_of

SERIES = arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(2, 30)), elements=st.integers(0, 9).map(float))


def paths(name: str, histories: History, steps: int = 3, season: int = 12) -> History:
    told = METHODS[name].paths(histories, steps, season)
    return np.broadcast_to(told, (*histories.shape, steps))


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
    averages = moving_average(np.array(SHEDS, dtype=float))[2:]
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
    together = intermittent(histories, variant)[:, -1]
    assert together == pytest.approx([demand_rate(one, 0.1, variant, None) for one in histories])


def test_weights_that_settle_start_as_means() -> None:
    """Size 4, interval (1 + 3 + 2) / 3 = 2; three demands in six periods. SBA: 1 - 0.05 / 2."""
    demand = np.array([2.0, 0, 0, 4, 0, 6])
    assert intermittent(demand, "sba", 0.05, settling=True)[-1] == pytest.approx(0.975 * 2.0)
    assert intermittent(demand, "tsb", 0.05, settling=True)[-1] == pytest.approx(4.0 * 0.5)
    settled, textbook = (intermittent(demand, "croston", 0.9, settling=each)[-1] for each in (True, False))
    assert settled == pytest.approx(textbook)  # a weight that never has to fall so far


@given(SERIES)
@pytest.mark.parametrize("name", METHODS)
def test_a_forecast_knows_only_its_past(name: str, demand: History) -> None:
    """What is said after a period does not change when the future does: the back-test would be worth nothing."""
    cut = max(demand.shape[1] // 2, 1)
    whole, early = paths(name, demand, season=4), paths(name, demand[:, :cut], season=4)
    assert np.allclose(whole[:, :cut], early, equal_nan=True)


@given(SERIES)
@pytest.mark.parametrize("name", METHODS)
def test_ten_times_the_demand_is_ten_times_the_forecast(name: str, demand: History) -> None:
    once, ten = (paths(name, each, season=4) for each in (demand, 10 * demand))
    assert np.allclose(10 * once, ten, equal_nan=True)


@given(SERIES)
@pytest.mark.parametrize("name", METHODS)
def test_many_histories_are_forecast_as_each_alone(name: str, demand: History) -> None:
    together = paths(name, demand, season=4)
    for row, history in zip(together, demand, strict=True):
        assert np.array_equal(row, paths(name, history[None], season=4)[0], equal_nan=True)


@pytest.mark.parametrize("name", METHODS)
def test_even_demand_is_forecast_as_it_is(name: str) -> None:
    factor = {"sba": 0.95, "sbj": 1 - 0.1 / 1.9}.get(name, 1.0)  # their correction is made for gaps
    assert paths(name, np.full((1, 36), 7.0), 6)[0, -1] == pytest.approx([7.0 * factor] * 6)


@pytest.mark.parametrize("name", METHODS)
def test_what_a_method_costs_on_steady_demand_is_what_is_said(name: str) -> None:
    """Simulated: even and gappy demand over 24, 36 and 60 months."""
    random, found = np.random.default_rng(1), []
    for periods in (24, 36, 60):
        even = random.normal(100, 20, (1000, periods))
        gappy = (random.random((1000, periods)) < 0.5) * random.geometric(0.3, (1000, periods)).astype(float)
        for demand in (gappy,) if METHODS[name].for_gaps else (even, gappy):
            errors, yardstick = (errors_of(demand, METHODS[each].paths(demand, 3, 12), 3) for each in (name, "mean"))
            known = ~np.isnan(errors)
            if known.any():
                found.append(np.log((errors[known] ** 2).sum() / (yardstick[known] ** 2).sum()))
    said = METHODS[name].cost
    if name == "ets":  # charged for more, see METHODS
        assert 0 < np.mean(found) < said
        return
    assert np.mean(found) == pytest.approx(said, abs=0.005 if said < 0.05 else 0.2 * said)


def test_naive_costs_what_theory_says() -> None:
    """Of independent demands: variance 2 against 1 + 1/t for the mean; 1 + 1/3 for the moving average of three."""
    assert METHODS["naive"].cost == pytest.approx(np.log(2 / (1 + 1 / 25)), abs=0.03)
    assert METHODS["moving average"].cost == pytest.approx(np.log((4 / 3) / (1 + 1 / 25)), abs=0.03)


def test_ses_by_hand_on_the_sheds() -> None:
    """Level by level with each weight; the one taken has the least errors so far, dear weights charged for."""
    history = np.array(SHEDS, dtype=float)
    levels, charges = [], []
    for alpha in WEIGHTS:
        level, squares = 10.0, 0.0
        for at, now in enumerate(SHEDS[1:], 2):
            squares += (now - level) ** 2
            level += max(alpha, 1 / at) * (now - level)
        levels.append(level)
        charges.append(11 * np.log(squares) + 100 * np.log(2 / (2 - alpha)))
    assert ses(history)[-1] == pytest.approx(levels[int(np.argmin(charges))])


def test_a_ramp_goes_on() -> None:
    """100, 110 .. 450, then 460, 470 .."""
    ramp = 100 + 10.0 * np.arange(36)
    assert ets(ramp, 6)[-1] == pytest.approx(460 + 10.0 * np.arange(6), abs=1e-6)
    assert ses(ramp)[-1] < 450


def test_ets_by_hand_on_five_weights() -> None:
    """Holt's equations in component form (FPP3, 8.2): l = alpha y + (1 - alpha)(l + b), b = beta* (l - l before) +
    (1 - beta*) b, started with the first difference; of all weights tried those with the least squares."""
    noise = np.random.default_rng(8).normal(0, 6, 40)
    history = 100 + 10.0 * np.arange(40) + noise
    found: list[tuple[float, float]] = []
    for alpha in (0.1, 0.3, 0.6, 0.9):
        for beta in (0.05, 0.2, 0.5):
            for slope in (0.0, history[1] - history[0]):
                level, trend, squares = history[1], slope, 0.0
                for now in history[2:]:
                    squares += (now - level - trend) ** 2
                    before, level = level, alpha * now + (1 - alpha) * (level + trend)
                    trend = beta * (level - before) + (1 - beta) * trend
                found.append((squares, level + 2 * trend))
    assert ets(history, 2)[-1, 1] == pytest.approx(min(found)[1])


def test_ses_smooths_noise_and_follows_a_step() -> None:
    noise = 50 + np.random.default_rng(5).normal(0, 10, 200)
    assert ses(noise)[-1] == pytest.approx(50, abs=4)
    step = np.array([10.0] * 20 + [30.0] * 20)
    assert ses(step)[-1] == pytest.approx(30, abs=0.1)


def test_a_season_is_found_and_one_year_half_believed() -> None:
    year = np.array([1.0, 1, 4, 1, 1, 4])
    whole = np.tile(year, 12)[None]
    assert seasonal(whole, 3, 6)[0, -1] == pytest.approx(year[:3] / (12 + 1) * 12 + 2 / 13, rel=0.05)
    assert seasonal(year[None], 3, 6)[0, -1] == pytest.approx((year[:3] + 2) / 2)
    assert np.isnan(seasonal(year[None, :5], 3, 6)).all()


def test_a_season_on_a_line_is_the_line_and_the_season() -> None:
    """Ten more each quarter, and 0, +5, -5, 0 by quarter: three years of four believed (a season has 3 / (3 + 1))."""
    quarters = np.arange(12)
    demand = 100 + 10.0 * quarters + np.tile([0.0, 5, -5, 0], 3)
    assert seasonal_trend(demand[None], 4, 4, doubt=0)[0, -1] == pytest.approx([220, 235, 235, 250])
    assert seasonal_trend(demand[None], 4, 4)[0, -1] == pytest.approx([220, 233.75, 236.25, 250])
    assert np.isnan(seasonal_trend(demand[None, :7], 4, 4)).all()


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
    levels = {name: intermittent(known, name)[:, -1:] for name in VARIANTS} | {"naive": known[:, -1:]}
    error = {name: float(np.mean((coming - level) ** 2 / scale)) for name, level in levels.items()}
    assert error["sba"] < error["croston"] < error["naive"]
