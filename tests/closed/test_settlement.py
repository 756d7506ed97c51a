"""Overhead settled by a close. Figures by hand: normal capacity of 100 hours, a fixed budget of 10,000, so 100 an hour.

The job plans ten, made nine and shipped six, all its hours booked: a tenth of its overhead is in process, three tenths
lie in stock and six tenths are sold, of 80 hours 800, 2,400 and 4,800.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from tests.closed.closing import Closing
from tests.plant import Plant, day
from wipbook.audit.tie_out import tie_out
from wipbook.books.closed.prior_periods import prior_periods
from wipbook.books.journals.month_end import month_end_lines
from wipbook.books.overhead.disposition import disposition
from wipbook.books.overhead.settled import SETTLED, TAKEN_BACK
from wipbook.books.results import Results
from wipbook.sheets.data.checks import CHECKS, outcome

JANUARY, FEBRUARY, MARCH = (day(1), day(31)), (day(1, 2), day(28, 2)), (day(1, 3), day(31, 3))
IDLE, WIP, FG, COGS = "Idle Capacity", "WIP", "Finished Goods", "COGS"
CONTROL, APPLIED = "Overhead Control", "Overhead Applied"


def pool(plant: Plant, month: int, actual: float | None, year: int = 2026) -> Plant:
    return plant.add("Overhead", pool="P", period=day(1, month, year), driver="labor hours", budget_cost=10_000,
                     budget_activity=100, normal_activity=100, actual_cost=actual)


def work(plant: Plant, hours: float, month: int = 1, job: str = "J") -> Plant:
    for number in range(10):
        plant.ticket(day(2 + number, month), hours / 10, job=job, rate=0)
    return plant


def plant(hours: float, actual: float | None, **settings: Any) -> Plant:
    made = Plant({"Materiality": 0, "Overhead_Disposition": "prorate", **settings}).material("FG", "finished")
    made.job("J", "FG", 10).add("Operations", job="J", step="10", work_center="W", planned_hours=hours)
    work(pool(made, 1, actual), hours)
    return made.move(day(20), "Completion", "FG", 9, job="J").move(day(25), "Shipment", "FG", 6)


def closed(made: Plant, start: dt.date = JANUARY[0], end: dt.date = JANUARY[1]) -> Closing:
    closing = Closing(made)
    closing.close(start, end)
    return closing


def of_line(results: Results, line: str) -> dict[tuple[str, str], float]:
    """By day and role, in currency, of the journals."""
    rows = results.journals.filter(pl.col("Line") == line)
    assert int(rows["Amount"].sum()) == 0
    return {(f"{date:%m-%d}", role): results.money(amount)
            for date, role, amount in rows.select("Date", "Role", "Amount").iter_rows()}


def settled(closing: Closing, start: dt.date = JANUARY[0], end: dt.date = JANUARY[1]) -> dict[str, float]:
    return {role: amount for (_, role), amount in of_line(closing.results(start, end), SETTLED).items()}


def balance(results: Results, role: str) -> float:
    as_of = results.policy.as_of
    rows = results.posted.filter((pl.col("Role") == role) & (pl.col("Date") <= as_of))
    return results.money(int(rows["Amount"].sum()))


def test_idle_capacity_is_expensed_and_nothing_capitalised() -> None:
    assert settled(closed(plant(60, 10_000))) == {APPLIED: 6000, CONTROL: -10_000, IDLE: 4000}


def test_the_rest_goes_by_the_overhead_contained() -> None:
    closing = Closing(plant(80, 10_500))
    shown = disposition(closing.results(*JANUARY))
    assert [None if amount is None else amount / 100 for amount in shown["Contained Overhead"]] == [
        None, 800, 2400, 4800, None
    ]
    assert shown["Share"].to_list() == [None, 100_000, 300_000, 600_000, None]
    assert [amount / 100 for amount in shown["Takes"]] == [-2000, -50, -150, -300, 0]
    closing.close(*JANUARY)
    assert settled(closing) == {APPLIED: 8000, CONTROL: -10_500, IDLE: 2000, WIP: 50, FG: 150, COGS: 300}


def test_above_normal_nothing_is_idle_and_what_is_over_applied_lowers_the_three() -> None:
    # 120 hours apply 12,000 for 11,000: 1,000 too much, 100 and 300 and 600 of it
    assert settled(closed(plant(120, 11_000))) == {APPLIED: 12_000, CONTROL: -11_000, WIP: -100, FG: -300, COGS: -600}


def test_favourable_spending_lowers_the_three_though_capacity_was_idle() -> None:
    # applied 8,000, idle 2,000, spent 9,500: of 10,000 that are accounted for 500 were never spent
    closing = closed(plant(80, 9500))
    assert settled(closing) == {APPLIED: 8000, CONTROL: -9500, IDLE: 2000, WIP: -50, FG: -150, COGS: -300}


@pytest.mark.parametrize("settings", [{"Overhead_Disposition": "expense"}, {"Materiality": 501}])
def test_by_policy_or_below_materiality_all_that_is_not_idle_is_expensed(settings: dict[str, Any]) -> None:
    made = plant(80, 10_500, **settings)
    assert settled(closed(made)) == {APPLIED: 8000, CONTROL: -10_500, IDLE: 2000, COGS: 500}


def test_a_blank_actual_cost_is_not_settled_and_said() -> None:
    closing = closed(plant(80, None))
    assert settled(closing) == {}
    shown = disposition(closing.results(*JANUARY))
    assert shown["Takes"].to_list() == [0] * 5
    assert shown["Why"][1].endswith("not settled: 1 pool month not over, or without actual cost")


def test_a_month_that_is_not_over_is_not_settled() -> None:
    shown = disposition(Closing(plant(80, 10_500)).results(day(1), day(28)))
    assert shown["Takes"].to_list() == [0] * 5 and "1 pool month not over" in shown["Why"][1]


def test_it_is_taken_back_the_day_after_in_an_entry_of_its_own() -> None:
    closing = closed(plant(80, 10_500))
    february = closing.results(*FEBRUARY)
    assert of_line(february, TAKEN_BACK) == {
        ("02-01", role): -amount for role, amount in settled(closing).items()
    }
    entries = february.journals.filter(pl.col("Line") == TAKEN_BACK)["Entry"].unique().to_list()
    assert entries == ["2026-02-01 Overhead settlement reversed"]
    assert of_line(february, SETTLED) == {}
    assert (balance(february, APPLIED), balance(february, CONTROL), balance(february, IDLE)) == (-8000, 10_500, 0)
    january = closing.results(*JANUARY)
    assert (balance(january, APPLIED), balance(january, CONTROL), balance(january, IDLE)) == (0, 0, 2000)
    assert (balance(january, WIP), balance(january, FG), balance(january, COGS)) == (850, 2550, 5100)


def test_the_next_close_settles_the_year_to_date() -> None:
    made = plant(80, 10_500)
    closing = closed(made)
    # February: 100 hours for 10,300 into a second job that is not done: WIP 800 + 10,000, 2,400 in stock, 4,800 sold
    made.job("K", "FG", 10)
    pool(made, 2, 10_300)
    work(made, 100, 2, "K")
    closing.close(*FEBRUARY)
    # year to date 2,800 under-applied, 2,000 of it idle; 800 by 10,800 : 2,400 : 4,800 of 18,000
    assert settled(closing, *FEBRUARY) == {
        APPLIED: 18_000, CONTROL: -20_800, IDLE: 2000, WIP: 480, FG: 106.67, COGS: 213.33
    }
    assert len(of_line(closing.results(*FEBRUARY), TAKEN_BACK)) == 6  # of January
    assert settled(closing) == {APPLIED: 8000, CONTROL: -10_500, IDLE: 2000, WIP: 50, FG: 150, COGS: 300}
    # reopened, the settlement of February is gone, that of January stands reversed
    closing.reopen()
    again = closing.results(*FEBRUARY)
    assert of_line(again, SETTLED) == {} and balance(again, CONTROL) == 20_800
    closing.close(*FEBRUARY)
    assert settled(closing, *FEBRUARY)[IDLE] == 2000


def test_a_late_actual_cost_is_settled_with_the_next_close() -> None:
    made = plant(80, None)
    closing = closed(made)
    made.rows["Overhead"][0]["Actual Cost"] = 10_500
    closing.close(*FEBRUARY)
    assert settled(closing, *FEBRUARY) == {APPLIED: 8000, CONTROL: -10_500, IDLE: 2000, WIP: 50, FG: 150, COGS: 300}


def test_unchanged_rows_give_no_adjustment_and_no_other_report() -> None:
    made = plant(80, 10_500)
    before = Closing(made).results(*JANUARY)
    closing = closed(made)
    for _ in range(2):
        after, now = closing.results(*JANUARY), closing.results(*FEBRUARY)
        assert now.adjusted.is_empty() and prior_periods(now).is_empty()
        assert now.statement["Work in Process"].sum() == 800_00
        for name in ("statement", "roll_forward", "valuation", "subledger", "trend"):
            shown, was = getattr(after, name), getattr(before, name)
            assert shown.equals(was) if isinstance(shown, pl.DataFrame) else shown == was, name
        assert after.settled_stages == {"Raw Materials": 0, "Work in Process": 50_00, "Finished Goods": 150_00}
        closing.close(*FEBRUARY)
        closing.reopen()


@pytest.mark.parametrize("period", [JANUARY, FEBRUARY])
def test_the_checks_of_the_journals_leave_it_aside(period: tuple[dt.date, dt.date]) -> None:
    results = closed(plant(80, 10_500)).results(*period)
    said = {check.id: outcome(check, results)[3] for check in CHECKS
            if check.id.startswith("journals") or check.id == "overhead_disposed"}
    assert len(said) == 6 and all(said.values()), said


def test_the_ledger_that_has_the_settlement_ties_to_the_statement() -> None:
    made = plant(80, 10_500)
    closing = closed(made)
    for account, role, debit in (("1200", WIP, 850), ("1300", FG, 2550)):
        made.add("GL Accounts", account=account, name=role, role=role, period=day(1), opening=0, debit=debit, credit=0)
    results = closing.results(*JANUARY)
    said = {check.id: outcome(check, results)[3] for check in CHECKS if check.id in ("ledger_wip", "ledger_finished")}
    assert said == {"ledger_wip": True, "ledger_finished": True}
    tied = tie_out(results).accounts.filter("Entered").select("Role", "Subledger Closing", "Difference").rows()
    assert tied == [(WIP, 850_00, 0), (FG, 2550_00, 0)]


def test_a_ledger_that_holds_wip_at_month_ends_only_is_given_none_of_it() -> None:
    results = closed(plant(80, 10_500)).results(*JANUARY)
    lines = month_end_lines(results.solution.job_entries, results.posted, results.accounts, *JANUARY)
    held = lines.filter(pl.col("Date") == day(31)).select("Role", "Amount").rows()
    assert held == [(WIP, 800_00), (APPLIED, -800_00)]


def year_end() -> tuple[Plant, Closing]:
    """The fiscal year ends in January."""
    made = plant(80, 10_500, Fiscal_Year_Start="February")
    return made, closed(made)


def test_at_the_end_of_a_year_idle_and_sold_stay_and_the_others_go_into_the_next_pool() -> None:
    made, closing = year_end()
    assert settled(closing) == {APPLIED: 8000, CONTROL: -10_500, IDLE: 2000, WIP: 50, FG: 150, COGS: 300}
    february = closing.results(*FEBRUARY)
    assert of_line(february, TAKEN_BACK) == {("02-01", WIP): -50, ("02-01", FG): -150, ("02-01", CONTROL): 200}
    assert [balance(february, role) for role in (APPLIED, CONTROL, IDLE, COGS)] == [0, 200, 2000, 5100]
    assert prior_periods(february).is_empty()
    # the new year: 90 hours of the same 100 for 10,200 and the 200 of the year before; nothing sold in it yet
    made.job("K", "FG", 10)
    pool(made, 2, 10_200)
    work(made, 90, 2, "K")
    shown = disposition(closing.results(*FEBRUARY))
    # applied 9,000, idle 1,000, 400 left by 9,800 in process : 2,400 in stock
    assert [amount / 100 for amount in shown["Takes"]] == [-1000, -321.31, -78.69, 0, 0]
    assert shown["Since"][0] == day(1, 2, 2025) and shown["Balance"][4] == 2300_00
    closing.close(*FEBRUARY)
    assert settled(closing, *FEBRUARY) == {APPLIED: 9000, CONTROL: -10_400, IDLE: 1000, WIP: 321.31, FG: 78.69}
    march = closing.results(*MARCH)
    assert [balance(march, role) for role in (APPLIED, CONTROL, IDLE, COGS)] == [-9000, 10_400, 2000, 5100]
    checks = [check for check in CHECKS if check.id == "overhead_disposed"]
    assert len(checks) == 1 and outcome(checks[0], closing.results(*FEBRUARY))[3]


def test_an_actual_cost_of_the_year_before_that_comes_late_is_part_of_the_next_year() -> None:
    made, closing = year_end()
    made.rows["Overhead"][0]["Actual Cost"] = 10_600
    shown = disposition(closing.results(*FEBRUARY))
    # the 200 handed on, and 100 more: by 800 : 2,400, nothing of it idle
    assert [amount / 100 for amount in shown["Takes"]] == [0, -75, -225, 0, 0]


def test_overhead_goes_through_made_goods_into_what_is_made_of_them() -> None:
    # a part takes 10 hours and 1,000 of material: 2,000, half of it overhead; it goes into a product with 30 hours,
    # 3,000: 4,000 of 5,000 are overhead; two of it are made, one of them sold
    made = Plant({"Materiality": 0, "Overhead_Disposition": "prorate"}).material("RM").material("PART", "subassembly")
    made.material("FG", "finished").job("A", "PART", 1).job("B", "FG", 2)
    pool(made, 1, 10_500)
    made.move(day(1), "Receipt", "RM", 1, unit_cost=1000).move(day(2), "Issue", "RM", 1, job="A")
    work(work(made, 10, job="A"), 30, job="B")
    made.move(day(12), "Completion", "PART", 1, job="A").move(day(13), "Issue", "PART", 1, job="B")
    made.move(day(20), "Completion", "FG", 2, job="B").move(day(25), "Shipment", "FG", 1)
    shown = disposition(Closing(made).results(*JANUARY))
    assert shown["Contained Overhead"].to_list()[1:4] == [0, 2000_00, 2000_00]
