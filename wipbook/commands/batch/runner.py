"""The plants of a plan, several at once: on this machine by threads that watch child processes, or on Dask."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from importlib.util import find_spec

from wipbook.commands.batch.child import Limits
from wipbook.commands.batch.plan import BatchPlan, Plant
from wipbook.commands.batch.plant_run import BUSY, Course, PlantResult, run_plant
from wipbook.exit_code import ExitCode

LOCAL, OWN = "local", "own"
"""Schedulers that are no address: Dask's processes on this machine, and ours."""
_SOON = 0.2
_AGAIN = 2.0
"""Seconds between two looks at a plant that another batch works on."""

Tell = Callable[[str], None]
Seen = Callable[[list[PlantResult]], None]
"""Told of all results so far each time a plant is done."""


@dataclass(frozen=True)
class BatchResult:
    """``results``: of every plant, as the plan names them. ``seconds``: of the whole, by the clock; ``workers`` and
    ``scheduler``: what they ran on."""

    results: tuple[PlantResult, ...]
    seconds: float
    workers: int
    scheduler: str

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode(max((one.code for one in self.results), default=0))


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def course_of(plan: BatchPlan, workers: int, fresh: bool) -> Course:
    limits = Limits(plan.timeout, plan.memory, max(cores() // workers, 1))
    return Course(plan.folder, plan.beside("state"), plan.beside("log"), limits, plan.retries, fresh)


def run_batch(
    plan: BatchPlan, fresh: bool = False, tell: Tell = lambda step: None, seen: Seen = lambda results: None
) -> BatchResult:
    """Run every plant. A plant that another batch works on is waited for, and then looked at again. Stopped from
    outside, the children end first. Errors: ``WorkersUnlike``."""
    began = time.monotonic()
    workers = min(plan.workers or cores(), len(plan.plants))
    scheduler = plan.scheduler or (LOCAL if find_spec("distributed") else OWN)
    course = course_of(plan, workers, fresh)
    found: dict[str, PlantResult] = {}
    if scheduler == OWN:
        results = _on_this_machine(plan.plants, course, workers, tell)
    else:
        from wipbook.commands.batch.on_dask import on_dask

        results = on_dask(plan, course, workers, "" if scheduler == LOCAL else scheduler, tell)
    for result in results:
        found[result.name] = result
        tell(f"{len(found)} of {len(plan.plants)} plants: {result.name} {result.state}")
        seen([found[one.name] for one in plan.plants if one.name in found])
    for plant in plan.plants:
        while found[plant.name].state == BUSY:
            tell(f"{plant.name}: {found[plant.name].message}")
            time.sleep(_AGAIN)
            found[plant.name] = run_plant(plant, course_of(plan, workers, fresh=False), tell)
            seen([found[one.name] for one in plan.plants if one.name in found])
    ordered = tuple(found[plant.name] for plant in plan.plants)
    return BatchResult(ordered, round(time.monotonic() - began, 3), workers, scheduler)


def _on_this_machine(plants: tuple[Plant, ...], course: Course, workers: int, tell: Tell) -> Iterator[PlantResult]:
    """Each thread watches one child; they stand still when the batch is stopped."""
    over = threading.Event()
    with ThreadPoolExecutor(workers) as pool:
        waiting: set[Future[PlantResult]] = {
            pool.submit(run_plant, plant, course, tell, over.is_set) for plant in plants
        }
        try:
            while waiting:
                done, waiting = wait(waiting, timeout=_SOON, return_when=FIRST_COMPLETED)
                for one in done:
                    yield one.result()
        except BaseException:
            over.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
