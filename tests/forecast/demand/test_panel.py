"""Many histories at once: returns, beginnings, classes, ends."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wipbook.calculators.demand.classify import classify
from wipbook.forecast.demand.panel import DemandPanel, carried_back

WHOLE = arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 15)), elements=st.integers(-5, 20).map(float))


@given(WHOLE)
def test_returns_are_taken_off_earlier_demand_and_nothing_is_lost(net: np.ndarray) -> None:
    kept = carried_back(net)
    assert (kept >= 0).all()
    back = np.minimum(net[:, ::-1].cumsum(axis=1)[:, ::-1], 0)  # what a whole tail returns more than it took
    assert kept.sum(axis=1) == pytest.approx(np.maximum(net.sum(axis=1), kept.sum(axis=1)))
    assert (kept.sum(axis=1) >= net.sum(axis=1) - 1e-9).all()
    assert (kept[(net >= 0).all(axis=1)] == net[(net >= 0).all(axis=1)]).all()
    assert back.shape == kept.shape


def test_a_return_is_set_against_the_latest_demand_before_it() -> None:
    assert carried_back(np.array([[9.0, 4, -6, 1]])).tolist() == [[7.0, 0.0, 0.0, 1.0]]
    assert carried_back(np.array([[-2.0, 4]])).tolist() == [[0.0, 4.0]]  # came back before anything went out


@given(WHOLE)
def test_classes_are_those_of_one_history_alone(net: np.ndarray) -> None:
    panel = DemandPanel.of(net)
    found = panel.described()
    for row in range(len(net)):
        alone = classify([Decimal(int(one)) for one in panel.quantity[row, panel.start[row] :]])
        assert found["Class"][row] == alone.demand_class
        if alone.adi is not None and alone.cv2 is not None:
            assert found["ADI"][row] == pytest.approx(float(alone.adi))
            assert found["CV²"][row] == pytest.approx(float(alone.cv2))


def test_a_history_begins_with_its_first_demand() -> None:
    panel = DemandPanel.of(np.array([[0.0, 0, 5, 0], [1, 0, 0, 0], [0, 0, 0, 0]]))
    assert panel.length.tolist() == [2, 4, 0]
    assert [(rows.tolist(), history.shape) for rows, history in panel.by_length(10)] == [([1], (1, 4)), ([0], (1, 2))]


def test_a_long_silence_ends_a_steady_demand_but_not_a_rare_one() -> None:
    steady = [5.0] * 12 + [0.0] * 8
    rare = [5.0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0]
    once = [0.0] * 12 + [5.0] + [0.0] * 7
    assert DemandPanel.of(np.array([steady, rare, once])).described()["Ended"].to_list() == [True, False, False]


def test_no_histories_at_all() -> None:
    panel = DemandPanel.of(np.zeros((2, 0)))
    assert panel.described()["Class"].to_list() == ["no demand", "no demand"]
    assert list(panel.by_length(10)) == []
    assert len(DemandPanel.of(np.zeros((0, 5)))) == 0
