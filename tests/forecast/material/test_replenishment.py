"""What to order: textbook lots, states, and an order that always lifts the position above the reorder point."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.calculators.orders.economic_order import economic_order
from wipbook.forecast.material.cash_plan import cash_plan
from wipbook.forecast.material.lead_time_demand import lead_time_demand
from wipbook.forecast.material.replenishment import SOON, STATES, economic_lot, replenish, xyz
from wipbook.forecast.material.service_curve import LEVELS, service_curve

TODAY = dt.date(2026, 6, 30)
FACTS: dict[str, Any] = {
    "Source": "buy", "Level": 100.0, "Variation": 0.3, "Lead Time": 30.4375, "Lead Time SD": 0.0, "Unit Cost": 2.0,
    "Order Cost": 25.0, "Usual Lot": 500.0, "Price": 2.5, "On Hand": 300.0, "On Order": 0.0, "Soon": 0.0,
    "Needed": 0.0, "Needed Soon": 0.0, "Highest": None, "Ours": True, "Whole": True,
}


def plan(error: float = 30.0, service: float = 0.95, **more: Any) -> dict[str, Any]:
    facts = pl.DataFrame([{**FACTS, **more}], schema_overrides={"Highest": pl.Float64, "Order Cost": pl.Float64})
    demand = lead_time_demand(
        facts["Level"].to_numpy(), np.array([error]), facts["Lead Time"].to_numpy(), facts["Lead Time SD"].to_numpy(),
        np.array([], dtype=np.int64), np.zeros((0, 0)),
    )
    return replenish(facts, demand, service, 0.2, TODAY).to_dicts()[0]


def test_the_economic_lot_of_the_books() -> None:
    # Heizer, Render & Munson, ch. 12, Example 3: Sharp, Inc., 1,000 needles, $10 an order, $.50 to hold one: 200
    assert economic_lot(np.array([1000.0]), np.array([10.0]), np.array([2.5]), 0.2)[0] == 200
    assert float(economic_order(Decimal(1000), Decimal(10), Decimal("0.5")).quantity) == 200


def test_minimum_maximum_and_order() -> None:
    row = plan(**{"On Hand": 140.0})
    assert row["Safety Stock"] == 50  # z 1.645 x 30, in whole units
    assert row["Reorder Point"] == 150
    assert row["Lot"] == 388  # sqrt(2 x 25 x 1200 / 0.4) = 387.3
    assert row["Maximum"] == 538
    assert (row["State"], row["Order By"], row["Order Quantity"], row["Cash"]) == ("order now", TODAY, 388, 970)
    assert row["Cover"] == pytest.approx(1.4)
    assert row["Risk"] == pytest.approx(0.0912, abs=0.0001)  # 40 above the mean of 100, sd 30
    assert row["Stock-Out"] == TODAY + dt.timedelta(42)


def test_states() -> None:
    assert plan(**{"On Hand": 200.0})["State"] == "order soon"
    assert plan(**{"On Hand": 200.0})["Order By"] == TODAY + dt.timedelta(15)
    assert plan(**{"On Hand": 400.0})["State"] == "enough"
    assert plan(**{"On Hand": 30.0, "On Order": 500.0, "Soon": 500.0})["State"] == "below safety stock"
    assert plan(error=0.0, **{"Level": 0.0, "On Hand": 5.0})["State"] == "excess"
    assert plan(error=0.0, **{"Level": 0.0, "On Hand": 0.0})["State"] == "no demand"
    assert {"order now", "no demand"} <= set(STATES)


def test_excess_and_what_it_costs_to_carry() -> None:
    row = plan(**{"On Hand": 1000.0})
    assert (row["State"], row["Excess"], row["Excess Value"], row["Carrying Cost"]) == (
        "excess",
        462,
        924,
        pytest.approx(184.8),
    )
    assert plan(**{"On Hand": 1000.0, "Needed": 900.0})["Excess"] == 50  # but for jobs and the safety stock
    assert plan(**{"On Hand": 1000.0, "Highest": 990.0})["Excess"] == 10
    assert plan(**{"On Hand": 1000.0, "Ours": False})["Excess Value"] == 0


def test_jobs_ask_for_more_than_the_forecast() -> None:
    row = plan(**{"Needed": 400.0, "Needed Soon": 400.0})
    assert row["Reorder Point"] == 450
    assert row["Stock-Out"] == TODAY
    assert row["State"] == "order now"


def test_without_an_order_cost_the_usual_lot_and_without_one_a_month() -> None:
    assert plan(**{"Order Cost": None})["Lot"] == 500
    assert plan(**{"Order Cost": None, "Usual Lot": None})["Lot"] == 100
    assert plan(**{"Order Cost": None})["Lot Basis"] == "usual lot"


def test_goods_of_others_cost_no_cash() -> None:
    assert plan(**{"On Hand": 0.0, "Ours": False})["Cash"] == 0
    assert plan(**{"On Hand": 0.0, "Source": "make"})["Cash"] == 0


AMOUNT = st.floats(0, 1e4)


@given(AMOUNT, AMOUNT, AMOUNT, st.floats(0, 400), st.floats(0, 300), st.booleans())
def test_an_order_lifts_what_is_there_and_coming_above_the_reorder_point(
    on_hand: float, on_order: float, level: float, error: float, days: float, whole: bool
) -> None:
    row = plan(error, **{"On Hand": on_hand, "On Order": on_order, "Level": level, "Lead Time": days, "Whole": whole})
    position = on_hand + on_order
    if row["State"] == "order now":
        assert position + row["Order Quantity"] >= row["Reorder Point"] - 1e-6
        assert row["Order Quantity"] / row["Lot"] == pytest.approx(round(row["Order Quantity"] / row["Lot"]))
    elif row["State"] == "order soon":
        assert 0 < (row["Order By"] - TODAY).days + 1 <= SOON + 1
    else:
        assert row["Order Quantity"] == 0
    assert row["Safety Stock"] >= 0 and 0 <= row["Risk"] <= 1


def test_xyz() -> None:
    assert xyz(np.array([0.5, 0.51, 1.0, 1.01, np.nan])) == ["X", "Y", "Y", "Z", "Z"]


def test_the_service_curve_rises_in_money_and_falls_in_stock_outs() -> None:
    demand = lead_time_demand(
        *(np.array(each) for each in ([100.0, 40], [30.0, 35], [20.0, 60], [3.0, 10])), np.array([], dtype=np.int64),
        np.zeros((0, 0)),
    )
    curve = service_curve(demand, np.array([1200.0, 480]), np.array([388.0, 100]), np.array([2.0, 9]), 0.2, 95.0)
    assert curve.height == len(LEVELS)
    assert curve["Safety Stock"].is_sorted() and curve["Fill Rate"].is_sorted()
    assert curve["Stock-Outs"].is_sorted(descending=True) and curve["Short"].is_sorted(descending=True)
    at_95 = curve.filter(pl.col("Chosen") == "chosen").to_dicts()[0]
    assert at_95["Service Level"] == 0.95
    # one cycle in twenty runs out: (1200 / 388 + 480 / 100) / 20
    assert at_95["Stock-Outs"] == pytest.approx((1200 / 388 + 4.8) / 20)
    assert at_95["Carrying Cost"] == pytest.approx(at_95["Safety Stock"] * 0.2)


def test_cash_by_month_by_hand() -> None:
    rows = pl.DataFrame({
        "On Hand": [100.0, 100.0], "On Order": [0.0, 0.0], "Reorder Point": [50.0, 50.0], "Lot": [80.0, 80.0],
        "Ours": [True, True], "Source": ["buy", "make"], "Price": [2.0, 9.0],
    })
    months = [dt.date(2026, 7, 1), dt.date(2026, 8, 1), dt.date(2026, 9, 1)]
    asked = np.array([[40.0, 60, 10], [40, 60, 10]])
    # 100 - 40 = 60 stays above 50; 60 - 60 = 0: one lot; 80 - 10 = 70: none
    assert cash_plan(rows, asked, months).rows() == [(months[0], 0, 0.0), (months[1], 1, 160.0), (months[2], 0, 0.0)]
