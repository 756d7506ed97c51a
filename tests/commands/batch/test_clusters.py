"""A cluster that is not what the plan needs, and one whose scheduler is lost; a plant that has no room to save."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.commands.batch.test_plant_run import STAND_IN
from tests.commands.every_command import small_plant
from wipbook.commands.batch import runner
from wipbook.commands.batch.batch import batch
from wipbook.commands.batch.faults import WorkersUnlike
from wipbook.commands.batch.on_dask import _refuse_unlike, probe
from wipbook.commands.batch.plan import BatchPlan, read_plan
from wipbook.commands.batch.plant_run import DONE, FAILED, Course
from wipbook.commands.batch.runner import course_of


@pytest.fixture
def plan(tmp_path: Path) -> BatchPlan:
    """Two plants of stand-ins."""
    lines = ['[batch]\nsteps = ["refresh"]\nworkers = 2\nscheduler = "own"\nretries = 1\n']
    for number in range(2):
        (tmp_path / f"p{number}.xlsx").write_text("begin\n")
        lines.append(f'[[plants]]\nname = "p{number}"\nbook = "p{number}.xlsx"\n')
    (tmp_path / "plan.toml").write_text("".join(lines))
    return read_plan(tmp_path / "plan.toml")


class Cluster:
    """What two workers answer."""

    def __init__(self, change: Callable[[dict[str, Any]], Any]) -> None:
        self._change = change

    def run(self, function: Callable[[str], dict[str, Any]], path: str, on_error: str) -> dict[str, Any]:
        return {"tcp://a": function(path), "tcp://b": self._change(function(path) | {"host": "b"})}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda answer: answer | {"release": "0.0.9"}, "worker tcp://b on b: found wipbook 0.0.9, expected wipbook"),
        (lambda answer: answer | {"own": "another build"}, "the same build"),
        (lambda answer: ModuleNotFoundError("No module named 'wipbook'"), "worker tcp://b: found no wipbook there"),
        (lambda answer: answer | {"plan": ""}, "give every worker the same share under the same path"),
    ],
)
def test_a_worker_that_is_not_like_us_is_refused_before_anything_runs(
    plan: BatchPlan, change: Callable[[dict[str, Any]], Any], said: str
) -> None:
    with pytest.raises(WorkersUnlike, match=said) as refused:
        _refuse_unlike(Cluster(change), plan, lambda line: None)
    assert refused.value.exit_code == 2
    assert not list(plan.folder.glob("*.calls"))


def test_a_clock_an_hour_off_is_said(plan: BatchPlan) -> None:
    lines: list[str] = []
    _refuse_unlike(Cluster(lambda answer: answer | {"clock": answer["clock"] - 3600}), plan, lines.append)
    assert lines == ["the clock of b is -60 minutes off: rows it enters bear that time"]
    _refuse_unlike(Cluster(lambda answer: answer), plan, lines.append)
    assert len(lines) == 1 and set(probe(str(plan.path))) == {"release", "plan", "clock", "host", "pid", "own"}


@pytest.mark.skipif(os.name != "posix", reason="a limit of the size of files")
def test_a_plant_whose_save_finds_no_room_fails_by_itself(tmp_path: Path, demo_copy: Path) -> None:
    """No file of this process or its children may grow beyond a megabyte: the demo cannot be saved, a small one can."""
    small = small_plant(tmp_path / "small.xlsx")
    (tmp_path / "plan.toml").write_text(
        '[batch]\nsteps = ["refresh"]\nworkers = 1\nscheduler = "own"\nretries = 0\n'
        f'[[plants]]\nname = "large"\nbook = "{demo_copy.name}"\n[[plants]]\nname = "small"\nbook = "{small.name}"\n'
    )
    before = demo_copy.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, limits[1]))
    try:
        result = batch(read_plan(tmp_path / "plan.toml"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    large, other = result.results
    assert (large.state, other.state) == (FAILED, DONE) and large.code in (3, 4) and result.exit_code == large.code
    assert demo_copy.read_bytes() == before and "Traceback" not in large.message
    assert not [one for one in tmp_path.iterdir() if one.suffix == ".tmp"]


@pytest.mark.heavy
@pytest.mark.databases
def test_a_scheduler_that_is_lost_ends_the_batch_and_the_next_call_goes_on(
    plan: BatchPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both plants sleep when the scheduler is killed: the batch says so and ends; run again here, it does the rest."""
    def course(plan: BatchPlan, workers: int, fresh: bool) -> Course:
        made = course_of(plan, workers, fresh)
        return Course(made.folder, made.state, made.logs, made.limits, made.retries, made.fresh, STAND_IN)

    monkeypatch.setattr(runner, "course_of", course)
    for one in plan.plants:
        Path(f"{one.book}.refresh").write_text("nap")
    told = tmp_path / "scheduler.json"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    common = ["--no-dashboard", "--scheduler-file", str(told)]
    scheduler = subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1",
                                  "--port", "0", *common], env=environment, **quiet)
    worker = subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "2", "--no-nanny",
                               "--local-directory", str(tmp_path / "dask"), *common], env=environment, **quiet)
    try:
        while not told.exists():
            time.sleep(0.1)
        time.sleep(5)
        address = json.loads(told.read_text())["address"]
        threading.Timer(1.5, scheduler.kill).start()
        began = time.monotonic()
        result = batch(replace(plan, scheduler=address))
        assert time.monotonic() - began < 90
        assert {one.state for one in result.results} == {FAILED} and result.exit_code == 4
        assert all(one.message for one in result.results)
    finally:
        for one in (scheduler, worker):
            one.kill()
            one.wait()
    time.sleep(3)  # until the children of the worker have had their nap
    again = batch(plan)
    assert {one.state for one in again.results} == {DONE}
    for one in plan.plants:
        assert one.book.read_text() == "begin\nrefresh\n", "what had run did not run twice"
