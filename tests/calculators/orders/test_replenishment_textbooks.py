"""Order quantities, lot sizes and stock levels against textbooks, stockpyl 1.0.2, and plain search."""

from __future__ import annotations

import itertools
from decimal import Decimal
from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.calculators.faults import CannotPlan
from wipbook.calculators.orders.economic_order import PriceBreak, economic_order
from wipbook.calculators.orders.lot_sizing import lot_sizes
from wipbook.calculators.orders.newsvendor import base_stock, expected_cost
from wipbook.calculators.orders.safety_stock import reorder_point, safety_stock


def decimals(*numbers: float | str) -> list[Decimal]:
    return [Decimal(str(number)) for number in numbers]


def breaks(*pairs: tuple[float, float]) -> list[PriceBreak]:
    return [PriceBreak(*decimals(*pair)) for pair in pairs]


# Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed.: figures of stockpyl 1.0.2 for the named examples.
DISCOUNTS = breaks((0, 0.75), (400, 0.72), (800, 0.68))


def test_example_3_1_economic_order_quantity() -> None:
    order = economic_order(*decimals(1300, 8, 0.225))
    assert float(order.quantity) == pytest.approx(304.0467800264368, abs=1e-12)
    assert float(order.cost) == pytest.approx(68.41052550594829, abs=1e-12)


def test_example_3_6_all_units_discount() -> None:
    order = economic_order(*decimals(1300, 8, 0.3), DISCOUNTS)
    assert (order.quantity, order.cost, order.unit_price) == (800, Decimal("978.60"), Decimal("0.68"))


def test_example_3_7_incremental_discount() -> None:
    order = economic_order(*decimals(1300, 8, 0.3), DISCOUNTS, "incremental")
    assert float(order.quantity) == pytest.approx(304.04678003, abs=1e-8)
    assert float(order.cost) == pytest.approx(1043.41052551, abs=1e-8)


def test_problem_3_12_both_discounts() -> None:
    table = breaks((0, 1490), (1200, 1220), (2400, 1100))
    order = economic_order(*decimals(182500, 2250, 0.25), table)
    assert (order.quantity, order.cost) == (2400, Decimal("201251093.75"))
    order = economic_order(*decimals(182500, 2250, 0.25), table, "incremental")
    assert float(order.quantity) == pytest.approx(28553.06065428, abs=1e-7)
    assert float(order.cost) == pytest.approx(208678591.67992835, abs=1e-5)


def test_stockpyl_docstring_examples() -> None:
    order = economic_order(*decimals(1000, 200, 0.2), breaks((0, 500), (200, 475), (500, 450)))
    assert (order.quantity, order.cost) == (500, 472900)
    order = economic_order(*decimals(2400, 150, 0.25), breaks((0, 100), (300, 90), (600, 80)), "incremental")
    assert float(order.quantity) == pytest.approx(1481.8906842274164)
    assert float(order.cost) == pytest.approx(222762.8136845483)


def cost_of(quantity: float, d: float, k: float, rate: float, table: list[PriceBreak], discount: str) -> float:
    """The cost per period of any quantity, from the definition."""
    if discount == "all units":
        price = float([one for one in table if one.from_quantity <= Decimal(quantity)][-1].unit_price)
    else:
        ends = [*(float(one.from_quantity) for one in table[1:]), float("inf")]
        paid = sum(
            max(min(quantity, end) - float(one.from_quantity), 0) * float(one.unit_price)
            for one, end in zip(table, ends, strict=True)
        )
        price = paid / quantity
    return price * d + k * d / quantity + rate * price * quantity / 2


@given(
    st.integers(10, 5000), st.integers(1, 500), st.integers(5, 60),
    st.lists(st.integers(1, 400), min_size=1, max_size=4), st.sampled_from(["all units", "incremental"]),
)
def test_no_quantity_costs_less_than_the_one_found(
    d: int, k: int, percent: int, steps: list[int], discount: str
) -> None:
    starts = itertools.accumulate([0, *steps])
    table = breaks(*((start, round(20 - 1.5 * number, 2)) for number, start in enumerate(starts)))
    order = economic_order(*decimals(d, k, percent / 100), table, discount)
    tried = [*range(1, 3000, 7), *(float(one.from_quantity) for one in table[1:])]
    least = min(cost_of(quantity, d, k, percent / 100, table, discount) for quantity in tried)
    assert float(order.cost) <= least * (1 + 1e-9)
    assert float(order.cost) == pytest.approx(cost_of(float(order.quantity), d, k, percent / 100, table, discount))


