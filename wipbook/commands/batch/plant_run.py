"""One plant through its steps: what has run is not run again, what failed ends its day."""

from __future__ import annotations

import datetime as dt
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from wipbook.commands.batch.child import GONE, Files, Limits, clear, start, watch
from wipbook.commands.batch.claim import claim, claimed
from wipbook.commands.batch.content import NOT_THERE, file_hash, step_key
from wipbook.commands.batch.lease import Busy, Lease, alive
from wipbook.commands.batch.plan import Plant
from wipbook.commands.batch.state import PlantState, StepRecord
from wipbook.commands.batch.steps import Step
from wipbook.exit_code import ExitCode

DONE, FAILED, BUSY, STOPPED = "done", "failed", "busy", "stopped"
_OPEN_ELSEWHERE = "WorkbookOpenElsewhere"


@dataclass(frozen=True)
class PlantResult:
    """``state``: done, failed, busy (another batch is at it) or stopped; ``ran``: steps that ran now, ``kept``: that
    had run before. ``records``: of all steps that have begun, in order."""

    name: str
    book: str
    state: str
    code: int
    message: str = ""
    ran: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    records: tuple[StepRecord, ...] = ()
    group: bool = True
    seconds: float = 0.0

    @property
    def facts(self) -> dict[str, Any]:
        """What its steps said, the later over the earlier."""
        said: dict[str, Any] = {}
        for record in self.records:
            said |= {key: value for key, value in record.facts.items() if value is not None}
        return said


@dataclass(frozen=True)
class Course:
    """Where and within which limits the plants of a plan run; the same for all. ``leases``: where it is said who works
    on a plant, in the folder of the state if it is not told."""

    folder: Path
    state: Path
    logs: Path
    limits: Limits
    retries: int
    fresh: bool = False
    program: tuple[str, ...] = ()
    leases: Path | None = None


@dataclass
class _Run:
    plant: Plant
    course: Course
    tell: Callable[[str], None]
    stopped: Callable[[], bool]
    ran: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    records: list[StepRecord] = field(default_factory=list)

    @property
    def state(self) -> PlantState:
        return PlantState(self.course.state, self.plant.name)


def run_plant(
    plant: Plant, course: Course, tell: Callable[[str], None] = lambda step: None,
    stopped: Callable[[], bool] = lambda: False,
) -> PlantResult:
    """Run the steps of a plant that have not run. A step that found something (exit code 1) goes on, one that failed
    ends the plant; a workbook open elsewhere, and a child that somebody killed, are tried again."""
    course.state.mkdir(parents=True, exist_ok=True)
    course.logs.mkdir(parents=True, exist_ok=True)
    run = _Run(plant, course, tell, stopped)
    try:
        with Lease((course.leases or course.state) / f"{plant.name}.lease"):
            if course.fresh:
                run.state.forget()
            state, message = _steps(run)
    except Busy as busy:
        state, message = BUSY, f"another batch is at it: {busy}"
    codes = [record.code or 0 for record in run.records]
    code = max(codes, default=0) if state in (DONE, FAILED) else int(ExitCode.REFUSED)
    if state == FAILED and code == 0:
        code = int(ExitCode.WRONG_USE)
    return PlantResult(
        plant.name, str(plant.book), state, code, message, tuple(run.ran), tuple(run.kept), tuple(run.records),
        plant.group, round(sum(one.seconds for one in run.records if one.step in run.ran), 3),
    )


def _steps(run: _Run) -> tuple[str, str]:
    if file_hash(run.plant.book) == NOT_THERE:
        return FAILED, f"{run.plant.book}: no such file"
    for number, begun in run.state.unfinished():
        _adopted(run, number, begun)
    run.records = steps_done(run.plant, run.state)
    run.kept = [record.step for record in run.records]
    for number, step in enumerate(run.plant.steps, 1):
        if number <= len(run.kept):
            continue
        if run.stopped():
            return STOPPED, "the batch was stopped"
        record = _tried(run, number, step)
        run.ran.append(step.name)
        run.records.append(record)
        if run.stopped() and record.ended == GONE:
            return STOPPED, "the batch was stopped"
        if not record.finished:
            return FAILED, f"{step.name}: {record.message or 'failed: see its log'}"
    return DONE, ""


def steps_done(plant: Plant, state: PlantState) -> list[StepRecord]:
    """The records of the first steps, as far as they have run on this very workbook: each on what the one before it
    left, the last leaving what is there now."""
    now, chain, found, done = file_hash(plant.book), "", list[StepRecord](), 0
    for number, step in enumerate(plant.steps, 1):
        record = state.read(number, step.name)
        if (
            record is None or not record.finished or record.key != step_key(plant, step)
            or (chain and record.before != chain)
        ):
            break
        found.append(record)
        chain = record.after
        done = number if chain == now else done
    return found[:done]


def _files(run: _Run, number: int, step: str) -> Files:
    claim_, out, code = (run.state.path(number, step, ending) for ending in ("claim", "out", "code"))
    return Files(claim_, out, code, run.course.logs / f"{run.plant.name}.log")


def _adopted(run: _Run, number: int, record: StepRecord) -> None:
    """Wait for a step that was running when its batch ended, or was only just to be started: also where the plan asks
    for something else by now, since it works on the workbook all the same."""
    files = _files(run, number, record.step)
    claim(files.claim, 0)
    pid, began = claimed(files.claim)
    record = replace(record, pid=pid, began=began)
    if alive(pid, began):
        run.tell(f"{run.plant.name}: waiting for {record.step}, which an earlier batch began")
    _kept(run, number, watch(record, files, run.course.limits, stopped=run.stopped))


def _tried(run: _Run, number: int, step: Step) -> StepRecord:
    record = _once(run, number, step)
    for _ in range(run.course.retries):
        again = record.ended == GONE or record.facts.get("error") == _OPEN_ELSEWHERE
        if not again or run.stopped():
            break
        run.tell(f"{run.plant.name}: {step.name} once more: {record.message}")
        record = _once(run, number, step)
    return record


def _once(run: _Run, number: int, step: Step) -> StepRecord:
    run.tell(f"{run.plant.name}: {step.name}")
    files = _files(run, number, step.name)
    typed = step.typed(run.plant.book, run.plant.mapping, run.plant.sources)
    when = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    with files.log.open("a", encoding="utf-8") as log:
        log.write(f"\n=== {when} wipbook {' '.join(typed)}\n")
    began = StepRecord(
        step.name, step_key(run.plant, step), file_hash(run.plant.book), socket.gethostname(), 0, time.time()
    )
    clear(files)
    run.state.write(number, began)
    began, process = start(began, typed, run.course.folder, files, run.course.limits, run.course.program)
    done = _kept(run, number, watch(began, files, run.course.limits, process, run.stopped))
    with files.log.open("a", encoding="utf-8") as log:
        log.write(f"--- exit code {done.code}, {done.seconds:.1f} s, peak {done.peak / 1e6:,.0f} MB {done.message}\n")
    return done


def _kept(run: _Run, number: int, record: StepRecord) -> StepRecord:
    record = replace(record, after=file_hash(run.plant.book))
    run.state.write(number, record)
    return record
