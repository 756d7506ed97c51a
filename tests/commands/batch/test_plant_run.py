"""One plant through its steps: what ran is not run again, what hangs, eats or dies is ended and said."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from wipbook.commands.batch.child import Limits
from wipbook.commands.batch.lease import alive
from wipbook.commands.batch.plan import Plant
from wipbook.commands.batch.plant_run import BUSY, DONE, FAILED, STOPPED, Course, PlantResult, run_plant
from wipbook.commands.batch.state import PlantState
from wipbook.commands.batch.steps import steps_of

STAND_IN = (sys.executable, str(Path(__file__).with_name("stand_in.py")))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    limits = Limits(30, 200 << 20, 1)
    return Course(tmp_path, tmp_path / "p.state", tmp_path / "p.log", limits, 2, program=STAND_IN)


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    book = tmp_path / "n.xlsx"
    book.write_text("begin\n")
    return Plant("n", book, None, (), steps_of(["check", "refresh", "audit"]), True)


def asks(plant: Plant, step: str, what: str) -> None:
    Path(f"{plant.book}.{step}").write_text(what)


def calls(plant: Plant) -> list[str]:
    path = Path(f"{plant.book}.calls")
    return [line.split()[0] for line in path.read_text().splitlines()] if path.exists() else []


def test_every_step_once_and_then_never_again(plant: Plant, course: Course) -> None:
    first = run_plant(plant, course)
    assert (first.state, first.code, first.ran, first.kept) == (DONE, 0, ("check", "refresh", "audit"), ())
    assert plant.book.read_text() == "begin\nrefresh\naudit\n"
    again = run_plant(plant, course)
    assert (again.state, again.code, again.ran, again.kept) == (DONE, 0, (), ("check", "refresh", "audit"))
    assert calls(plant) == ["check", "refresh", "audit"]
    assert again.facts["step"] == "audit"


def test_a_workbook_that_changed_is_done_from_the_beginning(plant: Plant, course: Course) -> None:
    run_plant(plant, course)
    with plant.book.open("a") as file:
        file.write("somebody\n")
    assert run_plant(plant, course).ran == ("check", "refresh", "audit")


def test_new_steps_go_on_and_other_words_begin_there(plant: Plant, course: Course) -> None:
    run_plant(replace(plant, steps=plant.steps[:2]), course)
    assert run_plant(plant, course).ran == ("audit",)
    # the workbook is what the audit left, and the refresh of other words never ran on what the check left: all again
    other = replace(plant, steps=steps_of(["check", "refresh --overwrite", "audit"]))
    assert run_plant(other, course).ran == ("check", "refresh", "audit")


def test_an_import_runs_again_when_its_source_is_another(plant: Plant, course: Course, tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    source, mapping = tmp_path / "src" / "a.csv", tmp_path / "m.toml"
    source.write_text("1")
    mapping.write_text("")
    importing = replace(plant, mapping=mapping, sources=(source.parent,), steps=steps_of(["import", "refresh"]))
    assert run_plant(importing, course).ran == ("import", "refresh")
    assert run_plant(importing, course).ran == ()
    source.write_text("2")
    assert run_plant(importing, course).ran == ("import", "refresh")
    mapping.write_text("# other")
    assert run_plant(importing, course).ran == ("import", "refresh")


def test_fresh_forgets(plant: Plant, course: Course) -> None:
    run_plant(plant, course)
    assert len(run_plant(plant, replace(course, fresh=True)).ran) == 3


def test_what_was_found_goes_on_and_what_failed_ends_the_plant(plant: Plant, course: Course) -> None:
    asks(plant, "check", "code 1")
    asks(plant, "refresh", "code 2")
    result = run_plant(plant, course)
    assert (result.state, result.code, result.ran) == (FAILED, 2, ("check", "refresh"))
    assert result.message == "refresh: asked for 2"
    Path(f"{plant.book}.refresh").unlink()
    later = run_plant(plant, course)
    assert (later.state, later.code, later.ran, later.kept) == (DONE, 1, ("refresh", "audit"), ("check",))


def test_a_step_that_hangs_is_ended(plant: Plant, course: Course) -> None:
    asks(plant, "refresh", "sleep")
    began = time.monotonic()
    result = run_plant(plant, replace(course, limits=replace(course.limits, seconds=1.5)))
    assert time.monotonic() - began < 20
    assert (result.state, result.code, calls(plant)) == (FAILED, 4, ["check", "refresh"]), "not tried again"
    assert "not done within 1.5 seconds" in result.message
    assert not alive(result.records[-1].pid, result.records[-1].began)


def test_a_step_that_eats_the_memory_is_ended(plant: Plant, course: Course) -> None:
    asks(plant, "refresh", "eat")
    result = run_plant(plant, course)
    assert (result.state, result.code) == (FAILED, 4)
    assert "MB resident, allowed are 210 MB" in result.message
    assert result.records[-1].peak > 200 << 20


def test_a_child_that_somebody_kills_is_tried_again(plant: Plant, course: Course) -> None:
    asks(plant, "refresh", "once die")
    result = run_plant(plant, course)
    assert (result.state, calls(plant)) == (DONE, ["check", "refresh", "refresh", "audit"])
    asks(plant, "audit", "die")
    worse = run_plant(plant, replace(course, fresh=True))
    assert (worse.state, worse.code, calls(plant).count("audit")) == (FAILED, 4, 1 + 3)
    assert "without saying why" in worse.message


def test_a_workbook_open_elsewhere_is_tried_again(plant: Plant, course: Course) -> None:
    asks(plant, "refresh", "open")
    result = run_plant(plant, course)
    assert (result.state, result.code, calls(plant).count("refresh")) == (FAILED, 3, 3)
    assert "Excel has the workbook open" in result.message
    Path(f"{plant.book}.closed").touch()
    assert run_plant(plant, course).state == DONE


def test_a_workbook_that_is_not_there(plant: Plant, course: Course) -> None:
    plant.book.unlink()
    result = run_plant(plant, course)
    assert (result.state, result.code, result.ran) == (FAILED, 2, ())
    assert "no such file" in result.message


def test_stopped_in_the_middle(plant: Plant, course: Course) -> None:
    asks(plant, "refresh", "sleep")
    began = time.monotonic()
    result = run_plant(plant, course, stopped=lambda: time.monotonic() - began > 1.5)
    assert (result.state, result.code) == (STOPPED, 3)
    Path(f"{plant.book}.refresh").unlink()
    assert run_plant(plant, course).ran == ("refresh", "audit")


KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.commands.batch.test_plant_run import STAND_IN
from wipbook.commands.batch.child import Limits
from wipbook.commands.batch.plan import Plant
from wipbook.commands.batch.plant_run import Course, run_plant
from wipbook.commands.batch.steps import steps_of
folder = Path({folder!r})
course = Course(folder, folder / "p.state", folder / "p.log", Limits(30, 200 << 20, 1), 2, program=STAND_IN)
run_plant(Plant("n", folder / "n.xlsx", None, (), steps_of(["check", "refresh", "audit"]), True), course)
"""


