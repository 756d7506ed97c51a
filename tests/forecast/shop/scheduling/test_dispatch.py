"""Schedules: textbook sequences, known job-shop instances, and what must hold of every one of them."""

from __future__ import annotations

from itertools import permutations, product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.calculators.faults import CannotPlan
from wipbook.forecast.shop.scheduling.dispatch import RULES, dispatch, measures

CRITICAL, EARLIEST, SHORTEST, FIRST, MOST = RULES

# Fisher & Thompson (1963), ft06: machine and time of the six steps of six jobs. The best makespan is 55 (proven).
FT06 = (
    ((2, 1), (0, 3), (1, 6), (3, 7), (5, 3), (4, 6)),
    ((1, 8), (2, 5), (4, 10), (5, 10), (0, 10), (3, 4)),
    ((2, 5), (3, 4), (5, 8), (0, 9), (1, 1), (4, 7)),
    ((1, 5), (0, 5), (2, 5), (3, 3), (4, 8), (5, 9)),
    ((2, 9), (1, 3), (4, 5), (5, 4), (0, 3), (3, 1)),
    ((1, 3), (3, 3), (5, 9), (0, 10), (4, 4), (2, 1)),
)


def tasks(jobs: list[list[tuple[str, float]]], due: list[float], release: list[float] | None = None) -> pl.DataFrame:
    rows = [
        (f"J{number}", center, days, (release or [0.0] * len(jobs))[number], due[number])
        for number, steps in enumerate(jobs)
        for center, days in steps
    ]
    schema = {"Job": pl.String, "Work Center": pl.String, "Days": pl.Float64, "Release": pl.Float64, "Due": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def single(times: list[float], due: list[float]) -> pl.DataFrame:
    return tasks([[("M", time)] for time in times], due)


def check(done: pl.DataFrame, lines: dict[str, int]) -> None:
    """No line works on two steps at once, steps keep their order, nothing starts before its release."""
    assert done["Start"].null_count() == 0
    for start, finish, days in done.select("Start", "Finish", "Days").iter_rows():
        assert finish == pytest.approx(start + days)
    for (center, line), part in done.group_by("Work Center", "Line"):
        assert 1 <= int(str(line)) <= lines[str(center)]
        ordered = part.filter(pl.col("Days") > 0).sort("Start")
        ends, starts = ordered["Finish"].to_list(), ordered["Start"].to_list()
        assert all(end <= start + 1e-9 for end, start in zip(ends, starts[1:], strict=False))
    for _, part in done.group_by("Job", maintain_order=True):
        starts, ends = part["Start"].to_list(), part["Finish"].to_list()
        assert starts[0] >= part["Release"][0]
        assert all(start >= end - 1e-9 for start, end in zip(starts[1:], ends, strict=False))


@pytest.mark.parametrize(
    ("rule", "flow", "tardiness", "makespan"),
    # Stevenson, Operations Management, 14th ed., ch. 16, Example 2: six jobs at one work center
    [(FIRST, 20.00, 9.00, 41), (SHORTEST, 18.00, 6.67, 41), (EARLIEST, 18.33, 6.33, 41), (CRITICAL, 22.17, 9.67, 41)],
)
def test_the_rules_of_stevenson(rule: str, flow: float, tardiness: float, makespan: float) -> None:
    jobs = single([2, 8, 4, 10, 5, 12], [7, 16, 4, 17, 15, 18])
    worth = measures(dispatch(jobs, {"M": 1}, rule))
    assert round(worth["Mean Finish"], 2) == flow
    assert round(worth["Total Tardiness"] / 6, 2) == tardiness
    assert worth["Makespan"] == makespan


numbers = st.integers(1, 9).map(float)


@given(st.lists(st.tuples(numbers, st.integers(1, 25).map(float)), min_size=1, max_size=5))
def test_earliest_due_date_minimises_the_greatest_lateness_and_shortest_time_the_mean_flow(
    jobs: list[tuple[float, float]],
) -> None:
    """Jackson's and Smith's rules (Pinedo, Scheduling, ch. 3.1 and 3.2), against every sequence there is."""
    times, due = [time for time, _ in jobs], [day for _, day in jobs]

    def lateness(done: pl.DataFrame) -> float:
        return float((done["Finish"] - done["Due"]).max())  # type: ignore[arg-type]

    every = []
    for order in permutations(range(len(jobs))):
        ends, now = [0.0] * len(jobs), 0.0
        for job in order:
            now += times[job]
            ends[job] = now
        every.append((max(end - day for end, day in zip(ends, due, strict=True)), sum(ends)))
    assert lateness(dispatch(single(times, due), {"M": 1}, EARLIEST)) == min(late for late, _ in every)
    shortest = dispatch(single(times, due), {"M": 1}, SHORTEST)
    assert shortest["Finish"].sum() == min(flow for _, flow in every)


def _fewest_late(jobs: list[tuple[float, float]]) -> int:
    """Moore and Hodgson: the least number of late jobs on one machine (Pinedo, Scheduling, ch. 3.3)."""
    kept: list[float] = []
    for time, due in sorted(jobs, key=lambda job: job[1]):
        kept.append(time)
        if sum(kept) > due:
            kept.remove(max(kept))
    return len(jobs) - len(kept)


@given(st.lists(st.tuples(numbers, st.integers(1, 25).map(float)), min_size=1, max_size=6))
def test_no_rule_has_fewer_late_jobs_than_moore_and_hodgson(jobs: list[tuple[float, float]]) -> None:
    times, due = [time for time, _ in jobs], [day for _, day in jobs]
    for rule in RULES:
        worth = measures(dispatch(single(times, due), {"M": 1}, rule))
        assert worth["Late Jobs"] >= _fewest_late(jobs)


def test_moore_and_hodgson_is_what_every_subset_says() -> None:
    jobs = [(4.0, 9.0), (3.0, 6.0), (5.0, 8.0), (2.0, 12.0)]

    def feasible(chosen: list[tuple[float, float]]) -> bool:
        now = 0.0
        for time, due in sorted(chosen, key=lambda job: job[1]):
            now += time
            if now > due:
                return False
        return True

    subsets = [[job for job, taken in zip(jobs, mask, strict=True) if taken] for mask in product((0, 1), repeat=4)]
    assert _fewest_late(jobs) == 4 - max(len(subset) for subset in subsets if feasible(subset))


@pytest.mark.parametrize("rule", RULES)
def test_ft06_is_scheduled_feasibly_and_not_better_than_its_optimum(rule: str) -> None:
    jobs = [[(f"M{machine}", float(time)) for machine, time in steps] for steps in FT06]
    lines = {f"M{number}": 1 for number in range(6)}
    done = dispatch(tasks(jobs, [55.0] * 6), lines, rule)
    check(done, lines)
    makespan = measures(done)["Makespan"]
    assert 55 <= makespan <= 95
    if rule == FIRST:
        assert makespan == 65  # 18 % above the optimum
    assert done.height == 36


@st.composite
def shops(draw: st.DrawFn) -> tuple[pl.DataFrame, dict[str, int], str]:
    centers = ["A", "B", "C"]
    steps = st.lists(
        st.tuples(st.sampled_from(centers), st.sampled_from([0.0, 0.5, 1.0, 2.25, 7.0])), min_size=1, max_size=4
    )
    jobs = draw(st.lists(steps, min_size=1, max_size=8))
    days = st.lists(st.sampled_from([0.0, 1.0, 3.5]), min_size=len(jobs), max_size=len(jobs))
    due = st.lists(st.sampled_from([-2.0, 1.0, 5.0, 20.0]), min_size=len(jobs), max_size=len(jobs))
    lines = {center: draw(st.integers(1, 3)) for center in centers}
    return tasks(jobs, draw(due), draw(days)), lines, draw(st.sampled_from(RULES))


@given(shops())
def test_every_schedule_is_feasible_and_leaves_no_line_idle_while_something_waits(
    shop: tuple[pl.DataFrame, dict[str, int], str],
) -> None:
    jobs, lines, rule = shop
    done = dispatch(jobs, lines, rule)
    check(done, lines)
    for name, number in lines.items():
        here = done.filter((pl.col("Work Center") == name) & (pl.col("Days") > 0))
        for ready, start in here.select("Ready", "Start").iter_rows():
            if start > ready:  # all lines were at work all the time it waited
                for moment in {ready, *here.filter(pl.col("Finish").is_between(ready, start))["Finish"].to_list()} - {
                    start
                }:
                    busy = here.filter((pl.col("Start") <= moment) & (pl.col("Finish") > moment)).height
                    assert busy == number
    least = done.group_by("Job").agg((pl.col("Release").first() + pl.col("Days").sum()).alias("end"))["end"].max()
    assert done["Finish"].max() >= least - 1e-9  # type: ignore[operator]


def test_a_step_already_on_its_line_goes_first() -> None:
    jobs = single([1, 5], [1, 9]).with_columns(pl.Series("Begun", [False, True]))
    assert dispatch(jobs, {"M": 1}, EARLIEST)["Start"].to_list() == [5, 0]


def test_a_work_center_without_a_line_leaves_the_job_unscheduled_from_there_on() -> None:
    jobs = tasks([[("A", 1.0), ("ghost", 1.0), ("A", 1.0)], [("A", 2.0)]], [9.0, 9.0])
    done = dispatch(jobs, {"A": 1}, EARLIEST)
    assert done["Finish"].to_list() == [1, None, None, 3]
    assert measures(done)["Jobs"] == 1


def test_nothing_to_schedule_and_an_unknown_rule() -> None:
    empty = tasks([], [])
    assert dispatch(empty, {"A": 1}).height == 0
    assert measures(dispatch(empty, {}))["Makespan"] == 0
    with pytest.raises(CannotPlan):
        dispatch(empty, {}, "by colour")
