"""Twelve plants through a month on a Dask cluster: a worker is killed, a step hangs, a workbook is open elsewhere; then
the same call again, and every plant is where one run alone would have brought it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from tests.commands.every_command import OVERRULED, small_plant
from wipbook.commands.batch.batch import batch
from wipbook.commands.batch.lease import alive
from wipbook.commands.batch.plan import BatchPlan, read_plan
from wipbook.commands.batch.plant_run import DONE, FAILED
from wipbook.commands.batch.state import PlantState
from wipbook.hosts.file.workbook import open_file

pytestmark = [pytest.mark.heavy, pytest.mark.databases, pytest.mark.skipif(os.name != "posix", reason="signals")]
CLOSE = f"close {' '.join(OVERRULED).replace('a sample', repr('a sample'))}"
COUNT = 12
TABLES = ("Statement", "JobCosts", "ClosingBalances", "Audit")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and three workers, processes of their own."""
    told = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    made = [subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
         "--scheduler-file", str(told)], env=environment, **quiet,  # type: ignore[call-overload]
    )]
    for _ in range(3):
        made.append(subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(told), "--nthreads", "1",
             "--no-dashboard", "--no-nanny", "--local-directory", str(tmp_path / "dask")],
            env=environment, **quiet,  # type: ignore[call-overload]
        ))
    until = time.monotonic() + 60
    while not told.exists() and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(5)  # until the workers have said that they are there
    yield json.loads(told.read_text())["address"], made[1:]
    for one in made:
        with contextlib.suppress(ProcessLookupError):
            one.kill()
        one.wait()


def plan_of(folder: Path, scheduler: str, timeout: str) -> BatchPlan:
    steps = ["check", "refresh --wait 1", "audit --wait 1", CLOSE]
    text = f'[batch]\nsteps = {json.dumps(steps)}\nscheduler = "{scheduler}"\nretries = 2\ntimeout = "{timeout}"\n'
    for number in range(COUNT):
        small_plant(folder / f"p{number:02}.xlsx")
        text += f'[[plants]]\nname = "p{number:02}"\nbook = "p{number:02}.xlsx"\n'
    shutil.rmtree(folder / "wipbook_backups", ignore_errors=True)
    (folder / "plan.toml").write_text(text)
    return read_plan(folder / "plan.toml")


def figures(book: Path) -> dict[str, list[tuple[object, ...]]]:
    with open_file(book) as workbook:
        return {name: workbook.read_table(name).frame.rows() for name in TABLES}


def test_every_plant_is_where_one_run_alone_would_have_brought_it(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    folder, alone = tmp_path / "plants", tmp_path / "alone"
    folder.mkdir()
    alone.mkdir()
    plan = plan_of(folder, address, "40s")
    hung, locked = plan.plants[3], plan.plants[7]
    owner = locked.book.with_name(f"~${locked.book.name}")
    owner.write_bytes(b"\x04Dana")
    over = threading.Event()

    def disturb() -> None:
        """Stop the refresh of one plant; kill a worker when a few plants are done."""
        state, stopped, killed = PlantState(plan.beside("state"), hung.name), False, False
        while not over.wait(0.02) and not (stopped and killed):
            record = state.read(2, "refresh")
            if not stopped and record is not None and record.code is None:
                for one in psutil.process_iter(["cmdline"]):
                    words = " ".join(one.info["cmdline"] or [])
                    if "cli.recorded" in words and str(hung.book) in words and " refresh " in f" {words} ":
                        one.send_signal(signal.SIGSTOP)
                        stopped = True
            if not killed and len(list(plan.beside("state").glob("*.4-close.json"))) >= 2:
                workers[0].kill()
                killed = True

    disturber = threading.Thread(target=disturb)
    disturber.start()
    try:
        first = batch(plan)
    finally:
        over.set()
        disturber.join()
    states = {one.name: one.state for one in first.results}
    assert workers[0].poll() is not None, "a worker was killed"
    assert states[hung.name] == FAILED and "not done within 40 seconds" in _message(first, hung.name)
    assert states[locked.name] == FAILED and "Excel has the workbook open" in _message(first, locked.name)
    assert [name for name, state in states.items() if state != DONE] == [hung.name, locked.name]
    assert first.exit_code == 4

    owner.unlink()
    second = batch(plan)
    assert {one.state for one in second.results} == {DONE}
    again = {one.name: one.ran for one in second.results if one.ran}
    assert again == {hung.name: ("refresh", "audit", "close"), locked.name: ("refresh", "audit", "close")}
    assert all(one.ran == () for one in batch(plan).results)
    for plant in plan.plants:
        record = PlantState(plan.beside("state"), plant.name).read(4, "close")
        assert record is not None and not alive(record.pid, record.began)

    lone = plan_of(alone, "own", "40s")
    one = batch(replace(lone, plants=lone.plants[:1], workers=1))
    assert one.results[0].state == DONE
    expected = figures(lone.plants[0].book)
    assert expected["ClosingBalances"] and expected["JobCosts"]
    for plant in plan.plants:
        assert figures(plant.book) == expected, plant.name


def _message(done: object, name: str) -> str:
    return next(one.message for one in done.results if one.name == name)  # type: ignore[attr-defined]
