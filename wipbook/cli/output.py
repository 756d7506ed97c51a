"""How the shell prints: tables, lines, JSON, a line of progress. What comes from a workbook is shown, never obeyed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from wipbook.commands.faces.visible import visible


def print_table(title: str, headers: tuple[str, ...], rows: list[Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(visible(title)), title_justify="left", title_style="bold")
    for number, header in enumerate(headers):
        figures = number > 0 and all(_is_figure(row[number]) for row in rows)
        table.add_column(Text(visible(header)), justify="right" if figures else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(_shown(value))) for value in row))
    _console(sys.stdout).print(table)


def print_line(line: str, keeps: str = "") -> None:
    """A line of the answer; ``keeps`` are control characters of ours in it."""
    print(visible(line, keeps))


def print_json(answer: Any) -> None:
    """Exact, whatever is in it: JSON has escapes of its own, and what a narrower stream cannot write gets one."""
    narrow = not (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    print(json.dumps(answer, ensure_ascii=narrow, indent=2, default=str))


def say(line: str) -> None:
    """One line on stderr. That nobody hears it (closed, full) stops nothing."""
    with suppress(OSError):
        print(visible(line), file=sys.stderr, flush=True)


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """A line that says what is being done, on a terminal; silence in a pipe or with --json."""
    if quiet or not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.text import Text

    with _console(sys.stderr).status("Starting") as status:
        yield lambda step: status.update(Text(visible(step)))


def take_any_text() -> None:
    """A character that a stream cannot write (half of one, or one beyond its code page) is written as an escape. A
    stream that is closed goes nowhere: else the next file that is opened would take its place."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def stop_printing() -> None:
    """Nobody reads on (a pipe to ``head``): what is still to be printed goes nowhere."""
    _to_nowhere(sys.stdout)


def let_go_of_what_cannot_be_printed() -> None:
    """What a stream still holds and cannot write goes nowhere: at its end Python would try once more, and leave with an
    exit code of its own (120)."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            _to_nowhere(stream)


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _to_nowhere(stream: TextIO) -> None:
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _console(stream: TextIO) -> Any:
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            raise  # the pipe's error, of which rich would make an exit code of its own

    return Plain(file=stream, markup=False, emoji=False, highlight=False)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _is_figure(value: Any) -> bool:
    """A number, or text that reads as one; a blank goes with the others."""
    text = str(value).replace(",", "").strip()
    return not isinstance(value, bool) and (not text or text.lstrip("+-").replace(".", "", 1).isdigit())
