"""The forecast of one history: what a cell shows, and what it says of odd histories."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.calculators.demand.croston import demand_rate
from wipbook.calculators.faults import CannotPlan
from wipbook.forecast.demand.one_history import CHOICES, forecast

DEMAND = st.lists(st.integers(-3, 500) | st.just(0), min_size=1, max_size=40)


@given(DEMAND, st.sampled_from(CHOICES), st.integers(1, 24))
def test_a_forecast_is_finite_ordered_and_never_negative(demand: list[int], method: str, periods: int) -> None:
    rows = forecast(demand, periods, method)
    assert [row.period for row in rows] == list(range(1, periods + 1))
    for row in rows:
        assert np.isfinite(row.forecast)
        assert row.forecast >= 0
        assert (row.low is None) == (row.high is None)
        if row.low is not None and row.high is not None:
            assert 0 <= row.low <= row.forecast <= row.high


@pytest.mark.parametrize("method", CHOICES[1:])
def test_a_named_method_is_taken_and_named(method: str) -> None:
    demand = [0, 4, 0, 0, 7, 2, 0, 0, 5, 0, 0, 3] * 3
    assert {row.method for row in forecast(demand, 2, method)} == {method}


def test_auto_takes_what_did_best() -> None:
    assert forecast([20, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] * 4, 1)[0].method == "seasonal naive"
    noise = np.random.default_rng(11).normal(100, 10, 60)
    assert forecast(list(noise), 3)[0].method.startswith("mean + ses")
    assert forecast([5.0 * each for each in range(1, 61)], 3)[0].method.startswith("ets")
    assert forecast([3.0], 1)[0].method == "mean"


def test_a_history_begins_with_its_first_demand() -> None:
    assert forecast([0, 0, 0, 6, 2, 4], 1, "mean")[0].forecast == 4
    demand = [3, 5, 4, 2, 6, 1, 4, 3, 5, 4]
    assert forecast([0] * 5 + demand, 6) == forecast(demand, 6)


def test_croston_settles_to_what_wip_croston_says() -> None:
    """The weights differ at the start alone, as long as one over the count of demands is above 0.1."""
    demand = [9.0, 0, 0, 0] + [2.0, 0] * 60
    rate = demand_rate(np.array(demand), 0.1, "croston", None)
    assert forecast(demand, 1, "croston")[0].forecast == pytest.approx(rate, rel=0.01)


def test_a_short_history_has_no_range_and_says_so() -> None:
    (row,) = forecast([Decimal(7)], 1)
    assert (row.forecast, row.low, row.high, row.back_test_error) == (7, None, None, None)
    assert row.status == "only 1 in the history: too few periods for Low and High"


def test_no_demand_is_forecast_as_none() -> None:
    row = forecast([0] * 24, 1)[0]
    assert (row.forecast, row.low, row.high, row.status) == (0, None, None, "no demand in the history")


def test_what_has_ended_is_forecast_as_nothing_unless_the_method_is_named() -> None:
    ended = [5] * 20 + [0] * 10
    row = forecast(ended, 1)[0]
    assert (row.forecast, row.status) == (0, "no demand for 10 periods, seems ended: forecast as nothing")
    assert forecast(ended, 1, "mean")[0].forecast == pytest.approx(100 / 30, abs=1e-6)


def test_returns_are_set_against_the_demand_before_them() -> None:
    """5, 3 of it returned, 4: two months of 2 and 4, and one without any."""
    row = forecast([5, -3, 4], 1, "mean")[0]
    assert row.forecast == 2
    assert "more came back than went out in 1 period:" in row.status
    assert forecast([-5] * 12, 1)[0].status == "no demand in the history"


def test_a_season_not_yet_seen_is_said() -> None:
    row = forecast([5, 7, 6], 1, "seasonal")[0]
    assert row.forecast == 6
    assert "3 periods show no season yet: the mean instead" in row.status
    assert "no season" not in forecast([5, 7, 6] * 4, 1, "seasonal")[0].status


@pytest.mark.parametrize("length", [0, 10_001])
def test_the_length_of_a_history_is_bounded(length: int) -> None:
    with pytest.raises(CannotPlan, match="1 to 10,000 periods"):
        forecast([1] * length)
