"""One batch at a time works on a plant: a lease with host, process and heartbeat, also on shares without locks."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
import uuid
from pathlib import Path
from typing import Any

import psutil

STALE = 120.0
"""Seconds without a heartbeat after which a lease of another machine holds no more."""
BEAT = 10.0


class Busy(Exception):
    """Somebody else works on the plant; the text says who."""


class Lease:
    """Holds a plant while the block runs; ``Busy`` where somebody else does.

    Who made the file holds it. On the same machine it holds as long as its process lives; of another machine, as long
    as its file is touched, by the clock of the file system, so that a machine whose clock is wrong neither loses its
    lease nor takes another's.
    """

    def __init__(self, path: Path, stale: float = STALE, beat: float = BEAT) -> None:
        self.path, self._stale, self._beat = path, stale, beat
        self._mine = json.dumps(
            {"host": socket.gethostname(), "pid": os.getpid(), "began": psutil.Process().create_time(),
             "lease": uuid.uuid4().hex}
        )
        self._over = threading.Event()
        self._heart: threading.Thread | None = None

    def __enter__(self) -> Lease:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        for _ in range(3):
            if self._taken():
                break
            self._remove_if_stale()
        else:
            raise Busy(self._holder())
        self._heart = threading.Thread(target=self._live, name=f"lease of {self.path.name}", daemon=True)
        self._heart.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._heart is not None:
            self._heart.join()
        with contextlib.suppress(OSError):
            if self.path.read_text("utf-8") == self._mine:
                self.path.unlink()

    def _taken(self) -> bool:
        """Whether the file is ours now: made whole under another name, and linked to its own, which fails where there
        is one already."""
        part = self.path.with_name(f".{uuid.uuid4().hex}.part")
        part.write_text(self._mine, "utf-8")
        try:
            os.link(part, self.path)
        except FileExistsError:
            return False
        except OSError:  # a file system without links
            try:
                with self.path.open("x", encoding="utf-8") as file:
                    file.write(self._mine)
            except FileExistsError:
                return False
        finally:
            part.unlink(missing_ok=True)
        return True

    def _remove_if_stale(self) -> None:
        seen = self._read()
        if seen is None or not self._is_stale(seen):
            return
        aside = self.path.with_name(f".{uuid.uuid4().hex}.stale")
        try:
            self.path.rename(aside)
        except OSError:
            return
        if aside.read_text("utf-8") != seen:  # somebody was quicker: what we took is alive
            with contextlib.suppress(OSError):
                os.link(aside, self.path)
        aside.unlink(missing_ok=True)

    def _read(self) -> str | None:
        try:
            return self.path.read_text("utf-8")
        except OSError:
            return None

    def _is_stale(self, seen: str) -> bool:
        try:
            held: dict[str, Any] = json.loads(seen)
        except ValueError:
            held = {}
        if held.get("host") == socket.gethostname():
            return not alive(int(held.get("pid", 0)), float(held.get("began", 0)))
        probe = self.path.with_name(f".{uuid.uuid4().hex}.clock")
        try:
            probe.touch()
            return probe.stat().st_mtime - self.path.stat().st_mtime > self._stale
        except OSError:
            return False
        finally:
            probe.unlink(missing_ok=True)

    def _holder(self) -> str:
        try:
            held = json.loads(self._read() or "{}")
            return f"process {held['pid']} on {held['host']}"
        except (ValueError, KeyError):
            return "somebody else"

    def _live(self) -> None:
        while not self._over.wait(self._beat):
            with contextlib.suppress(OSError):
                os.utime(self.path)


def alive(pid: int, began: float) -> bool:
    """Whether a process of this machine still lives: the one that was created then, no other of its number."""
    try:
        process = psutil.Process(pid)
        return abs(process.create_time() - began) < 1 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
