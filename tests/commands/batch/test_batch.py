"""Many plants: their results together, the page, the summary, two batches at once, Dask."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import openpyxl
import pytest

from tests.commands.batch.test_plant_run import STAND_IN
from tests.commands.every_command import small_plant
from tests.shell import run
from wipbook.commands.batch import plant_run, runner
from wipbook.commands.batch.batch import batch, dry_run
from wipbook.commands.batch.pages import status_page, summary
from wipbook.commands.batch.plan import BatchPlan, read_plan
from wipbook.commands.batch.plant_run import DONE, FAILED, Course, PlantResult
from wipbook.commands.batch.runner import course_of
from wipbook.commands.batch.state import StepRecord


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BatchPlan:
    """Six plants of stand-ins."""
    lines = ['[batch]\nsteps = ["check", "refresh"]\nworkers = 3\nscheduler = "own"\nretries = 1\n']
    for number in range(6):
        (tmp_path / f"p{number}.xlsx").write_text("begin\n")
        lines.append(f'[[plants]]\nname = "p{number}"\nbook = "p{number}.xlsx"\n')
    (tmp_path / "plan.toml").write_text("".join(lines))

    def course(plan: BatchPlan, workers: int, fresh: bool) -> Course:
        made = course_of(plan, workers, fresh)
        return Course(made.folder, made.state, made.logs, made.limits, made.retries, made.fresh, STAND_IN)

    monkeypatch.setattr(runner, "course_of", course)
    return read_plan(tmp_path / "plan.toml")


def calls(plan: BatchPlan) -> list[str]:
    return sorted(line for one in plan.plants for line in Path(f"{one.book}.calls").read_text().splitlines())


def test_each_plant_by_itself_and_the_highest_code(plan: BatchPlan) -> None:
    Path(f"{plan.plants[1].book}.refresh").write_text("code 1")
    Path(f"{plan.plants[2].book}.refresh").write_text("code 3")
    Path(f"{plan.plants[3].book}.check").write_text("die")
    told: list[str] = []
    done = batch(plan, tell=told.append)
    assert [one.name for one in done.results] == [f"p{number}" for number in range(6)], "as the plan names them"
    assert [one.code for one in done.results] == [0, 1, 3, 4, 0, 0]
    assert [one.state for one in done.results] == [DONE, DONE, FAILED, FAILED, DONE, DONE]
    assert done.exit_code == 4
    assert any("6 of 6 plants" in line for line in told)
    assert any("p3: check once more" in line for line in told)
    page = plan.beside("status.html").read_text()
    assert "6 of 6 plants, finished" in page and page.count("<tr class=\"bad\">") == 2
    rows = list(openpyxl.load_workbook(plan.beside("summary.xlsx"))["Plants"].iter_rows(min_row=5, values_only=True))
    assert [(row[0], row[2]) for row in rows] == [(one.name, one.code) for one in done.results]


def test_dry_run_runs_nothing(plan: BatchPlan) -> None:
    assert dry_run(plan)[0] == ("p0", "check, refresh", "")
    assert not plan.beside("state").exists()
    batch(plan)
    assert dry_run(plan)[0] == ("p0", "", "check, refresh")
    assert dry_run(plan, fresh=True)[0] == ("p0", "check, refresh", "")


def test_two_batches_at_once_do_no_plant_twice(plan: BatchPlan) -> None:
    for one in plan.plants:
        Path(f"{one.book}.refresh").write_text("nap")
    codes: list[int] = []
    both = [threading.Thread(target=lambda: codes.append(batch(plan).exit_code)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert codes == [0, 0]
    assert [line.split()[0] for line in calls(plan)] == ["check"] * 6 + ["refresh"] * 6


def test_a_thousand_plants_of_which_ten_are_broken(plan: BatchPlan, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the runner does by itself, without a process for each."""
    many = [plan.plants[0].__class__(f"p{number}", plan.plants[0].book, None, (), plan.plants[0].steps, True)
            for number in range(1000)]
    whole = BatchPlan(plan.path, tuple(many), 8, "own", plan.timeout, plan.memory, plan.retries)

    def ran(plant: plant_run.Plant, *_: object) -> PlantResult:
        number = int(plant.name[1:])
        return PlantResult(plant.name, "", FAILED if number % 100 == 7 else DONE, 4 if number % 100 == 7 else 0)

    monkeypatch.setattr(runner, "run_plant", ran)
    done = batch(whole)
    assert sum(one.state == FAILED for one in done.results) == 10
    assert (done.exit_code, len(done.results)) == (4, 1000)


