"""The scorecard of suppliers, and the jobs that waited for what came late."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import strategies as st

from tests.draws import holds, in_two_parts
from tests.forecast.small_shop import Shop, at
from wipbook.calculators.shop import service
from wipbook.forecast.performance.supplier_scorecard import GRACE


def ordered(shop: Shop, number: int, promised: dt.date, came: dt.date | None, **more: object) -> None:
    row = {"order": f"PO{number}", "line": "1", "ordered": promised - dt.timedelta(days=20), "promised": promised,
           "supplier": "S1", "material": "R", "quantity": 10, "unit_price": 2, "received": came,
           "received_quantity": 10 if came else None, **more}
    shop.put("Purchases", **row)


@in_two_parts(20, 100)
def test_otif_is_that_of_the_function(draws: int) -> None:
    """On lines that are due, with the day of grace added to the promise, as ``service.delivery`` counts them."""
    holds(
        _of_the_function, draws,
        st.lists(st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(-5, 9)), st.sampled_from([9, 10, 11])),
                 min_size=1, max_size=15),
    )


def _of_the_function(lines: list[tuple[int, int | None, int]]) -> None:
    shop, expected = Shop(), []
    for number, (ago, late, quantity) in enumerate(lines):
        promised = at(3, 20) - dt.timedelta(days=ago)
        came = None if late is None else promised + dt.timedelta(days=late)
        ordered(shop, number, promised, came, received_quantity=quantity if came else None)
        due = promised + dt.timedelta(days=GRACE)
        expected.append(service.DeliveryLine(due, Decimal(10), came, Decimal(quantity) if came else None))
    row = shop.plan().performance.suppliers.row(0, named=True)
    found = service.delivery(expected)
    assert row["Lines"] == found.lines
    assert row["OTIF"] == pytest.approx(float(found.on_time_in_full))
    assert row["On Time"] == pytest.approx(float(found.on_time))
    assert row["In Full"] == pytest.approx(float(found.in_full))


def test_a_line_not_due_yet_does_not_count_and_one_received_after_the_as_of_date_is_not_there() -> None:
    shop = Shop()
    ordered(shop, 1, at(4, 20), None)
    assert shop.plan().performance.suppliers.height == 0
    ordered(shop, 2, at(3, 10), at(4, 2))
    row = shop.plan().performance.suppliers.row(0, named=True)
    assert (row["Lines"], row["OTIF"], row["Lead Lines"]) == (1, 0, 0)
    assert row["Note"] == "only 1 lines: not graded"


def test_lead_times_rejects_prices_and_the_score() -> None:
    shop = Shop()
    for number, lead in enumerate((10, 12, 14, 16, 20)):
        promised = at(3, 1) + dt.timedelta(days=number)
        ordered(shop, number, promised, promised - dt.timedelta(days=20 - lead), invoice_quantity=10, invoice_price=2.1,
                rejected_quantity=0.5 if number == 0 else 0)
    row = shop.plan().performance.suppliers.row(0, named=True)
    assert row["Lead Mean"] == 14.4
    assert row["Lead SD"] == pytest.approx(3.847, abs=0.001)
    assert row["Lead P95"] == pytest.approx(19.2)
    assert row["PPM"] == pytest.approx(10_000)  # half a unit of fifty
    assert row["Price Variance"] == 500  # 0.10 on fifty units
    assert row["Price Share"] == pytest.approx(0.1 / 2.1)
    # all of OTIF, four fifths of quality (10,000 of 50,000 ppm), and price: 4.76 % of the 10 % that cost all points
    expected = 50 + 30 * 0.8 + 20 * (1 - (0.1 / 2.1) / 0.10)
    assert row["Score"] == pytest.approx(expected, abs=0.05)
    assert row["Class"] == "C"


def test_a_price_above_earlier_ones_is_measured_against_their_mean() -> None:
    shop = Shop()
    for number, price in enumerate((2.0, 3.0, 5.0)):
        ordered(shop, number, at(3, 1) + dt.timedelta(days=number), at(3, 1), unit_price=price)
    row = shop.plan().performance.suppliers.row(0, named=True)
    # the second 1 above 2, the third 2.50 above 2.50: 35.00 on orders of 80.00
    assert row["Over History"] == pytest.approx(35 / 80)


def test_the_trend_compares_half_years() -> None:
    shop = Shop()
    for number in range(12):
        promised = at(3, 20) - dt.timedelta(days=30 * number)
        ordered(shop, number, promised, promised + dt.timedelta(days=9 if number < 6 else 0))
    row = shop.plan().performance.suppliers.row(0, named=True)
    assert row["Trend"] == "worse"
    assert row["OTIF Before"] == 1


def waiting(late: int, stock: float) -> Shop:
    shop = Shop().job("J1", "P", 1, due=at(4, 30), released=at(3, 2), budget_material=365)
    promised = at(3, 4)
    ordered(shop, 1, promised, promised + dt.timedelta(days=late))
    if stock:
        shop.move(at(1, 5), "Opening", "R", stock, unit_cost=2)
    shop.move(promised + dt.timedelta(days=late), "Receipt", "R", 10, unit_cost=2, document="PO1", line="1")
    return shop.move(promised + dt.timedelta(days=late + 1), "Issue", "R", 8, job="J1")


def test_a_job_that_waited_for_a_late_receipt_costs_days_and_money() -> None:
    plan = waiting(late=10, stock=3).plan()
    row = plan.performance.held_up.row(0, named=True)
    assert (row["Supplier"], row["Order"], row["Job"], row["Days"]) == ("S1", "PO1", "J1", 10)
    assert row["Held Up"] == 36500
    assert row["Carrying Cost"] == 200  # 365.00 x 20 % x 10 / 365
    card = plan.performance.suppliers.row(0, named=True)
    assert (card["Jobs Held Up"], card["Job Days"]) == (1, 10)


@pytest.mark.parametrize(("late", "stock"), [(10, 8), (0, 3), (-2, 0)])
def test_no_job_waited_when_there_was_enough_or_nothing_was_late(late: int, stock: float) -> None:
    assert waiting(late, stock).plan().performance.held_up.height == 0


def test_a_cancelled_line_and_a_supplier_without_receipts() -> None:
    shop = Shop()
    ordered(shop, 1, at(3, 1), None, status="Cancelled")
    shop.put("Suppliers", supplier="S9", name="Nobody")
    assert shop.plan().performance.suppliers.height == 0