def test_a_batch_that_was_killed_leaves_a_child_that_is_waited_for(plant: Plant, course: Course) -> None:
    asks(plant, "refresh", "nap")
    code = KILLED.format(root=str(Path(__file__).parents[3]), folder=str(plant.book.parent))
    batch = subprocess.Popen([sys.executable, "-c", code])
    until = time.monotonic() + 20
    while "refresh" not in calls(plant) and time.monotonic() < until:
        time.sleep(0.02)
    batch.send_signal(signal.SIGKILL)
    batch.wait()
    result = run_plant(plant, course)
    assert (result.state, result.ran, result.kept) == (DONE, ("audit",), ("check", "refresh"))
    assert calls(plant) == ["check", "refresh", "audit"], "the child that went on was not started again"
    assert plant.book.read_text() == "begin\nrefresh\naudit\n"


def test_a_child_of_an_earlier_batch_is_waited_for_though_the_plan_asks_for_something_else(
    plant: Plant, course: Course
) -> None:
    asks(plant, "refresh", "nap")
    code = KILLED.format(root=str(Path(__file__).parents[3]), folder=str(plant.book.parent))
    batch = subprocess.Popen([sys.executable, "-c", code])
    until = time.monotonic() + 20
    while "refresh" not in calls(plant) and time.monotonic() < until:
        time.sleep(0.02)
    batch.send_signal(signal.SIGKILL)
    batch.wait()
    result = run_plant(replace(plant, steps=steps_of(["audit"])), course)
    assert (result.state, result.ran) == (DONE, ("audit",))
    assert plant.book.read_text() == "begin\nrefresh\naudit\n", "one after the other, never both at once"


def test_to_forget_a_plant_leaves_others_of_like_names_alone(plant: Plant, course: Course) -> None:
    other = plant.book.with_name("other.xlsx")
    other.write_text("begin\n")
    longer = replace(plant, name="n.b", book=other)
    run_plant(plant, course)
    run_plant(longer, course)
    assert len(run_plant(plant, replace(course, fresh=True)).ran) == 3
    assert run_plant(longer, course).ran == ()


def test_another_batch_is_at_it(plant: Plant, course: Course) -> None:
    course.state.mkdir()
    (course.state / "n.lease").write_text(json.dumps({"host": "another", "pid": 1, "began": 0, "lease": "x"}))
    result = run_plant(plant, course)
    assert (result.state, result.code, calls(plant)) == (BUSY, 3, [])
    assert "process 1 on another" in result.message


def test_a_state_that_is_damaged_counts_for_nothing(plant: Plant, course: Course) -> None:
    run_plant(plant, course)
    PlantState(course.state, "n").path(2, "refresh").write_bytes(b"\xff\x00{")
    result: PlantResult = run_plant(plant, course)
    assert result.state == DONE and "refresh" in result.ran


@pytest.mark.parametrize("name", ["a[1]", "b*", "ü plant"])
def test_names_with_signs(name: str, plant: Plant, course: Course) -> None:
    named = replace(plant, name=name)
    run_plant(named, course)
    assert run_plant(named, course).ran == ()
    assert len(run_plant(named, replace(course, fresh=True)).ran) == 3
    assert [one.name for one in course.logs.iterdir()] == [f"{name}.log"]
