"""Demand over a lead time: the textbook formula where it holds, what was seen where demand has gaps."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.calculators.orders.safety_stock import safety_stock
from wipbook.forecast.material.lead_time_demand import LeadTimeDemand, lead_time_demand

NONE = np.array([], dtype=np.int64)
MONTH = 30.4375


def one(level: float, error: float, days: float, spread: float = 0.0) -> LeadTimeDemand:
    arrays = (np.array([each]) for each in (level, error, days, spread))
    return lead_time_demand(*arrays, NONE, np.zeros((0, 0)))


@given(
    st.floats(0.5, 0.999), st.floats(0, 1000), st.floats(0, 300), st.floats(0.1, 12), st.floats(0, 3)
)
def test_safety_stock_is_that_of_the_function(
    service: float, level: float, error: float, months: float, sd: float
) -> None:
    mine = one(level, error, months * MONTH, sd * MONTH).safety(service)[0]
    figures = (Decimal(str(round(each, 6))) for each in (service, level, error, months, sd))
    assert mine == pytest.approx(safety_stock(*figures), rel=1e-3, abs=1e-3)


@pytest.mark.parametrize(("k", "loss"), [(0.0, 0.3989), (0.5, 0.1978), (1.0, 0.0833), (2.0, 0.0085)])
def test_unit_normal_loss(k: float, loss: float) -> None:
    """Silver, Pyke & Thomas, 4th ed., table of the unit normal: G(k)."""
    found = LeadTimeDemand(np.array([0.0]), np.array([1.0]), [None]).short(np.array([k]))
    assert found[0] == pytest.approx(loss, abs=0.00005)


def test_risk_is_the_chance_the_safety_stock_leaves() -> None:
    demand = one(100, 30, 2 * MONTH)
    assert demand.risk(demand.mean + demand.safety(0.95))[0] == pytest.approx(0.05)
    assert demand.mean[0] == pytest.approx(200)
    assert demand.sd[0] == pytest.approx(30 * 2**0.5)


def test_gaps_are_read_off_the_days_seen() -> None:
    days = np.full((1, 400), np.nan)
    days[0, 40:] = 0
    days[0, 40::20] = 6.0  # six every twentieth day: ten days see 0 or 6, half of them each
    found = lead_time_demand(*(np.array([each]) for each in (9.0, 5.0, 10.0, 0.0)), np.array([0]), days)
    assert found.seen[0] is not None
    assert set(found.seen[0].tolist()) == {0.0, 6.0}
    assert found.mean[0] == pytest.approx(3.0, abs=0.1)
    assert found.mean[0] + found.safety(0.95)[0] == pytest.approx(6.0)
    assert found.risk(np.array([5.0]))[0] == pytest.approx(0.5, abs=0.02)
    assert found.short(np.array([4.0]))[0] == pytest.approx(1.0, abs=0.05)


def test_a_lead_time_that_varies_asks_for_more() -> None:
    days = np.random.default_rng(1).poisson(0.2, (1, 700)).astype(float)
    steady, varied = (
        lead_time_demand(*(np.array([each]) for each in (6.0, 3.0, 30.0, spread)), np.array([0]), days.copy())
        for spread in (0.0, 12.0)
    )
    assert varied.sd[0] > steady.sd[0]
    assert varied.safety(0.99)[0] >= steady.safety(0.99)[0]


def test_too_short_a_history_is_not_read() -> None:
    found = lead_time_demand(*(np.array([each]) for each in (9.0, 5.0, 60.0, 0.0)), np.array([0]), np.ones((1, 90)))
    assert found.seen == [None]


def test_no_demand_no_stock_no_risk() -> None:
    found = one(0, 0, 30)
    assert (found.safety(0.95)[0], found.risk(np.array([0.0]))[0], found.short(np.array([0.0]))[0]) == (0, 0, 0)


@given(st.floats(0.5, 0.99), st.floats(0.001, 0.009))
def test_more_service_never_asks_for_less(service: float, more: float) -> None:
    seen = np.sort(np.random.default_rng(2).poisson(3.0, 50).astype(float))
    demand = LeadTimeDemand(np.array([3.0, 3.0]), np.array([1.7, 1.7]), [None, seen])
    assert (demand.safety(service + more) >= demand.safety(service)).all()
