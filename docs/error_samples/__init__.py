"""A sample for every class of error: a few lines that really raise it. docs/errors.md prints them and their message."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import os
import pkgutil
import tempfile
import textwrap
from collections.abc import Callable
from pathlib import Path

from wipbook.errors import WipbookError

SAMPLES: dict[type[WipbookError], Callable[[], object]] = {}
ROOMS = ("wipbook", "udfs")


def raises(kind: type[WipbookError]) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Say of a function that it is the sample of this class."""

    def keep(function: Callable[[], object]) -> Callable[[], object]:
        assert kind not in SAMPLES, f"two samples of {kind.__name__}"
        SAMPLES[kind] = function
        return function

    return keep


def samples() -> dict[type[WipbookError], Callable[[], object]]:
    """Every sample, from the modules beside this one."""
    for found in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{found.name}")
    return SAMPLES


def classes() -> list[type[WipbookError]]:
    """Every class of error in our packages, found by importing all their modules; ordered by exit code and name."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not found.name.endswith("__main__"):
                importlib.import_module(found.name)
    kinds, ahead = {WipbookError}, [WipbookError]
    while ahead:
        below = [one for one in ahead.pop().__subclasses__() if one.__module__.partition(".")[0] in ROOMS]
        ahead += [one for one in below if one not in kinds]
        kinds.update(below)
    return sorted(kinds, key=lambda kind: (int(kind.exit_code), kind.__name__, kind.__module__))


def text_of(kind: type[WipbookError]) -> str:
    """The lines of a sample as they are printed."""
    lines = inspect.getsource(samples()[kind]).splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("def ")) + 1
    return textwrap.dedent("\n".join(lines[first:]))


def message_of(kind: type[WipbookError]) -> str:
    """What the sample comes to, run in an empty folder of its own. Errors: ``AssertionError`` for another outcome."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="wipbook-sample-") as name:
        folder = Path(name).resolve()
        os.chdir(folder)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                samples()[kind]()
        except WipbookError as error:
            assert type(error) is kind, f"{type(error).__name__} instead of {kind.__name__}: {error}"
            return str(error).replace(f"{folder.as_posix()}/", "").replace(str(folder), ".")
        finally:
            os.chdir(here)
    raise AssertionError(f"the sample of {kind.__name__} raises nothing")
