"""The forecast of a panel: choice, ranges and measured errors, and honest answers to odd histories."""

from __future__ import annotations

import csv
import gzip
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.conftest import reference_data
from tests.draws import holds, in_two_parts
from wipbook.calculators.demand.croston import intermittent
from wipbook.calculators.demand.methods import METHODS
from wipbook.forecast.demand.panel import DemandPanel
from wipbook.forecast.demand.panel_backtest import GAPPY, blended, errors_of, first_origin, log_ratios, ranked
from wipbook.forecast.demand.panel_forecast import PanelForecast, forecast_panel

NET = arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(0, 40)), elements=st.integers(-3, 9).map(float))


def forecast(*rows: list[float], horizon: int = 3) -> PanelForecast:
    return forecast_panel(DemandPanel.of(np.array(rows, dtype=float)), horizon)


@given(NET)
def test_whatever_the_history_points_lie_within_their_range_and_above_zero(net: np.ndarray) -> None:
    panel = DemandPanel.of(net)
    found = forecast_panel(panel, 4)
    assert found.point.shape == (len(net), 4)
    assert np.isfinite(found.point).all() and (found.point >= 0).all()
    known = ~np.isnan(found.low)
    assert (found.low[known] <= found.point[known] + 1e-9).all()
    assert (found.point[known] <= found.high[known] + 1e-9).all()
    assert (found.point[panel.length == 0] == 0).all()
    assert found.weights.sum(axis=1) == pytest.approx(np.ones(len(net)))


def test_the_back_test_leaves_the_first_third_for_learning() -> None:
    """The line 0, 1 .. 11, its last value carried forward: one short after one month, two after two."""
    history = np.arange(12.0)[None]
    assert first_origin(12) == 4
    errors = errors_of(history, history[..., None], 2)[0]
    assert errors.shape == (8, 2)
    assert (errors[:, 0] == 1).all()
    assert (errors[:-1, 1] == 2).all()
    assert np.isnan(errors[-1, 1])


@in_two_parts(20, 100)
def test_a_history_is_forecast_among_others_as_it_is_alone(draws: int) -> None:
    holds(_as_alone, draws, NET)


def _as_alone(net: np.ndarray) -> None:
    together = forecast_panel(DemandPanel.of(net), 4)
    for row, history in enumerate(net):
        alone = forecast_panel(DemandPanel.of(history[None]), 4)
        for name in ("point", "low", "high", "error", "mase", "bias"):
            assert getattr(together, name)[row] == pytest.approx(getattr(alone, name)[0], abs=1e-9, nan_ok=True)
        assert together.method_names()[row] == alone.method_names()[0]


def test_the_yardstick_is_level_with_itself() -> None:
    demand = np.random.default_rng(1).poisson(3.0, (5, 30)).astype(float)
    ratios, origins = log_ratios(demand, 12)
    assert (ratios[:, 0] == 0).all()
    assert (origins[:, 0] == 20).all()


def test_a_constant_demand_is_forecast_exactly() -> None:
    found = forecast([7.0] * 24)
    assert found.point[0] == pytest.approx([7, 7, 7])
    assert found.low[0] == pytest.approx([7, 7, 7])
    assert found.high[0] == pytest.approx([7, 7, 7])


def test_a_lasting_shift_is_followed_and_a_season_repeated() -> None:
    shifted = [10.0, 12, 9, 11] * 6 + [40.0, 42, 39, 41] * 4
    year = [20.0, 20, 20, 60, 60, 20, 20, 20, 20, 20, 20, 20]
    found = forecast([0.0] * 20 + shifted, year * 5, horizon=5)
    assert found.point[0, 0] > 30
    assert found.point[1, 3] > 2 * found.point[1, 0]
    assert "seasonal" in found.method_names()[1]


def test_one_point_no_point_and_too_few_points_are_answered_without_a_range() -> None:
    found = forecast([0.0, 0, 0, 0], [0.0, 0, 0, 8], [0.0, 0, 5, 7])
    assert found.point[:, 0] == pytest.approx([0, 8, 6])
    assert np.isnan(found.low[:, 0]).tolist() == [True, True, True]
    assert found.method_names()[1] == "mean"


