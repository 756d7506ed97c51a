"""Methods over many histories: the same as over one, the same as by hand, and blind to what comes later."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wipbook.calculators.demand.methods import METHODS
from wipbook.forecast.demand.panel_methods import FOR_GAPS, PANEL_METHODS, aggregated, apart, damped, smoothed
from wipbook.forecast.demand.panel_seasonal import seasonal

SERIES = arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(2, 30)), elements=st.integers(0, 9).map(float))
# Render & Stair, Quantitative Analysis for Management, ch. 5: Wallace Garden Supply, storage sheds by month
SHEDS = np.array([[10.0, 12, 13, 16, 19, 23, 26, 30, 28, 18, 16, 14]])


@given(SERIES)
@pytest.mark.parametrize("name", ["mean", "naive", "moving average", "croston", "sbj"])
def test_a_method_known_for_one_history_gives_the_same_for_many(name: str, demand: np.ndarray) -> None:
    many = PANEL_METHODS[name](demand, 1, 12)[..., 0]
    for row, history in zip(many, demand, strict=True):
        assert row == pytest.approx(METHODS[name](history).level)


@given(SERIES)
@pytest.mark.parametrize("name", [name for name in PANEL_METHODS if name != "adida"])
def test_a_forecast_knows_only_its_past(name: str, demand: np.ndarray) -> None:
    whole = PANEL_METHODS[name](demand, 3, 4)
    cut = max(demand.shape[1] // 2, 1)
    early = PANEL_METHODS[name](demand[:, :cut], 3, 4)
    assert np.allclose(whole[:, :cut], early, equal_nan=True)


@given(SERIES)
@pytest.mark.parametrize("name", list(PANEL_METHODS))
def test_ten_times_the_demand_is_ten_times_the_forecast(name: str, demand: np.ndarray) -> None:
    once, ten = (PANEL_METHODS[name](each, 3, 4) for each in (demand, 10 * demand))
    assert np.allclose(10 * once, ten, equal_nan=True)


def test_smoothing_by_hand_on_the_sheds() -> None:
    level = 10.0
    for at, now in enumerate(SHEDS[0, 1:], 2):
        level += max(0.2, 1 / at) * (now - level)
    assert smoothed(SHEDS, 1, 12, alpha=0.2)[0, -1, 0] == pytest.approx(level)


def test_while_there_is_little_to_go_by_a_smoothed_rate_is_the_mean() -> None:
    demand = np.array([[2.0, 0, 0, 4, 0, 6]])
    assert smoothed(demand, 1, 12, alpha=0.05)[0, -1, 0] == pytest.approx(2.0)
    assert apart(demand, 1, 12, "tsb", 0.05)[0, -1, 0] == pytest.approx(4.0 * 0.5)
    # mean size 4 over mean interval (1 + 3 + 2) / 3 = 2, times 1 - alpha / 2
    assert apart(demand, 1, 12, "sba", 0.05)[0, -1, 0] == pytest.approx(0.975 * 2.0)


def test_adida_with_buckets_of_one_month_is_smoothing() -> None:
    assert aggregated(SHEDS, 1, 12, alpha=0.1) == pytest.approx(smoothed(SHEDS, 1, 12, alpha=0.1))


def test_adida_sums_over_the_mean_interval() -> None:
    # three demands in nine months: buckets of 3 hold 3, 6, 9 -> rates 1, 2, 3; weights 1, 1/2, 1/3
    demand = np.array([[0.0, 3, 0, 6, 0, 0, 0, 9, 0]])
    assert aggregated(demand, 1, 12)[0, -1, 0] == pytest.approx((1 + 2 + 3) / 3)


def test_a_trend_is_followed_and_damped() -> None:
    ahead = damped(np.arange(40.0)[None], 3, 12, alpha=0.5)[0, -1]
    assert 39 < ahead[0] < ahead[1] < ahead[2] < 42
    assert ahead[2] - ahead[1] < ahead[1] - ahead[0]


def test_a_season_is_found_and_one_year_half_believed() -> None:
    year = np.array([1.0, 1, 4, 1, 1, 4])
    whole = np.tile(year, 12)[None]
    assert seasonal(whole, 3, 6)[0, -1] == pytest.approx(year[:3] / (12 + 1) * 12 + 2 / 13, rel=0.05)
    assert seasonal(year[None], 3, 6)[0, -1] == pytest.approx((year[:3] + 2) / 2)
    assert np.isnan(seasonal(year[None, :5], 3, 6)).all()


def test_methods_for_gaps_are_named() -> None:
    assert {"croston", "sba 10%", "tsb 10%", "adida"} <= FOR_GAPS
    assert not FOR_GAPS & {"mean", "naive", "smoothing 10%", "seasonal"}
