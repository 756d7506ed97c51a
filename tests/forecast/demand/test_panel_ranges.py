"""Ranges hold four of five months: of steady, dying, starting, growing and gappy demand; by hand; what they cannot."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.demand_sets import made_up
from wipbook.forecast.demand.panel import DemandPanel
from wipbook.forecast.demand.panel_forecast import forecast_panel
from wipbook.forecast.demand.panel_ranges import ranges

KINDS = made_up(seed=77, count=400)
"""Another seed than the constants were set by, and than the benchmark has."""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "stopping at once"])
def test_four_of_five_months_lie_within(kind: str) -> None:
    demand = KINDS[kind]
    demand = demand[(demand[:, :48] > 0).sum(axis=1) >= 2]
    found = forecast_panel(DemandPanel.of(demand[:, :48]), 12)
    after = demand[:, 48:]
    known = ~np.isnan(found.low)
    inside = ((after >= found.low - 1e-9) & (after <= found.high + 1e-9))[known]
    # what lies at nothing cannot be left out
    most = max(0.86, (after[known] == 0).mean() + 0.09)
    assert 0.75 <= inside.mean() <= most
    assert known.mean() > 0.9


def test_the_range_of_what_stopped_before_is_nothing() -> None:
    demand = np.array([[6.0, 4, 5, 7, 5, 6] * 6 + [0.0] * 12])
    found = forecast_panel(DemandPanel.of(demand), 3)
    assert (found.low == 0).all() and (found.high == 0).all()


def test_errors_of_a_higher_level_are_brought_down() -> None:
    """The same errors, forecast at 100 then and at 100 or 25 now: a quarter of the level, 35 % of the width."""
    errors = np.tile([-30.0, -10.0, 10.0, 30.0], 6)[None, :, None]
    told = np.full((1, 24, 1), 100.0)
    history = np.full((1, 24), 100.0)
    widths = []
    for level in (100.0, 25.0):
        low, high = ranges(np.full((1, 1), level), errors, told, history)
        widths.append(float(high[0, 0] - low[0, 0]))
    assert widths[1] / widths[0] == pytest.approx(((25 + 10) / (100 + 10)) ** 0.75, rel=1e-6)


def test_a_range_by_hand() -> None:
    """19 errors of -9 .. 9, one period ahead: the tenth and ninetieth of 20 parts are -8 and 8 (k / (n + 1)); the mean
    square is 30; own errors weigh 19 to 5, and all are wider by 1.75 / 19."""
    errors = np.arange(-9.0, 10.0)[None, :, None]
    low, high = ranges(np.full((1, 1), 50.0), errors, np.full((1, 19, 1), 50.0), np.full((1, 19), 50.0))
    width = (1 + 1.75 / 19) * (19 / 24 * 8 + 5 / 24 * 1.2816 * 30**0.5)
    assert high[0, 0] - 50 == pytest.approx(width)
    assert 50 - low[0, 0] == pytest.approx(width)


def test_errors_that_grow_with_the_months_ahead_widen_the_range() -> None:
    random = np.random.default_rng(3)
    walk = 500 + np.cumsum(random.normal(0, 10, (200, 60)), axis=1)
    found = forecast_panel(DemandPanel.of(walk), 12)
    width = (found.high - found.low).mean(axis=0)
    assert (np.diff(width) >= -1e-9).all()
    assert width[11] > 1.3 * width[0]
    steady = forecast_panel(DemandPanel.of(random.normal(500, 10, (200, 60))), 12)
    wide = (steady.high - steady.low).mean(axis=0)
    assert wide[11] < 1.25 * wide[0]