def test_price_breaks_may_stand_in_any_order_and_begin_with_one() -> None:
    shuffled = breaks((800, 0.68), (1, 0.75), (400, 0.72))
    assert economic_order(*decimals(1300, 8, 0.3), shuffled) == economic_order(*decimals(1300, 8, 0.3), DISCOUNTS)


@pytest.mark.parametrize("table", [breaks((0, 5), (0, 4)), breaks((100, 5), (200, 4))])
def test_price_breaks_that_leave_a_price_open_are_refused(table: list[PriceBreak]) -> None:
    with pytest.raises(CannotPlan, match="price_breaks"):
        economic_order(*decimals(1300, 8, 0.3), table)


def test_example_3_9_wagner_whitin() -> None:
    plan = lot_sizes(decimals(90, 120, 80, 70), *decimals(500, 2))
    assert [lot.order for lot in plan] == [210, 0, 150, 0, 360]
    assert [lot.ending_stock for lot in plan[:-1]] == [120, 0, 70, 0]
    assert plan[-1].cost == 1380


def cheapest(demand: list[int], order_cost: int, holding_cost: int) -> int:
    """The least cost over every set of order periods."""
    best = None
    for orders in itertools.product((False, True), repeat=len(demand)):
        cost, held_until, stock_ok = 0, -1, True
        for period, wanted in enumerate(demand):
            if orders[period]:
                held_until = period
                cost += order_cost
            if wanted and held_until < 0:
                stock_ok = False
                break
            cost += holding_cost * (period - held_until) * wanted
        if stock_ok and (best is None or cost < best):
            best = cost
    assert best is not None
    return best


@given(st.lists(st.integers(0, 30), min_size=1, max_size=9), st.integers(0, 200), st.integers(0, 5))
def test_wagner_whitin_finds_what_trying_every_plan_finds(
    demand: list[int], order_cost: int, holding_cost: int
) -> None:
    plan = lot_sizes(decimals(*demand), Decimal(order_cost), Decimal(holding_cost))
    assert plan[-1].cost == cheapest(demand, order_cost, holding_cost)
    assert plan[-1].order == sum(demand)
    assert all(lot.ending_stock is None or lot.ending_stock >= 0 for lot in plan)
    assert plan[-2].ending_stock == 0
    assert plan[-1].cost == sum(lot.order_cost + lot.holding_cost for lot in plan[:-1])


def test_two_thousand_periods_and_no_more() -> None:
    assert lot_sizes([Decimal(10)] * 2000, Decimal(100), Decimal(1))[-1].order == 20000
    with pytest.raises(CannotPlan, match="2,001 periods"):
        lot_sizes([Decimal(10)] * 2001, Decimal(100), Decimal(1))


def test_example_4_3_newsvendor() -> None:
    assert base_stock(*decimals(50, 8, 0.18, 0.70)) == pytest.approx(56.60395592743389)
    assert expected_cost(*decimals(50, 8, 0.18, 0.70)) == pytest.approx(1.9976051931766445)


def test_a_lead_time_of_four_periods_as_stockpyl_has_it() -> None:
    assert base_stock(*decimals(50, 8, 0.18, 0.70, 4)) == pytest.approx(264.76689437415484)
    assert expected_cost(*decimals(50, 8, 0.18, 0.70, 4)) == pytest.approx(4.466781004149577)


# Stevenson, Operations Management, 14th ed., chapter 12, example 8: sand, 50 tons over the lead time, standard
# deviation 5, stockout risk 3 %: z 1.88, safety stock 9.40 tons, reorder point 59.40 tons.
def test_stevenson_example_8() -> None:
    stock = safety_stock(*decimals(0.97, 50, 5, 1))
    assert round(stock, 2) == 9.40
    assert round(reorder_point(Decimal(50), Decimal(1), Decimal(repr(stock))), 2) == Decimal("59.40")


@given(st.integers(500, 999), st.integers(0, 500), st.integers(0, 200), st.integers(0, 40), st.integers(0, 10))
def test_safety_stock_is_the_quantile_of_demand_over_the_lead_time(
    level: int, demand: int, sd: int, lead_time: int, lead_time_sd: int
) -> None:
    spread = sqrt(lead_time * sd**2 + demand**2 * lead_time_sd**2)
    stock = safety_stock(*decimals(level / 1000, demand, sd, lead_time, lead_time_sd))
    if spread:
        during = NormalDist(demand * lead_time, spread)
        assert during.cdf(demand * lead_time + stock) == pytest.approx(level / 1000)
    else:
        assert stock == 0
