"""Commands as processes of their own, without the second that an interpreter takes to load everything: one process
loads it once and forks a child for every command."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).parents[2]
_SERVER = """
import json, os, resource, signal, sys
import fastexcel, polars
import wipbook.cli.main as shell
import wipbook.commands.audit.audit, wipbook.commands.value.refresh, wipbook.commands.workbench.upgrade
import wipbook.hosts.file.workbook, wipbook.commands.close.close, wipbook.commands.forecast.forecast
for line in sys.stdin:
    told = json.loads(line)
    child = os.fork()
    if child == 0:
        os.setsid()
        for number, name in ((1, told["out"]), (2, told["err"])):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        if told["most"]:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (told["most"], told["most"]))
        sys.argv = ["wipbook", *told["typed"]]
        shell.main()
    print(json.dumps({"child": child}), flush=True)
    _, status = os.waitpid(child, 0)
    print(json.dumps({"code": os.waitstatus_to_exitcode(status)}), flush=True)
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code (negative: the signal that killed it) and what it printed."""

    typed: tuple[str, ...]
    code: int
    out: str
    err: str


class Server:
    """Runs one command at a time: ``start``, perhaps ``kill``, then ``end``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(folder)}, cwd=folder,
        )

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)

    def start(self, typed: list[str], most_bytes: int = 0) -> None:
        """Begin; no file may become longer than ``most_bytes`` (0: no limit), as on a disk that is full."""
        assert self._process.stdin is not None
        self._typed = tuple(typed)
        out, err = self._folder / "out.txt", self._folder / "err.txt"
        told = {"typed": typed, "most": most_bytes, "out": str(out), "err": str(err)}
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
        self._child = int(self._heard()["child"])

    def is_done(self, seconds: float) -> bool:
        """Whether it ends within so many seconds."""
        return bool(select.select([self._process.stdout], [], [], seconds)[0])

    def kill(self) -> None:
        """In the middle of whatever it does, if it still does."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)

    def end(self) -> Ended:
        code = self._heard()["code"]
        texts = [(self._folder / f"{name}.txt").read_text("utf-8", "replace") for name in ("out", "err")]
        return Ended(self._typed, code, *texts)

    def _heard(self) -> dict[str, int]:
        assert self._process.stdout is not None
        heard: dict[str, int] = json.loads(self._process.stdout.readline())
        return heard
