"""How the shell prints: tables, JSON, the summary of a run, a line of progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


def print_table(title: str, headers: tuple[str, ...], rows: list[Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold")
    for number, header in enumerate(headers):
        figures = number > 0 and all(_is_figure(row[number]) for row in rows)
        table.add_column(header, justify="right" if figures else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(_shown, row))
    Console().print(table)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _is_figure(value: Any) -> bool:
    """A number, or text that reads as one; a blank goes with the others."""
    text = str(value).replace(",", "").strip()
    return not isinstance(value, bool) and (not text or text.lstrip("+-").replace(".", "", 1).isdigit())


def print_json(answer: Any) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2, default=str))


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """A line that says what is being done, on a terminal; silence in a pipe or with --json."""
    if quiet or not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        yield lambda step: status.update(step)
