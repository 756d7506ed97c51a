"""The shell without a process of its own: what is typed, run here; what it said and its exit code, as of a process.

A Python that starts and loads everything takes most of a second, the commands themselves far less. What is about a
process (signals, limits, streams that are closed or narrow, what is loaded, two at once) starts one all the same.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

_SILENT = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)
"""Warnings that a Python which nobody told anything keeps to itself."""


def run(
    *typed: str | os.PathLike[str], cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """``wipbook`` with these words, in ``cwd``, with ``environment`` (all of it): exit code, stdout and stderr, as
    ``subprocess.run`` hands them back. Working folder, environment, arguments and streams are afterwards as before;
    warnings that a process would print stand at the end of stderr. What is no exit is raised: a process would die."""
    from wipbook.cli.main import main

    words = [os.fspath(word) for word in typed]
    out, err = _stream(), _stream()
    with _surroundings(words, cwd, environment), warnings.catch_warnings(record=True) as told:
        _warn_as_ever()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main()
                code = 0
            except SystemExit as left:
                code = _code(left, err)
    for one in told:
        err.write(warnings.formatwarning(one.message, one.category, one.filename, one.lineno, one.line))
    return subprocess.CompletedProcess(["wipbook", *words], code, _said(out), _said(err))


def _stream() -> io.TextIOWrapper:
    """A pipe's end: text of any kind, no terminal."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)


def _said(stream: io.TextIOWrapper) -> str:
    """As a process that reads text hears it."""
    stream.flush()
    stream.seek(0)
    return stream.buffer.read().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _code(left: SystemExit, err: io.TextIOWrapper) -> int:
    """What Python makes of it at its end."""
    if left.code is None:
        return 0
    if isinstance(left.code, int):
        return int(left.code)
    print(left.code, file=err)
    return 1


def _warn_as_ever() -> None:
    warnings.resetwarnings()
    for category in _SILENT:
        warnings.simplefilter("ignore", category)


@contextlib.contextmanager
def _surroundings(words: list[str], cwd: Path | None, environment: Mapping[str, str] | None) -> Iterator[None]:
    arguments, folder, before = sys.argv, Path.cwd(), dict(os.environ)
    sys.argv = ["wipbook", *words]
    try:
        if environment is not None:
            _set(environment)
        if cwd is not None:
            os.chdir(cwd)
        yield
    finally:
        sys.argv = arguments
        os.chdir(folder)
        _set(before)


def _set(environment: Mapping[str, str]) -> None:
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
    for name, text in environment.items():
        if os.environ.get(name) != text:
            os.environ[name] = text
