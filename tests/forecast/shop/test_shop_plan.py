"""The whole half of the plan: on bad input it has rows or none, never stops; on the demo it names what was planted."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from benchmarks.seeded.plant_book import PlantBook
from tests.forecast.small_shop import Shop, at
from wipbook.books.books import Books
from wipbook.commands.data.demo.simulate import simulate
from wipbook.costing.solve import solve
from wipbook.forecast.planning import Plan
from wipbook.ledger import read
from wipbook.sheets.forecast import (
    due_dates,
    flow,
    kpi_history,
    labor_limits,
    load,
    quality,
    schedule,
    supplier_scorecard,
)
from wipbook.sheets.layout import to_cells

SHEETS = tuple(module.SHEET for module in (
    load, schedule, flow, due_dates, labor_limits, supplier_scorecard, quality, kpi_history
))


def build(plan: Plan) -> dict[str, pl.DataFrame]:
    """Every table of every sheet as it goes into the workbook."""
    built = {}
    for sheet in SHEETS:
        for table in sheet.tables:
            if not table.typed:
                frame = to_cells(table.build(plan), table.columns, 2)
                assert not table.rows or frame.height == table.rows, table.name
                built[table.name] = frame
        sheet.cells(plan)
    return built


def empty() -> Shop:
    return Shop()


def no_work_centers() -> Shop:
    return Shop().job("J1", "P", 1, due=at(4, 1), released=at(3, 1)).step("J1", "10", "A", 8)


def job_without_operations() -> Shop:
    return Shop().center("A").job("J1", "P", 1, due=at(4, 1), released=at(3, 1))


def due_before_release() -> Shop:
    return Shop().center("A").job("J1", "P", 1, due=at(2, 1), released=at(5, 1)).step("J1", "10", "A", 8)


def step_without_hours_or_dates() -> Shop:
    return Shop().center("A").job("J1", "P", 1, due=at(4, 1)).step("J1", "x", "A", None)


def zero_quantities() -> Shop:
    shop = Shop().center("A", 0).job("J1", "P", 0, due=at(4, 1), released=at(3, 1))
    return shop.step("J1", "10", "A", 0, good=0, scrapped=0, actual_finish=at(3, 2))


def step_of_an_unknown_job() -> Shop:
    return Shop().center("A").step("NOBODY", "10", "A", 8)


def dates_after_the_as_of_date() -> Shop:
    shop = Shop().center("A").job("J1", "P", 5, due=at(4, 1), released=at(4, 8), status="Closed", finished=at(4, 20))
    shop.step("J1", "10", "A", 8, actual_start=at(4, 9), actual_finish=at(4, 20))
    return shop.ticket(at(4, 9), 8, job="J1", step="10", rate=20)  # type: ignore[return-value]


def a_bill_in_a_circle() -> Shop:
    shop = Shop().center("A").material("P", "finished").material("S", "subassembly")
    shop.put("Bill of Materials", product="P", component="S", quantity_per=2)
    shop.put("Bill of Materials", product="S", component="P", quantity_per=2)
    return shop.job("J1", "P", 1, due=at(5, 1)).step("J1", "10", "A", 8)


def negative_stock() -> Shop:
    shop = Shop().center("A").job("J1", "P", 1, due=at(5, 1), released=at(3, 1)).step("J1", "10", "A", 8)
    return shop.move(at(3, 2), "Issue", "R", 5, job="J1")


def nobody_works_there() -> Shop:
    shop = Shop(settings={"Working Days": "never"}).center("A").job("J1", "P", 1, due=at(5, 1))
    shop.step("J1", "10", "A", 1e6, planned_start=at(4, 1), planned_finish=at(4, 2))
    shop.put("Employees", employee="E1", name="x", rate=10)
    return shop


BAD = (empty, no_work_centers, job_without_operations, due_before_release, step_without_hours_or_dates,
       zero_quantities, step_of_an_unknown_job, dates_after_the_as_of_date, a_bill_in_a_circle, negative_stock,
       nobody_works_there)


@pytest.mark.parametrize("shop", BAD, ids=lambda make: make.__name__)
def test_every_table_is_built_from_bad_input(shop: object) -> None:
    built = build(shop().plan())  # type: ignore[operator]
    assert built["KpiLatest"].height == 12


def test_with_nothing_to_say_the_deciding_tables_are_empty() -> None:
    built = build(empty().plan())
    for sheet in SHEETS[:-1]:
        assert built[sheet.tables[0].name].height == 0, sheet.name


def test_planning_changes_nothing_and_says_the_same_twice() -> None:
    shop = due_before_release()
    books = shop.books()
    before = {name: books.ledger.table(name).clone() for name in ("Jobs", "Operations", "Work Centers")}
    first, second = Plan(books), Plan(books)
    assert first.shop.schedule.equals(second.shop.schedule)
    build(first)
    for name, frame in before.items():
        assert books.ledger.table(name).equals(frame)


@pytest.fixture(scope="module")
def demo() -> Plan:
    year = simulate(1)
    frames = dict(year.tables)
    frames["GL Accounts"] = pl.DataFrame(
        schema={"Account": pl.String, "Name": pl.String, "Role": pl.String, "Period": pl.Date, "Opening": pl.Float64,
                "Debit": pl.Float64, "Credit": pl.Float64}
    )
    ledger = read(PlantBook(frames, year.settings, 0))
    return Plan(Books(ledger, solve(ledger)))


def test_the_demo_names_its_bottleneck_by_far(demo: Plan) -> None:
    assert demo.shop.bottleneck == "WC-20"
    first, second = demo.shop.flow["Pressure"][:2]
    assert first > 1.5 * second


def test_the_demo_names_its_late_supplier(demo: Plan) -> None:
    assert demo.performance.suppliers["Supplier"][0] == "S-060"
    assert demo.performance.suppliers["Class"][0] == "D"


def test_the_demo_names_its_late_jobs_and_what_they_lack(demo: Plan) -> None:
    finished = simulate(1).tables["Jobs"].filter(pl.col("Finished") > pl.col("Due"))
    assert set(finished["Job"]) == set(demo.performance.finished_late["Job"])
    late = demo.shop.due_dates.filter(pl.col("Days Late") > 0)
    assert {"J-1166", "J-1167"} <= set(late["Job"])
    troubled = demo.shop.due_dates.filter(pl.col("State").is_in(["late", "in danger"]))
    causes = dict(troubled.select("Job", "Cause").iter_rows())
    assert all("lacks" in causes[job] for job in ("J-1166", "J-1167", "J-1168"))
    assert {"J-1165", "J-1166", "J-1167", "J-1168"} == set(demo.shop.material_ready["Job"])


def test_the_schedule_of_the_demo_was_within_a_day_on_average(demo: Plan) -> None:
    assert demo.shop.finish_error.method == "schedule"
    assert demo.shop.finish_error.count > 100
    assert (demo.shop.finish_error.mean_absolute or 9) < 1


def test_the_schedule_of_the_demo_is_feasible(demo: Plan) -> None:
    plan = demo.shop.schedule
    for _, part in plan.group_by("Work Center", "Line"):
        ordered = part.sort("Start Moment")
        ends, starts = ordered["Finish Moment"].to_list(), ordered["Start Moment"].to_list()
        assert all(end <= start + 1e-9 for end, start in zip(ends, starts[1:], strict=False))
    for _, part in plan.sort("Place").group_by("Job"):
        ends, starts = part["Finish Moment"].to_list(), part["Start Moment"].to_list()
        assert all(end <= start + 1e-9 for end, start in zip(ends, starts[1:], strict=False))
    assert all(day.isoweekday() < 6 for name in ("Scheduled Start", "Scheduled Finish") for day in plan[name])
    assert plan["Scheduled Start"].min() > demo.books.as_of  # type: ignore[operator]
    hours = plan.group_by("Work Center").agg(
        pl.col("Left").sum(), pl.col("Finish Moment").max(), pl.col("Release").min()
    )
    lines = demo.shop.centers.select("Work Center", "Capacity")
    over = hours.join(lines, on="Work Center").filter(
        pl.col("Left") > pl.col("Capacity") * (pl.col("Finish Moment") - pl.col("Release")) + 1e-6
    )
    assert over.is_empty()


def test_load_and_limits_of_the_demo_add_up(demo: Plan) -> None:
    left = demo.shop.open_steps["Left"].sum()
    assert demo.shop.center_load["Hours Left"].sum() == pytest.approx(left)
    assert demo.shop.week_load["Hours"].sum() == pytest.approx(left)
    assert demo.performance.labor_limits["Hours Left"].sum() == pytest.approx(left)
    assert demo.performance.labor_need["Needed"].sum() == pytest.approx(left)


def test_scrap_of_the_demo_ties_to_the_cost_engine(demo: Plan) -> None:
    since = demo.books.as_of - dt.timedelta(days=365)
    entries = demo.books.solution.job_entries
    in_jobs = -entries.filter((pl.col("Entry") == "Scrapped") & (pl.col("Date") > since))["Amount"].sum()
    stock = demo.books.moves.filter((pl.col("Type") == "Scrap") & (pl.col("Date") > since))["value_out"].sum()
    scrap = demo.performance.losses.filter(pl.col("Kind") == "Scrap")["Cost"].sum()
    assert scrap == pytest.approx(in_jobs + stock, abs=5)  # each loss is rounded
    assert demo.performance.quality_by_month["Scrap"].sum() == scrap
    assert demo.performance.pareto("Cause")["Cost"].sum() == demo.performance.losses["Cost"].sum()


def test_the_sheets_of_the_demo_have_all_they_show(demo: Plan) -> None:
    built = build(demo)
    assert built["DueStates"]["Jobs"].sum() == demo.shop.due_dates.height
    assert built["LoadFullest"]["Work Center"][0] == "WC-50"
    assert built["FlowPressure"]["Verdict"][0] == "bottleneck"
    assert [len(sheet.about) <= 80 for sheet in SHEETS]
