"""The commands forecast and schedule: what the demo planted, no input touched, a preview until accepted."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import polars as pl
import pytest

from tests.second_opinion import compare, recalculate
from tests.shell import run
from wipbook.calculators.faults import CannotPlan
from wipbook.commands.data.diff import diff
from wipbook.commands.forecast.forecast import HorizonNotUnderstood, forecast
from wipbook.commands.forecast.schedule import UnknownDispatchRule, schedule
from wipbook.commands.workbench.front.chosen_view import choose_view
from wipbook.errors import WipbookError
from wipbook.forecast.shop.scheduling.schedule import METHODS
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.port.tables import letters
from wipbook.sheets import output_sheets

NOON = dt.datetime(2027, 1, 15, 12, 0)
SHEETS = [sheet for sheet in output_sheets() if sheet.filled_by == "forecast"]


@pytest.fixture(scope="module")
def planned(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo after one forecast."""
    workbook = open_file(demo_file)
    forecast(workbook, now=NOON, user="dana")
    return workbook.save(tmp_path_factory.mktemp("planned") / "plant.xlsx")


@pytest.fixture
def book(demo_copy: Path) -> FileWorkbook:
    return open_file(demo_copy)


def test_the_forecast_names_what_the_demo_planted(book: FileWorkbook) -> None:
    """examples/demo/README.md: WC-20 holds up the others, S-060 is late on most orders, the jobs planned for January go
    beyond the components on hand."""
    report = forecast(book, now=NOON)
    planning = report.planning
    assert planning.shop.bottleneck == "WC-20"
    assert report.line.startswith("bottleneck WC-20; ")
    planted = {"J-1165", "J-1166", "J-1167", "J-1168"}
    troubled = planning.shop.due_dates.filter(pl.col("State").is_in(["late", "in danger"]))
    assert len(planted & set(troubled["Job"])) >= 3
    assert len(planted & set(report.late_jobs["Job"])) >= 2
    assert set(report.short_materials["Job"].drop_nulls()) & planted
    # S-990 is planted as well: it never delivered anything
    delivered = planning.performance.suppliers.filter(pl.col("Supplier") != "S-990")
    assert delivered.sort("On Time")["Supplier"][0] == "S-060"


def test_every_sheet_of_the_forecast_is_filled_and_shown(planned: Path) -> None:
    workbook = open_file(planned)
    choose_view(workbook, "All")
    assert len(SHEETS) >= 10
    for sheet in SHEETS:
        assert workbook.is_visible(sheet.name), sheet.name
        first = workbook.read_table(sheet.tables[0].name).frame
        assert first.height and first.select(pl.any_horizontal(pl.all().is_not_null())).to_series().all(), sheet.name
        assert "as of 2026-12-31" in str(workbook.read_cell(sheet.name, "A2"))


def test_a_forecast_changes_no_input_and_no_other_report(planned: Path, demo_file: Path) -> None:
    changed = {one.table for one in diff(open_file(demo_file), open_file(planned))}
    assert changed <= {table.name for sheet in SHEETS for table in sheet.tables} | {"LastRuns"}


def test_a_snapshot_a_day_is_kept_in_the_kpi_history(book: FileWorkbook) -> None:
    forecast(book, as_of=dt.date(2026, 9, 30), now=NOON)
    once = book.read_table("KpiHistory").frame
    forecast(book, as_of=dt.date(2026, 9, 30), now=NOON)
    assert book.read_table("KpiHistory").frame.equals(once), "the same day is not counted twice"
    forecast(book, now=NOON)
    both = book.read_table("KpiHistory").frame
    assert both["Date"].dt.date().unique().sort().to_list() == [dt.date(2026, 9, 30), dt.date(2026, 12, 31)]
    assert both.height == 2 * once.height
    assert both["Definition"].null_count() == 0


def test_what_is_asked_for_must_make_sense(book: FileWorkbook) -> None:
    with pytest.raises(HorizonNotUnderstood, match="1 to 36 months"):
        forecast(book, horizon=0)
    with pytest.raises(HorizonNotUnderstood, match=r"50 to 99\.9"):
        forecast(book, service_level=100)


def test_a_workbook_without_rows_is_planned(tmp_path: Path) -> None:
    from wipbook.commands.data.new import copy_template

    workbook = open_file(copy_template(tmp_path / "new.xlsx"))
    report = forecast(workbook)
    assert report.line == "bottleneck none; 0 of 0 open jobs late; 0 materials run short"
    workbook.save()