def test_the_group_is_summed_by_currency_and_says_who_is_missing(plan: BatchPlan) -> None:
    def result(name: str, currency: str, value: float, group: bool = True, state: str = DONE) -> PlantResult:
        facts = {"currency": currency, "balances": {"Raw Materials": value, "Work in Process": 0.1}}
        record = StepRecord("refresh", "", "", "", 0, 0.0, code=0, facts=facts)
        return PlantResult(name, f"{name}.xlsx", state, 0, "=1+1", records=(record,), group=group)

    results = [
        result("a", "EUR", 0.1), result("b", "EUR", 0.2), result("c", "USD", 5.0), result("d", "EUR", 9.0, group=False),
        result("e", "EUR", 7.0, state=FAILED),
    ]
    path = plan.folder / "s.xlsx"
    path.write_bytes(summary(plan, results, dt.datetime(2026, 11, 29), 1.0))
    book = openpyxl.load_workbook(path)
    group = list(book["Group"].iter_rows(min_row=4, values_only=True))
    # 0.1 + 0.2 = 0.3 exactly; d is not in the group, e did not get done
    assert group == [
        ("Currency", "Plants", "Raw Materials", "Work in Process"), ("EUR", 2, 0.3, 0.2), ("USD", 1, 5, 0.1),
    ]
    assert "1 plants of the group are not in these sums" in book["Group"]["A2"].value
    assert book["Plants"]["D5"].value == "=1+1" and book["Plants"]["D5"].data_type == "s"
    assert next(iter(book["Steps"].iter_rows(min_row=5, values_only=True)))[:3] == ("a", "refresh", 0)


def test_the_page_escapes_what_a_plan_says(plan: BatchPlan) -> None:
    result = PlantResult("p0", "", FAILED, 4, "<script>alert(1)</script>")
    page = status_page(plan, [result], dt.datetime(2026, 11, 29), over=False)
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "1 of 6 plants, running" in page and 'http-equiv="refresh"' in page


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A plan of two real plants, and one whose workbook is not there."""
    text = '[batch]\nsteps = ["check", "refresh"]\nworkers = 2\n'
    for name in ("north", "south", "ghost"):
        text += f'[[plants]]\nname = "{name}"\nbook = "{name}.xlsx"\n'
    for name in ("north", "south"):
        small_plant(tmp_path / f"{name}.xlsx")
    (tmp_path / "plan.toml").write_text(text)
    return tmp_path / "plan.toml"


@pytest.mark.parametrize("scheduler", ["own", "local"])
def test_from_the_shell(three: Path, scheduler: str) -> None:
    done = run("batch", str(three), "--scheduler", scheduler, "--json")
    said = json.loads(done.stdout)
    assert done.returncode == 2
    assert [(one["plant"], one["state"], one["code"]) for one in said["plants"]] == [
        ("north", "done", 0), ("south", "done", 0), ("ghost", "failed", 2),
    ]
    # 100 kg at 2.50 bought, 40 of them in the job
    assert said["plants"][0]["facts"]["balances"]["Raw Materials"] == 150.0
    assert said["scheduler"] == scheduler
    again = run("batch", str(three), "--scheduler", scheduler)
    assert "north" in again.stdout and again.returncode == 2
    assert json.loads(run("batch", str(three), "--json").stdout)["plants"][0]["kept"] == ["check", "refresh"]
    dry = run("batch", str(three), "--dry-run", "--fresh", "--only", "south")
    assert (dry.returncode, "check, refresh" in dry.stdout, "north" in dry.stdout) == (0, True, False)


def test_a_scheduler_that_is_not_there_stops_before_anything_runs(three: Path) -> None:
    done = run("batch", str(three), "--scheduler", "tcp://127.0.0.1:9")
    assert (done.returncode, "check the address" in done.stderr) == (2, True)
    assert not three.with_suffix(".state").exists()


def test_stopped_by_ctrl_c_the_children_end_first(plan: BatchPlan) -> None:
    for one in plan.plants:
        Path(f"{one.book}.refresh").write_text("sleep")
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[3])!r})
from pathlib import Path
from dataclasses import replace
from tests.commands.batch.test_plant_run import STAND_IN
from wipbook.commands.batch import runner
from wipbook.commands.batch.batch import batch
from wipbook.commands.batch.plan import read_plan
real = runner.course_of
runner.course_of = lambda *given: replace(real(*given), program=STAND_IN)
batch(read_plan(Path({str(plan.path)!r})))
"""
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while time.monotonic() < until and not any(Path(f"{one.book}.calls").exists() and "refresh" in
                                               Path(f"{one.book}.calls").read_text() for one in plan.plants):
        time.sleep(0.05)
    process.send_signal(2)
    assert process.wait(30) != 0
    running = subprocess.run(["pgrep", "-f", str(plan.plants[0].book.parent)], capture_output=True, text=True)
    assert running.stdout == "", "no child is left"
