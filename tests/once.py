"""What takes long to make is made once in a test run, by the worker that needs it first; the others wait for it."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from pathlib import Path

SECONDS_TO_WAIT = 300


class Once:
    """``once(name, make)``: the path of what ``make(folder)`` named, relative to a folder that is its alone.

    Workers are processes: that a folder can be made only once decides between them, and a file that appears whole
    tells the others what came of it. Errors: ``AssertionError`` where making failed (its traceback) or never ended.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, name: str, make: Callable[[Path], str]) -> Path:
        folder, made, failed = (self.root / f"{name}{end}" for end in ("", ".made", ".failed"))
        self.root.mkdir(exist_ok=True)
        try:
            folder.mkdir()
        except FileExistsError:
            return self._wait(folder, made, failed)
        try:
            self._tell(made, make(folder))
        except BaseException:
            self._tell(failed, traceback.format_exc())
            raise
        return folder / made.read_text("utf-8")

    @staticmethod
    def _wait(folder: Path, made: Path, failed: Path) -> Path:
        until = time.monotonic() + SECONDS_TO_WAIT
        while time.monotonic() < until:
            if made.exists():
                return folder / made.read_text("utf-8")
            if failed.exists():
                raise AssertionError(failed.read_text("utf-8"))
            time.sleep(0.05)
        raise AssertionError(f"{folder.name} was not made within {SECONDS_TO_WAIT} seconds")

    @staticmethod
    def _tell(file: Path, text: str) -> None:
        part = file.with_suffix(".part")
        part.write_text(text, "utf-8")
        part.replace(file)