def test_a_schedule_is_a_preview_until_it_is_accepted(book: FileWorkbook) -> None:
    before = book.read_table("Operations").frame
    preview = schedule(book)
    assert preview.changed > 0
    assert not preview.written
    assert book.read_table("Operations").frame.equals(before)
    done = schedule(book, accept=True, now=NOON)
    after = book.read_table("Operations").frame
    key = ["Job", "Step"]
    rows = done.steps.with_columns(pl.col("Step").cast(pl.String)).join(
        after.with_columns(pl.col("Step").cast(pl.String)).select(
            *key, pl.col("Planned Start").cast(pl.Date).alias("Now Start"),
            pl.col("Planned Finish").cast(pl.Date).alias("Now Finish"),
        ), on=key,
    )
    assert rows.height == done.steps.height
    assert (rows["Now Start"] == rows["Scheduled Start"]).all()
    assert (rows["Now Finish"] == rows["Scheduled Finish"]).all()
    planned = ["Planned Start", "Planned Finish"]
    assert after.drop(planned).equals(before.drop(planned)), "nothing but the planned dates"
    assert schedule(book).changed == 0, "what was accepted is what is proposed"


def test_an_unknown_rule_is_named_with_the_nearest(book: FileWorkbook) -> None:
    with pytest.raises(UnknownDispatchRule, match="did you mean 'earliest due date'"):
        schedule(book, "due date")


def _cell(book: FileWorkbook, header: str, row: int) -> str:
    place = book.find_table("Operations")
    return f"{letters(place.first_column + place.headers.index(header))}{place.first_row + row}"


def test_a_typed_start_stays_until_it_is_to_be_planned_anew(book: FileWorkbook) -> None:
    schedule(book, accept=True, now=NOON)
    first = schedule(book).steps.sort("Scheduled Start").row(-1, named=True)
    typed = first["Scheduled Start"] + dt.timedelta(days=21)
    while typed.isoweekday() > 5:
        typed += dt.timedelta(days=1)
    rows = book.read_table("Operations").frame.with_row_index("_at").filter(
        (pl.col("Job") == first["Job"]) & (pl.col("Step").cast(pl.String) == first["Step"])
    )
    at = rows["_at"][0]
    book.write_cells("Operations", {_cell(book, "Planned Start", at): typed, _cell(book, "Planned By", at): None})
    kept = schedule(book)
    assert kept.kept == 1
    line = kept.steps.filter((pl.col("Job") == first["Job"]) & (pl.col("Step") == first["Step"])).row(0, named=True)
    assert (line["Scheduled Start"], line["Kept"], line["Changed"]) == (typed, True, False)
    schedule(book, accept=True, now=NOON)
    assert book.read_cell("Operations", _cell(book, "Planned By", at)) is None, "what is typed stays typed"
    anew = schedule(book, accept=True, replan=True, now=NOON)
    assert anew.kept == 0
    assert book.read_cell("Operations", _cell(book, "Planned By", at)) == "schedule"
    assert book.read_cell("Operations", _cell(book, "Planned Start", at)) != typed


def test_the_solver_that_is_not_there_is_said(book: FileWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    assert schedule(book, "solver").rule == "solver"
    monkeypatch.setattr("wipbook.forecast.shop.scheduling.schedule.can_optimise", lambda: False)
    assert schedule(book).rule in METHODS
    with pytest.raises(CannotPlan, match=r"needs the extra wipbook\[schedule\]"):
        schedule(book, "solver")


def test_a_column_that_the_schedule_is_written_into_is_asked_for(book: FileWorkbook) -> None:
    book.write_cells("Operations", {_cell(book, "Planned By", -1): "Planner"})
    with pytest.raises(WipbookError, match="Planned By"):
        schedule(book, accept=True, now=NOON)


def test_from_the_shell(demo_copy: Path) -> None:
    done = run("forecast", str(demo_copy), "--json")
    assert (done.returncode, done.stderr) == (1, "Exit code 1: 2 rows left out (sheet Exceptions)\n")
    assert json.loads(done.stdout)["bottleneck"] == "WC-20"
    assert "would be planned anew" in run("schedule", str(demo_copy)).stdout
    assert run("schedule", str(demo_copy), "--accept").returncode == 1, "two rows are left out"
    assert run("forecast", str(demo_copy), "--horizon", "99").returncode == 2


@pytest.mark.libreoffice
def test_libreoffice_agrees_with_every_formula_of_the_plan(planned: Path, office_profile: Path, tmp_path: Path) -> None:
    count, wrong = compare(planned, recalculate(planned, office_profile, tmp_path / "again"))
    assert count > 600
    assert not wrong, wrong[:5]
