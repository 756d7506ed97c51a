"""A schedule of the open steps as a preview: it changes nothing in the workbook."""

from __future__ import annotations

import polars as pl

from wipbook.forecast.shop.scheduling.dispatch import RULES, dispatched, key_of, measures, placed
from wipbook.forecast.shop.scheduling.optimise import MOST_STEPS, can_optimise, optimised
from wipbook.forecast.shop.scheduling.search import searched
from wipbook.forecast.shop.scheduling.shop_problem import Placement, ShopProblem
from wipbook.forecast.shop.scheduling.work_calendar import WorkCalendar, dates_of

NEVER_DUE = 1e5
"""The due moment of a job without a due date: it is never late."""
SEARCH, SOLVER = "search near the best rule", "solver"
METHODS = (*RULES, SEARCH, SOLVER)
"""How a schedule can be made."""
NO_SOLVER = "needs the extra wipbook[schedule]"


def tasks_of(steps: pl.DataFrame, centers: pl.DataFrame, calendar: WorkCalendar, ready: pl.DataFrame) -> pl.DataFrame:
    """Steps that are still to be done as tasks for ``dispatch``.

    ``steps`` as of ``ShopFloor.steps``, ``centers`` of ``resources``; ``ready``: Job, Ready (a job not begun does not
    start before it). Columns added: Days (Left over Speed of the work center), Begun, Release, Due Moment, Fixed,
    Value. A job is released on its day, or, not released yet, on the planned start of its first step. Fixed: the moment
    of a Planned Start still to come that somebody typed (Planned By is blank), of a step not begun.
    """
    open_ = steps.filter(pl.col("Open") & ~pl.col("Done")).join(
        centers.select("Work Center", "Speed"), on="Work Center", how="left", maintain_order="left"
    ).join(ready.select("Job", "Ready"), on="Job", how="left", maintain_order="left")
    first = pl.coalesce("Released", pl.col("Planned Start").first().over("Job"))
    begun = pl.col("Start").is_not_null() | (pl.col("Booked") > 0)
    held = pl.when(~begun.any().over("Job")).then(pl.col("Ready"))
    open_ = open_.with_columns(
        pl.when(pl.col("Speed") > 0).then(pl.col("Left") / pl.col("Speed")).otherwise(0.0).alias("Days"),
        begun.alias("Begun"), pl.max_horizontal(first, held).alias("_release"),
        pl.when(~begun & pl.col("Typed Start") & (pl.col("Planned Start") > calendar.as_of)).then("Planned Start")
        .alias("_fixed"),
    ).drop("Ready")
    release = pl.Series("Release", calendar.start_of(dates_of(open_["_release"])))
    due = pl.Series("Due Moment", calendar.end_of(dates_of(open_["Due"])))
    fixed = pl.Series("Fixed", calendar.start_of(dates_of(open_["_fixed"])))
    known = open_["Due"].is_not_null()
    return open_.with_columns(
        release, pl.select(pl.when(known).then(due).otherwise(NEVER_DUE).alias("Due Moment")).to_series(),
        pl.select(pl.when(open_["_fixed"].is_not_null()).then(fixed).alias("Fixed")).to_series(),
        pl.col("WIP").cast(pl.Float64).alias("Value"),
    ).drop("_release", "_fixed")


def problem_of(tasks: pl.DataFrame, centers: pl.DataFrame, calendar: WorkCalendar) -> ShopProblem:
    """``tasks`` of ``tasks_of`` on the lines of ``centers``, as the calendar lets them work."""
    lines = {
        name: number for name, number, speed in centers.select("Work Center", "Lines", "Speed").iter_rows() if speed > 0
    }
    asked = tasks.select(
        "Job", "Work Center", "Days", "Release", pl.col("Due Moment").alias("Due"), "Begun", "Weight", "Fixed"
    )
    return ShopProblem.of(asked, lines, calendar.openings(dict(centers.select("Work Center", "Hours").iter_rows())))


def scheduled(tasks: pl.DataFrame, centers: pl.DataFrame, calendar: WorkCalendar, rule: str) -> pl.DataFrame:
    """``tasks`` with Ready, Line, Start Moment and Finish Moment by one dispatch rule."""
    return _shown(tasks, _by_rule(problem_of(tasks, centers, calendar), rule))


def _by_rule(problem: ShopProblem, rule: str) -> Placement:
    return dispatched(problem, key_of(problem, rule), changes=rule == RULES[0])


def _shown(tasks: pl.DataFrame, plan: Placement) -> pl.DataFrame:
    return placed(tasks, plan).rename({"Start": "Start Moment", "Finish": "Finish Moment"})


