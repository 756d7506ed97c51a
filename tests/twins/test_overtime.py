"""Overtime: the textbook's direct cost and premium and those of a costed workbook are one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.plant import Plant, day
from wipbook.calculators.jobs.overtime import overtime_pay

# regular hours a day for five days, overtime hours, rate, premium in percent; direct cost and premium by hand
CASES = [
    (8, 5, "20", 50, "900.00", "50.00"),  # 45 * 20; 5 * 20 * 0.5
    (8, 0, "20", 50, "800.00", "0.00"),  # exactly the regular hours: no premium
    (8, 5, "20", 100, "900.00", "100.00"),  # double time
    (8, 1, "0.01", 50, "0.41", "0.01"),  # half a cent of premium goes up
    (8, 1, "0.02", 20, "0.82", "0.00"),  # 0.4 of a cent goes down
]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("premium_to", ["overhead", "job"])
def test_pay_is_that_of_the_textbook(case: tuple[int, int, str, int, str, str], premium_to: str) -> None:
    regular, overtime, rate, percent, direct, premium = case
    plant = Plant({"As_Of": day(31), "Overtime_Premium_%": percent, "Overtime_Premium_To": premium_to})
    plant.material("BIKE", "finished").job("J1", "BIKE", 1, released=day(2))
    for number in range(5):
        plant.ticket(day(5 + number), regular, job="J1", rate=float(rate))
    if overtime:
        plant.ticket(day(9), overtime, job="J1", rate=float(rate), pay_type="Overtime")
    solved = plant.solve()
    labor = solved.solution.labor
    assert [int(labor[name].sum()) for name in ("Base", "Premium")] == [
        int(Decimal(direct) * 100), int(Decimal(premium) * 100)
    ]
    multiplier = 1 + Decimal(percent) / 100
    same = overtime_pay(Decimal(5 * regular + overtime), Decimal(5 * regular), Decimal(rate), multiplier)
    assert (same.direct_cost, same.premium) == (Decimal(direct), Decimal(premium))
    # the premium is overhead, unless Settings says that the job caused it
    on_job = Decimal(direct) + (Decimal(premium) if premium_to == "job" else 0)
    assert Decimal(str(solved.job("J1")["Labor Cost"])) == on_job
