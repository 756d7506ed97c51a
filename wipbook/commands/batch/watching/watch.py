"""``wipbook watch``: files that arrive are imported one by one, and the steps behind an import run after them."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wipbook.commands.batch.child import Limits
from wipbook.commands.batch.faults import WatchedElsewhere
from wipbook.commands.batch.lease import Busy, Lease
from wipbook.commands.batch.plan import BatchPlan, Plant
from wipbook.commands.batch.plant_run import BUSY, STOPPED, Course, PlantResult, run_plant
from wipbook.commands.batch.runner import cores
from wipbook.commands.batch.steps import Step
from wipbook.commands.batch.watching.inbox import DONE, REJECTED, Inbox
from wipbook.commands.data.import_.errors import RowsRejected
from wipbook.commands.data.import_.mapping.sheet_writing import known_files
from wipbook.errors import WipbookError
from wipbook.exit_code import ExitCode
from wipbook.hosts.file.workbook import open_file

BETWEEN = 2.0
"""Seconds between the two looks of a single run."""
KEPT = "kept"
_OPEN_ELSEWHERE = "WorkbookOpenElsewhere"
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Taken:
    """What became of a file, or (without one) of the steps behind the imports: ``state`` is done, rejected or kept (to
    be tried again), ``said`` what there is to say of it."""

    plant: str
    file: str
    state: str
    code: int
    said: str = ""


def watch(
    plan: BatchPlan, once: bool = False, every: float | None = None, tell: Tell = lambda line: None,
    over: threading.Event | None = None,
) -> Iterator[Taken]:
    """Look into the inbox of every plant, take the files that rest, and look again after so many seconds; ``once``
    looks twice and ends; ``over`` ends it, and the step that runs with it.

    A file goes to ``done`` or ``rejected`` beside it, with the reason beside that. One whose workbook is open elsewhere
    or worked on by a batch stays for the next look. Errors: ``WatchedElsewhere`` when another process watches the plan.
    """
    ended = over or threading.Event()
    inboxes = {plant.name: Inbox(plant.inbox) for plant in plan.plants}
    try:
        with Lease(plan.beside("watch") / "watch.lease"):
            for plant in plan.plants:
                plant.inbox.mkdir(parents=True, exist_ok=True)
            looks = 0
            while not ended.is_set():
                for plant in plan.plants:
                    yield from _look(plan, plant, inboxes[plant.name], tell, ended)
                looks += 1
                if once and looks == 2:
                    return
                ended.wait(BETWEEN if once else every or plan.watch.every)
    except Busy as busy:
        raise WatchedElsewhere(
            where=str(plan.path), found=f"watched by {busy}", expected="one watcher of a plan",
            remedy="end the other one, or let it work",
        ) from None


def _look(plan: BatchPlan, plant: Plant, inbox: Inbox, tell: Tell, ended: threading.Event) -> Iterator[Taken]:
    written = False
    for path in inbox.look():
        if ended.is_set():
            return
        taken = _take(plan, plant, inbox, path, tell, ended)
        written |= taken.state == DONE and taken.code < ExitCode.WRONG_USE
        yield taken
        if taken.state == KEPT:
            break  # the others wait as well
    rest = plan.watch.steps[1:]
    if written and rest and not ended.is_set():
        done = run_plant(replace(plant, steps=rest), _course(plan), tell, ended.is_set)
        yield Taken(plant.name, "", DONE if done.code < ExitCode.WRONG_USE else done.state, done.code,
                    done.message or ", ".join(done.ran))


def _take(
    plan: BatchPlan, plant: Plant, inbox: Inbox, path: Path, tell: Tell, ended: threading.Event
) -> Taken:
    tell(f"{plant.name}: {path.name}")
    try:
        before = _known(plant.book, path)
    except WipbookError:  # said by the import as well, which waits for whoever has the workbook open
        before = ""
    except OSError as error:
        return Taken(plant.name, path.name, KEPT, ExitCode.REFUSED, f"cannot be read: {error.strerror}")
    if before:
        return _put(plant, inbox, path, DONE, ExitCode.FINE, f"was imported before, on {before}; nothing was written")
    def imported(*more: str) -> PlantResult:
        words = (*plan.watch.steps[0].words, *(("--partly",) if plant.mapping else ()), *more)
        asked = replace(plant, steps=(Step("import", words),), sources=(path,))
        return run_plant(asked, _course(plan), tell, ended.is_set)

    done = imported(*(("--strict",) if plan.watch.whole else ()))
    facts = done.facts
    if done.state in (BUSY, STOPPED) or facts.get("error") == _OPEN_ELSEWHERE:
        return Taken(plant.name, path.name, KEPT, done.code, done.message)
    if done.code >= ExitCode.WRONG_USE:
        every_row = _rejected(imported("--dry-run").facts) if facts.get("error") == RowsRejected.__name__ else ()
        return _put(plant, inbox, path, REJECTED, done.code, "\n".join((_why(done), *every_row)))
    return _put(plant, inbox, path, DONE, done.code, "\n".join(_rejected(facts)))


def _put(plant: Plant, inbox: Inbox, path: Path, where: str, code: int, reason: str) -> Taken:
    target = inbox.put(path, where, reason)
    said = reason.partition("\n")[0] if target is not None else "somebody else took it"
    return Taken(plant.name, path.name, where, code, said)


def _known(book: Path, path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with open_file(book, backups=0) as workbook:
        known = known_files(workbook)
    return str(known[digest] or "a day that is not known") if digest in known else ""


def _why(done: PlantResult) -> str:
    record = done.records[-1] if done.records else None
    return (record.message if record is not None else "") or done.message or "it failed: see the log of the plant"


def _rejected(facts: dict[str, Any]) -> Iterator[str]:
    """What was not taken of a file that was, a line each."""
    for table in facts.get("tables", ()):
        for row in table["rejections"]:
            yield (f"{table['sheet']}, {row['file']} row {row['row']}, {row['column']}: found {row['found']}, "
                   f"expected {row['expected']}")
    for line in facts.get("lines", ()):
        yield f"{line['file']} line {line['row']}: found {line['found']}, expected {line['expected']}"


def _course(plan: BatchPlan) -> Course:
    limits = Limits(plan.timeout, plan.memory, cores())
    return Course(
        plan.folder, plan.beside("watch"), plan.beside("log"), limits, plan.retries, fresh=True,
        leases=plan.beside("state"),
    )