def compare_rules(
    tasks: pl.DataFrame, centers: pl.DataFrame, calendar: WorkCalendar, effort: float = 0.0
) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """Every way of making a schedule on the same tasks, and the schedule of each that was made.

    Columns: Rule, Chosen, Late Jobs, Days Late (sum over the late jobs), Weighted (days late times the Priority of the
    job), Longest Delay, Mean Days (to the finish of a job), All Done (working days), Value Days (value in process times
    days to the finish, in the smallest currency unit), Note. The fewest weighted days late is chosen, then the earliest
    end of all, then the least mean, of equals the first. The search begins at the best dispatch rule, the solver at
    what the search found; ``effort`` is the solver's, 0 leaves it out.
    """
    problem = problem_of(tasks, centers, calendar)
    made = {rule: _by_rule(problem, rule) for rule in RULES}
    made[SEARCH] = searched(problem, min(made.values(), key=lambda plan: plan.worth(problem)))
    if not (without := _why_no_solver(problem, effort)):
        made[SOLVER] = optimised(problem, made[SEARCH], effort)
    plans = {rule: _shown(tasks, plan) for rule, plan in made.items()}
    rows: list[tuple[object, ...]] = []
    for rule in METHODS:
        if rule not in plans:
            rows.append((rule, *[None] * 7, without))
            continue
        worth = measures(judged(plans[rule]))
        rows.append(
            (rule, int(worth["Late Jobs"]), worth["Total Tardiness"], worth["Weighted Tardiness"],
             worth["Longest Delay"], worth["Mean Finish"], worth["Makespan"], round(worth["Value Days"]), "")
        )
    schema = {"Rule": pl.String, "Late Jobs": pl.Int64, "Days Late": pl.Float64, "Weighted": pl.Float64,
              "Longest Delay": pl.Float64, "Mean Days": pl.Float64, "All Done": pl.Float64, "Value Days": pl.Int64,
              "Note": pl.String}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    best = min(made, key=lambda rule: made[rule].worth(problem))
    table = table.select("Rule", (pl.col("Rule") == best).alias("Chosen"), pl.exclude("Rule"))
    return table.with_columns(pl.col(pl.Float64).round(1)), plans


def _why_no_solver(problem: ShopProblem, effort: float) -> str:
    """Why the solver is left out; blank where it is not."""
    if not can_optimise():
        return NO_SOLVER
    if effort <= 0:
        return "left out: Schedule Effort is 0"
    return f"left out: more than {MOST_STEPS:,} open steps" if problem.count > MOST_STEPS else ""


def best_dispatch(table: pl.DataFrame) -> str:
    """Of ``compare_rules``: the dispatch rule of the fewest weighted days late, then the earliest end of all."""
    rules = table.filter(pl.col("Rule").is_in(RULES)).with_row_index("_at")
    return str(rules.sort("Weighted", "All Done", "Mean Days", "_at")["Rule"][0])


def judged(plan: pl.DataFrame) -> pl.DataFrame:
    """A schedule as ``measures`` asks for it."""
    return plan.select(
        "Job", pl.col("Finish Moment").alias("Finish"), pl.col("Due Moment").alias("Due"), "Value", "Weight"
    )


def dated(plan: pl.DataFrame, calendar: WorkCalendar) -> pl.DataFrame:
    """``plan`` with Scheduled Start and Scheduled Finish (dates) and Waits (working days between ready and start)."""
    shown = plan.with_columns((pl.col("Start Moment") - pl.col("Ready")).alias("Waits"))
    columns = []
    for name, moment, ended in (
        ("Scheduled Start", "Start Moment", False),
        ("Scheduled Finish", "Finish Moment", True),
    ):
        days = pl.Series(name, calendar.days_of(plan[moment].fill_null(0.0).to_numpy(), ended))
        columns.append(pl.select(pl.when(plan[moment].is_not_null()).then(days).alias(name)).to_series())
    return shown.with_columns(columns)


def job_finishes(plan: pl.DataFrame) -> pl.DataFrame:
    """Job, Finish Moment (blank when a step cannot be scheduled), Due Moment, Waits (working days in queues), Waits At
    (work center it waits longest for), Wait There, and Blocked (the work center that has no capacity)."""
    waits = plan.with_columns((pl.col("Start Moment") - pl.col("Ready")).fill_null(0.0).alias("_wait"))
    longest = pl.col("_wait").arg_max()
    return waits.group_by("Job", maintain_order=True).agg(
        pl.when(pl.col("Finish Moment").null_count() == 0).then(pl.col("Finish Moment").max()).alias("Finish Moment"),
        pl.col("Due Moment").first(), pl.col("_wait").sum().alias("Waits"),
        pl.when(pl.col("_wait").max() > 0.05).then(pl.col("Work Center").get(longest)).alias("Waits At"),
        pl.col("_wait").max().alias("Wait There"),
        pl.col("Work Center").filter(pl.col("Line").is_null() & pl.col("Ready").is_not_null()).first().alias("Blocked"),
    )