def test_what_has_ended_is_forecast_as_nothing() -> None:
    found = forecast([5.0] * 20 + [0.0] * 10, [5.0] * 30)
    assert found.point[0].tolist() == [0, 0, 0]
    assert found.point[1] == pytest.approx([5, 5, 5])


def test_a_ramp_goes_on_and_a_sine_comes_again() -> None:
    """Each exactly: 460, 470 .. after 100, 110 .. 450, and 100 + 40 sin after three years of it."""
    months = np.arange(36)
    sine = 100 + 40 * np.sin(2 * np.pi * np.arange(1, 49) / 12)
    found = forecast(list(100 + 10.0 * months), list(sine[:36]), horizon=12)
    assert found.point[0] == pytest.approx(460 + 10.0 * np.arange(12))
    assert found.point[1] == pytest.approx(sine[36:])
    assert found.method_names()[1] == "seasonal naive"


def test_a_trend_and_a_season_at_once_are_followed_within_a_few_percent() -> None:
    months = np.arange(48)
    both = 100 + 10.0 * months + 40 * np.sin(2 * np.pi * months / 12)
    assert forecast(list(both[:36]), horizon=12).point[0] == pytest.approx(both[36:], rel=0.03)


def test_a_noisy_trend_is_followed() -> None:
    noise = np.random.default_rng(6).normal(0, 20, (40, 36))
    found = forecast_panel(DemandPanel.of(100 + 10.0 * np.arange(36) + noise), 3)
    assert np.abs(found.point.mean(axis=0) - [460, 470, 480]).max() < 12  # a naive forecast would be 10, 20, 30 low


def test_bias_and_signal_have_the_sign_of_demand_less_forecast() -> None:
    rising = np.arange(1.0, 31.0)
    found = forecast_panel(DemandPanel.of(np.array([rising, rising[::-1]])), 3, "mean")  # which follows neither
    assert found.bias[0] > 0 > found.bias[1]
    assert found.signal[0] > 4
    assert found.signal[1] < -4


def test_methods_for_gaps_are_left_to_demand_with_gaps() -> None:
    smooth = np.random.default_rng(2).poisson(50.0, (20, 40)).astype(float)
    names = " ".join(forecast_panel(DemandPanel.of(smooth), 1).method_names())
    assert not any(word in names for word in ("sba", "tsb", "croston", "sbj"))


def test_a_blend_is_the_weighted_mean_of_its_methods() -> None:
    demand = np.random.default_rng(3).poisson(4.0, (1, 12)).astype(float)
    names = list(METHODS)
    best = np.array([[names.index("mean"), names.index("naive"), names.index("seasonal naive")]])
    told = blended(demand, best, np.array([[0.5, 0.3, 0.2]]), 1, 12)[0, :, 0]
    mean, naive = demand[0].cumsum() / np.arange(1, 13), demand[0]
    assert told[:-1] == pytest.approx((0.5 * mean + 0.3 * naive)[:-1] / 0.8)  # no year before: the others speak
    assert told[-1] == pytest.approx(0.5 * mean[-1] + 0.3 * naive[-1] + 0.2 * demand[0, 0])


def test_methods_are_judged_by_the_next_months_and_by_the_sum_of_a_year() -> None:
    """By hand: 10, 10 .. 10, 34: errors of the mean and the naive forecast, each weighted by its age."""
    demand = np.array([[10.0] * 5 + [34.0]])
    against, origins = log_ratios(demand, 12)
    # two periods ahead can be judged; origins after periods 2, 3, 4, 5; the last demand was foreseen by none
    assert origins[0, 0] == 4
    errors = errors_of(demand, np.broadcast_to(np.array([10.0] * 5 + [34])[None, :, None], (1, 6, 1)), 2)[0]
    assert errors[:, 0].tolist() == [0, 0, 0, 24]
    assert errors[:3, 1].tolist() == [0, 0, 24] and np.isnan(errors[3, 1])
    assert against[0, 0] == 0  # level with itself
    rising = 10.0 * np.arange(1, 37)[None]
    against, _ = log_ratios(rising, 12)
    names = list(METHODS)
    near = errors_of(rising, METHODS["naive"].paths(rising, 12, 12), 12)[0]
    mean = errors_of(rising, METHODS["mean"].paths(rising, 12, 12), 12)[0]
    expected = 0.0
    for look, length in ((slice(0, 3), 3), (slice(0, 12), 12)):
        a, b = near[:, look], mean[:, look]
        if length == 12:
            a, b = a.sum(axis=1, keepdims=True), b.sum(axis=1, keepdims=True)
        weight = ~np.isnan(a) * 0.5 ** (np.arange(len(a))[::-1] / 12)[:, None]
        ratio = (np.nan_to_num(a) ** 2 * weight).sum() / (np.nan_to_num(b) ** 2 * weight).sum()
        expected += weight.sum() / length * np.log(ratio)
    assert against[0, names.index("naive")] == pytest.approx(expected, rel=1e-4)


