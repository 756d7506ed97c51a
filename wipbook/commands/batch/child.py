"""A step as a process of its own: started, watched, stopped at its limits."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil

from wipbook.commands.batch.lease import alive
from wipbook.commands.batch.state import StepRecord
from wipbook.exit_code import ExitCode

LOOKS = 1.0
"""Seconds between two looks at the memory of a step."""
_SOON = 0.05
TIME, MEMORY, GONE = "time", "memory", "gone"
"""Why a step ended from outside: its limits, or somebody killed it."""


@dataclass(frozen=True)
class Limits:
    """Of one step: seconds, bytes resident of all its processes, threads of its arithmetic."""

    seconds: float
    memory: int
    threads: int


@dataclass(frozen=True)
class Files:
    """Where a step leaves what it says: that it runs, its answer, its exit code, and what it prints beside."""

    claim: Path
    answer: Path
    code: Path
    log: Path


RECORDED = ("-P", "-m", "wipbook.cli.recorded")
"""The command of the shell that leaves its exit code behind, run by the Python of the machine it runs on."""


def clear(files: Files) -> None:
    """As if the step had never begun; then its record may be written, and it may be started."""
    for path in (files.claim, files.answer, files.code):
        path.unlink(missing_ok=True)


def start(
    step: StepRecord, typed: list[str], folder: Path, files: Files, limits: Limits, program: Sequence[str] = ()
) -> tuple[StepRecord, Any]:
    """The child, in the plan's folder; its record, and the process. A session of its own: Ctrl-C is the batch's, which
    then stops it. ``program``: what runs in place of the shell's command."""
    environment = os.environ | {"POLARS_MAX_THREADS": str(limits.threads), "NUMBA_NUM_THREADS": str(limits.threads)}
    with files.answer.open("wb") as answer, files.log.open("ab") as log:
        process = subprocess.Popen(
            [*(program or (sys.executable, *RECORDED)), str(files.claim), str(files.code), *typed],
            stdin=subprocess.DEVNULL, stdout=answer, stderr=log, cwd=folder, env=environment,
            start_new_session=os.name == "posix",
        )
    began = time.time()
    with contextlib.suppress(psutil.Error):
        began = psutil.Process(process.pid).create_time()
    return replace(step, pid=process.pid, began=began), process


def watch(
    step: StepRecord, files: Files, limits: Limits, process: Any = None,
    stopped: Callable[[], bool] = lambda: False,
) -> StepRecord:
    """Wait for a child, ours or one that an earlier batch left behind; its record with exit code, seconds, peak memory
    and what it said. Past its limits it is killed with all it started. ``stopped``: the batch is to end now."""
    try:
        peak, ended = _looked_after(step, limits, process, stopped)
    except BaseException:  # the batch is to end: its child first
        kill(step.pid, step.began)
        raise
    if process is not None:
        process.wait()
    told = _json(files.code)
    answer = _json(files.answer)
    facts = answer if isinstance(answer, dict) else {}
    code = told.get("code") if isinstance(told, dict) else None
    seconds = told.get("seconds", 0.0) if isinstance(told, dict) else time.time() - step.began
    message = str(facts.get("message", "")) if code not in (0, 1) else ""
    if code is None:
        ended = ended or GONE
        code, message = int(ExitCode.OUR_FAULT), _message(ended, limits, peak)
    return replace(
        step, code=int(code), seconds=round(float(seconds), 3), peak=peak, ended=ended, message=message, facts=facts
    )


def _looked_after(
    step: StepRecord, limits: Limits, process: Any, stopped: Callable[[], bool]
) -> tuple[int, str]:
    """Peak memory of a child until it ended, and which limit ended it."""
    peak, next_look, ended = 0, 0.0, ""
    while _runs(step, process):
        now = time.time()
        if now >= next_look:
            resident = _resident(step.pid)
            peak, next_look = max(peak, resident), now + LOOKS
            if resident > limits.memory:
                ended = MEMORY
        if now - step.began > limits.seconds:
            ended = TIME
        if ended or stopped():
            kill(step.pid, step.began)
            break
        time.sleep(_SOON)
    return peak, ended


def _message(ended: str, limits: Limits, peak: int) -> str:
    if ended == TIME:
        return f"stopped: not done within {limits.seconds:g} seconds"
    if ended == MEMORY:
        return f"stopped: it had {peak / 1e6:,.0f} MB resident, allowed are {limits.memory / 1e6:,.0f} MB"
    return "its process ended without saying why: somebody killed it, or the machine had no memory left"


def _runs(step: StepRecord, process: Any) -> bool:
    return process.poll() is None if process is not None else alive(step.pid, step.began)


def _family(pid: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [*parent.children(recursive=True), parent]
    except psutil.Error:
        return []


def _resident(pid: int) -> int:
    total = 0
    for one in _family(pid):
        with contextlib.suppress(psutil.Error):
            total += one.memory_info().rss
    return total


def kill(pid: int, began: float) -> None:
    """End a child and all it started, at once: a workbook that is being saved is then as before or as after."""
    if not alive(pid, began):
        return
    for one in _family(pid):
        with contextlib.suppress(psutil.Error):
            one.kill()


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
