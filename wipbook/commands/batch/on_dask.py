"""The plants of a plan on Dask: it places them on workers and says which worker was lost."""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from wipbook import __version__
from wipbook.commands.batch.faults import WorkersUnlike
from wipbook.commands.batch.plan import BatchPlan, Plant
from wipbook.commands.batch.plant_run import FAILED, Course, PlantResult, run_plant
from wipbook.exit_code import ExitCode

_CLOCKS = 300.0
"""Seconds by which the clock of a worker may differ before it is said."""


def on_dask(
    plan: BatchPlan, course: Course, workers: int, scheduler: str, tell: Callable[[str], None]
) -> Iterator[PlantResult]:
    """Each plant is one task; what it comes to is taken from the worker as soon as it is there. A worker that is lost
    takes its plant's task with it: the plant is given out again, and goes on where its state says. ``scheduler``: the
    address of a cluster; blank starts processes here.

    Errors: ``WorkersUnlike`` where a cluster has no worker, another release of wipbook, or does not see the plan's
    files; nothing has run then.
    """
    import dask
    import distributed
    from distributed import Client
    from distributed.scheduler import KilledWorker

    library: Any = distributed  # which says nothing of its types

    with dask.config.set({"distributed.scheduler.allowed-failures": 0, "distributed.admin.tick.limit": "1h"}):
        cluster = None
        if not scheduler:
            cluster = library.LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0,
                silence_logs=logging.CRITICAL,
            )
        try:
            with _client(Client, cluster or scheduler) as client, client.as_current():
                if cluster is None:
                    _refuse_unlike(client, plan, tell)
                tries = dict.fromkeys((plant.name for plant in plan.plants), plan.retries)
                tasks = {_given(client, plant, course): plant for plant in plan.plants}
                waiting = library.as_completed(tasks, raise_errors=False)
                for future in waiting:
                    plant = tasks.pop(future)
                    error = future.exception() if future.status == "error" else None
                    lost = isinstance(error, KilledWorker) or future.status in ("lost", "cancelled")
                    if lost and tries[plant.name] > 0:
                        tries[plant.name] -= 1
                        tell(f"{plant.name}: its worker was lost, it is given out again")
                        again = _given(client, plant, course)
                        tasks[again] = plant
                        waiting.add(again)
                        continue
                    result = _failed(plant, error) if error is not None or lost else future.result()
                    future.release()
                    yield result
        finally:
            if cluster is not None:
                cluster.close()


def _given(client: Any, plant: Plant, course: Course) -> Any:
    return client.submit(run_plant, plant, course, pure=False, retries=0, key=f"{plant.name}-{time.monotonic_ns()}")


def _failed(plant: Plant, error: BaseException | None) -> PlantResult:
    why = str(error) if error is not None else "its worker was lost"
    return PlantResult(plant.name, str(plant.book), FAILED, int(ExitCode.OUR_FAULT), why, group=plant.group)


def _client(kind: Any, address: Any) -> Any:
    try:
        return kind(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkersUnlike(
            where=f"--scheduler {address}", found=str(error) or type(error).__name__, expected="a Dask scheduler",
            remedy="check the address, and that dask scheduler runs there",
        ) from error


def probe(path: str) -> dict[str, Any]:
    """What a worker says of itself: its release of wipbook, what it sees of the plan, and its clock."""
    import socket

    from wipbook.commands.batch.content import file_hash

    return {
        "release": __version__, "plan": seen(Path(path)), "clock": time.time(), "host": socket.gethostname(),
        "pid": os.getpid(), "own": file_hash(Path(__file__)),
    }


def seen(path: Path) -> str:
    """What somebody sees of a plan: its content, or the names in its folder."""
    if path.is_dir():
        return hashlib.sha256("\n".join(sorted(one.name for one in path.iterdir())).encode()).hexdigest()
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _refuse_unlike(client: Any, plan: BatchPlan, tell: Callable[[str], None]) -> None:
    try:
        said: dict[str, Any] = client.run(probe, str(plan.path), on_error="return")
    except (OSError, ValueError) as error:
        raise WorkersUnlike(
            where="--scheduler", found=str(error), expected="workers that answer", remedy="look at the cluster",
        ) from error
    if not said:
        raise WorkersUnlike(
            where="--scheduler", found="no worker", expected="at least one", remedy="start dask worker on a machine",
        )
    mine = probe(str(plan.path))
    for worker, answer in said.items():
        if isinstance(answer, BaseException):
            raise WorkersUnlike(
                where=f"worker {worker}", found=f"no wipbook there ({answer})", expected=f"wipbook {__version__}",
                remedy="install the same release of wipbook on every worker",
            )
        if answer["release"] != mine["release"] or answer["own"] != mine["own"]:
            raise WorkersUnlike(
                where=f"worker {worker} on {answer['host']}", found=f"wipbook {answer['release']}",
                expected=f"wipbook {__version__}, the same build", remedy="install the same release on every worker",
            )
        if answer["plan"] != mine["plan"]:
            raise WorkersUnlike(
                where=f"worker {worker} on {answer['host']}", found=f"another {plan.path}, or none",
                expected="the plan as it is here", remedy="give every worker the same share under the same path",
            )
        if abs(answer["clock"] - mine["clock"]) > _CLOCKS:
            off = (answer["clock"] - mine["clock"]) / 60
            tell(f"the clock of {answer['host']} is {off:+.0f} minutes off: rows it enters bear that time")
