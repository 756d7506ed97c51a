"""What a job will have cost is computed for all jobs at once, and contract by contract: both say the same."""

from __future__ import annotations

import random

import pytest

from tests.plant import Plant, day
from wipbook.books.jobs.job_goals import job_goals


@pytest.mark.parametrize("seed", range(12))
def test_job_costs_and_the_wip_schedule_estimate_alike(seed: int) -> None:
    dice = random.Random(seed)
    book = Plant({"As_Of": day(31, 3), "Period_Start": day(1), "Period_End": day(31, 3)})
    book.material("FG", "finished").material("RM").move(day(1), "Receipt", "RM", 10_000, unit_cost=1)
    for number in range(6):
        job = f"J{number}"
        budget = dice.choice([None, dice.randint(100, 900)])
        book.job(job, "FG", 1, revenue="over time", contract_price=dice.randint(500, 2000), budget_material=budget)
        for _ in range(dice.randint(1, 4)):
            book.move(day(dice.randint(2, 28), dice.randint(1, 3)), "Issue", "RM", dice.randint(1, 200), job=job)
        for when in sorted(dice.sample(range(1, 29), dice.randint(0, 2))):
            book.add("Estimates", job=job, date=day(when, dice.randint(1, 3)), cost_to_complete=dice.randint(0, 500))
        for change in range(dice.randint(0, 3)):
            approved = dice.choice([None, day(dice.randint(1, 28), dice.randint(1, 4))])
            book.add("Billing", document=f"{job}-{change}", date=day(1, 2), job=job, kind="Change Order",
                     amount=dice.randint(-50, 200), cost_effect=dice.randint(0, 90), approved=approved)
    results = book.solve().results
    goals = {row["Job"]: row for row in job_goals(results).iter_rows(named=True)}
    positions = results.contract_positions
    assert positions.height == 6
    for row in positions.iter_rows(named=True):
        mine = goals[row["Job"]]
        assert mine["Price"] == row["Contract Price"] + row["Approved Changes"]
        assert mine["Estimate at Completion"] == row["Estimated Cost"], (row, mine)
