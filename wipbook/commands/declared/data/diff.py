"""``wipbook diff``: what two workbooks differ in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wipbook.commands.command import Answer, Argument, Call, Cause, Command


def run(call: Call) -> Answer:
    from dataclasses import asdict

    from wipbook.commands.data.diff import diff
    from wipbook.commands.workbench.upgrade import bring_up_to_date
    from wipbook.hosts.file.workbook import open_file

    given = call.given
    books = [open_file(given[name]) for name in ("before", "after")]
    for book in books:  # in memory: a workbook of an older release is compared as this release reads it
        bring_up_to_date(book)
    found = diff(books[0], books[1], include_log=given["log"])
    lines = [line for one in found for line in _lines(one)]
    return Answer(lines or ["No difference."], (), [asdict(one) for one in found],
                  [Cause(f"the workbooks differ in {len(found)} tables")] if found else [])


def _lines(one: Any) -> Iterator[str]:
    yield f"{one.table}: {len(one.added)} added, {len(one.removed)} removed, {len(one.changed)} cells changed"
    for name in one.columns:
        yield f"  column {name}"
    for sign, rows in (("+", one.added), ("-", one.removed)):
        for key in rows[:20]:
            yield f"  {sign} {key}"
    for change in one.changed[:50]:
        yield f"  {change.key}: {change.column}: {change.before or '(blank)'} -> {change.after or '(blank)'}"
    if len(one.changed) > 50:
        yield f"  ... and {len(one.changed) - 50} more"


COMMAND = Command(
    name="diff", order=170, run=run, needs_book=False,
    about="Compare two workbooks row by row by key.", finds=("the workbooks differ",),
    arguments=(
        Argument("before", "The older workbook.", Path),
        Argument("after", "The newer workbook.", Path),
        Argument("log", "Compare the Change Log as well.", bool, False, ("--log",)),
    ),
)
