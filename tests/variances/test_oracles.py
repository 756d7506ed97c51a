"""Published variances, each example as a plant's own books."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plant import Plant, day
from tests.variances.told import by, causes, note, report
from wipbook.books.analysis.variances.causes import MEMO

MADE = day(20, 3)


def plant(**settings: Any) -> Plant:
    period = {"Period_Start": day(1, 3), "Period_End": day(31, 3), "As_Of": day(31, 3), "Materiality": 0}
    return Plant(period | settings)


def mixed(
    product: str, output: float, inputs: dict[str, tuple[float, float, float, float]], basis: str = "equivalent units"
) -> Plant:
    """``inputs``: per unit of product, standard price, actual quantity, actual price."""
    book = plant().job("J", product, output, relief_basis=basis, status="Finished", finished=MADE)
    standard = sum(per * price for per, price, _, _ in inputs.values())
    book.material(product, "finished", standard_cost=standard)
    for code, (per, price, used, paid) in inputs.items():
        book.material(code, standard_cost=price)
        book.add("Bill of Materials", product=product, component=code, quantity_per=per)
        book.move(day(2, 3), "Receipt", code, used, unit_cost=paid).move(day(3, 3), "Issue", code, used, job="J")
    return book.move(MADE, "Completion", product, output, job="J")


DELPINO = {  # 4,000 tons of sauce of 6,400 tons of tomatoes
    "LATOM": (0.8, 70, 3_250, 70), "CALTOM": (0.48, 80, 2_275, 82), "FLOTOM": (0.32, 90, 975, 96),
}
DUNFEEDS = {"D1": (0.6, 75, 65, 72), "D2": (0.3, 60, 28, 61), "D3": (0.1, 40, 11, 40)}


def test_mix_and_yield_of_three_kinds_of_tomatoes() -> None:
    # Horngren, Datar, Rajan, Cost Accounting, 14th ed., ch. 14, appendix, Delpino: 6,500 tons used for 4,000 of sauce
    found = report(mixed("SAUCE", 4_000, DELPINO).solve())
    assert by(found, "Mix", "Material") == {"CALTOM": 26_000, "FLOTOM": -29_250}
    assert by(found, "Yield", "Material") == {"CALTOM": 2_400, "FLOTOM": 1_800, "LATOM": 3_500}
    told = causes(found)
    assert (told["Mix"], told["Yield"]) == (-3_250, 7_700)
    assert "Usage" not in told
    assert found.rows["Booked"].unique().to_list() == [MEMO]


def test_mix_and_yield_of_a_pet_food() -> None:
    # PQ magazine, November 2020, Dunn, "Direct material mix and yield variance explained" (CIMA): 104 tons for 100;
    # usage 295 = mix 104 x 67 against 6,995 at the actual mix, 27; yield 4 x 67 = 268; price 167 favorable
    found = report(mixed("DF3", 100, DUNFEEDS).solve())
    told = causes(found)
    assert (told["Mix"], told["Yield"], told["Purchase price"]) == (27, 268, -167)
    assert by(found, "Purchase price", "Material") == {"D1": -195, "D2": 28}


def test_a_job_at_standard_books_price_mix_and_yield() -> None:
    # the same at standard: 6,828 spent for 6,700
    books = mixed("DF3", 100, DUNFEEDS, "standard").solve()
    found = report(books)
    assert books.value("DF3") == 6_700.00
    booked = causes(found, "Booked")
    assert booked == {"Material price at issue": -167, "Mix": 27, "Yield": 268}
    assert found.booked == {"Material": 128_00}


def pools(
    output: float, hours: float, allowed: float, rates: tuple[float, float], actual: tuple[float, float],
    budget_hours: float, basis: str = "equivalent units", split: bool = True,
) -> Plant:
    """A pool on machine hours: variable and fixed budget by rate, actual variable and fixed cost."""
    variable, fixed = rates[0] * budget_hours, rates[1] * budget_hours
    book = plant().job("J", "FG", output, relief_basis=basis, status="Finished", finished=MADE)
    book.material("FG", "finished", standard_cost=allowed * sum(rates) / output)
    book.add("Work Centers", work_center="WC", name="WC", hours_per_day=24, overhead_pool="SHOP")
    book.rows["Work Centers"][0]["Hours per Day"] = 24
    book.add("Operations", job="J", step="10", work_center="WC", planned_hours=allowed)
    book.add("Overhead", pool="SHOP", period=day(1, 3), driver="machine hours", budget_cost=variable + fixed,
             budget_activity=budget_hours, variable_percent=round(100 * variable / (variable + fixed), 6),
             actual_cost=sum(actual), **({"actual_fixed_cost": actual[1]} if split else {}))
    book.add("Machine Time", booking="B1", date=day(5, 3), work_center="WC", job="J", kind="Run", hours=hours)
    return book.move(MADE, "Completion", "FG", output, job="J")


def webb(**more: Any) -> Plant:
    """Horngren, ch. 8, Webb Company in April: 10,000 jackets, 4,500 hours for 4,000, 30 and 57.50 an hour; 4,800 hours
    budgeted; 130,500 variable and 285,000 fixed."""
    return pools(10_000, 4_500, 4_000, (30, 57.50), (130_500, 285_000), 4_800, **more)


def micro_drive(**more: Any) -> Plant:
    """Garrison, Noreen, Brewer, Managerial Accounting, appendix on overhead variances, MicroDrive: 42,000 hours for
    40,000, 1.50 and 6.00 an hour; 50,000 budgeted; 71,000 variable and 308,000 fixed."""
    return pools(20_000, 42_000, 40_000, (1.50, 6.00), (71_000, 308_000), 50_000, **more)


@pytest.mark.parametrize(
    ("book", "variable", "fixed", "efficiency", "volume"),
    [(webb, -4_500, 9_000, 15_000, 46_000), (micro_drive, 8_000, 8_000, 3_000, 60_000)],
)
def test_overhead_in_four_and_in_three_ways(
    book: Any, variable: float, fixed: float, efficiency: float, volume: float
) -> None:
    four = {"Variable overhead spending": variable, "Fixed overhead spending": fixed,
            "Overhead efficiency": efficiency, "Overhead volume": volume}
    assert causes(report(book().solve())) == four
    three = report(book(split=False).solve())
    assert causes(three) == {"Overhead spending": variable + fixed, "Overhead efficiency": efficiency,
                             "Overhead volume": volume}
    assert note(three, "Fixed overhead spending") == "not told, no Actual Fixed Cost of: SHOP 2026-03"


@pytest.mark.parametrize(("book", "efficiency", "volume"), [(webb, 15_000, 46_000), (micro_drive, 3_000, 60_000)])
def test_a_job_at_standard_carries_its_part_of_both(book: Any, efficiency: float, volume: float) -> None:
    # charged on actual hours, relieved on those allowed: the difference is booked; the causes come to the same
    found = report(book(basis="standard").solve())
    told, booked = causes(found), causes(found, "Booked")
    assert (told["Overhead efficiency"], told["Overhead volume"]) == (efficiency, volume)
    assert booked["Overhead efficiency"] == efficiency
    assert set(booked) == {"Overhead efficiency", "Overhead volume"}


def test_labor_rate_and_efficiency() -> None:
    # Horngren, ch. 7, Webb's direct labor: 9,000 hours at 22 for 10,000 jackets, 0.8 of an hour at 20 allowed:
    # rate 18,000 unfavorable, efficiency 20,000 unfavorable
    book = plant().job("J", "JACKET", 10_000, relief_basis="standard", status="Finished", finished=MADE)
    book.material("JACKET", "finished", standard_cost=16)
    book.add("Employees", employee="E1", name="E1", rate=20)
    book.add("Operations", job="J", step="10", work_center="WC", planned_hours=8_000)
    for number in range(1_000):
        book.ticket(day(5 + number % 5, 3), 9, job="J", rate=22, step="10")
    found = report(book.move(MADE, "Completion", "JACKET", 10_000, job="J").solve())
    assert causes(found, "Booked") == {"Labor efficiency": 20_000, "Labor rate": 18_000}
    assert by(found, "Labor rate", "Work Center") == {"WC": 18_000}