def test_a_trend_is_followed_on_demand_with_gaps_only_where_it_wins() -> None:
    """Gaps without a trend: the damped trend has next to no part in the average. Growth beyond doubt: it has."""
    random = np.random.default_rng(8)
    gaps = (random.random((200, 60)) < 0.4) * random.geometric(0.2, (200, 60)).astype(float)
    growing = (random.random((200, 60)) < 0.7) * np.round(10 * np.exp(0.12 * np.arange(60)))
    growing = growing[[kind in GAPPY for kind in DemandPanel.of(growing).described()["Class"]]]

    def share(demand: np.ndarray) -> float:
        found = forecast_panel(DemandPanel.of(demand), 12)
        return float(np.where(found.methods == list(METHODS).index("ets"), found.weights, 0.0).sum(axis=1).mean())

    assert len(growing) > 100
    assert share(gaps) < 0.005
    assert share(growing) > 0.03


def test_demand_that_dies_out_or_starts_is_followed_within_a_year() -> None:
    """Half of it goes every three months; another has been growing for a year: the mean of all would be far off."""
    random, month = np.random.default_rng(9), np.arange(48)
    dying = random.poisson(40 * np.where(month < 36, 1.0, 0.5 ** ((month - 36) / 3)), (100, 48)).astype(float)
    starting = random.poisson(40 * np.clip((month - 30) / 12, 0, 1), (100, 48)).astype(float)
    for demand, at_most, at_least in ((dying, 12.0, 0.0), (starting, 50.0, 30.0)):
        panel = DemandPanel.of(demand)
        found, mean = forecast_panel(panel, 12).point.mean(), forecast_panel(panel, 12, "mean").point.mean()
        assert at_least < found < at_most
        assert not at_least < mean < at_most


def test_a_row_too_short_to_judge_takes_the_mean() -> None:
    best, weights = ranked(
        np.zeros((1, len(METHODS))), np.zeros((1, len(METHODS)), dtype=np.int64), ["lumpy"]
    )
    assert list(METHODS)[best[0, 0]] == "mean"
    assert weights[0].tolist() == [1, 0, 0]


def test_thirty_thousand_histories_within_the_time_allowed() -> None:
    demand = np.random.default_rng(4).poisson(0.8, (30_000, 60)) * 3.0
    started = time.process_time()  # of the processor: what else the machine does counts for nothing
    forecast_panel(DemandPanel.of(demand), 6)
    assert time.process_time() - started < 20


@pytest.mark.reference_data
def test_on_real_parts_it_is_within_one_percent_of_the_best_and_its_range_holds() -> None:
    with gzip.open(reference_data() / "spare_parts" / "auto_monthly_24.csv.gz", "rt") as lines:
        rows = list(csv.reader(lines))[1:]
    demand = np.array([[float(cell) for cell in row[-24:]] for row in rows])
    before, after = demand[:, :21], demand[:, 21:]
    scale = np.sqrt((np.diff(before, axis=1) ** 2).mean(axis=1))
    known = scale > 0

    def error(told: np.ndarray) -> float:
        return float((np.sqrt(((after - told) ** 2).mean(axis=1))[known] / scale[known]).mean())

    found = forecast_panel(DemandPanel.of(before), 3)
    rivals = [before[:, -1:], before.mean(axis=1, keepdims=True)]
    rivals += [intermittent(before, name)[:, -1:] for name in ("croston", "sba", "tsb")]
    best = min(error(each) for each in rivals)
    assert error(found.point) < 1.01 * best
    inside = (after >= found.low - 1e-9) & (after <= found.high + 1e-9)
    assert 0.74 < inside.mean() < 0.86
