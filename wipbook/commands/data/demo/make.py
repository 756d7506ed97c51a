"""``wipbook demo``: simulate a factory's year, put it into a workbook, refresh it, say what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wipbook.commands.data.demo.general_ledger import general_ledger
from wipbook.commands.data.demo.planted.problems import Planted
from wipbook.commands.data.demo.simulate import Demo, simulate
from wipbook.commands.data.make_new import new_workbook
from wipbook.commands.data.new import prepare
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.summary import Summary
from wipbook.hosts.file.workbook import FileWorkbook
from wipbook.port.tables import letters
from wipbook.schema import input_sheet, packs


@dataclass(frozen=True)
class DemoReport:
    path: Path
    rows: dict[str, int]
    summary: Summary
    planted: tuple[Planted, ...]


def make(
    folder: Path,
    seed: int = 1,
    size: str = "small",
    progress: Callable[[str], None] = lambda step: None,
    now: dt.datetime | None = None,
) -> DemoReport:
    """Build ``folder/wipbook-demo.xlsx`` (the next free number when there is one already); the same seed and size
    give the same figures. Errors: ``UnknownSize``.
    """
    progress("simulating a year")
    demo = simulate(seed, size)
    path = _free_name(folder)
    with new_workbook(path) as workbook:
        summary = _fill(workbook, demo, progress, now)
        progress("saving")
    rows = {name: frame.height for name, frame in demo.tables.items()}
    return DemoReport(path, rows, summary, demo.planted)


def _fill(
    workbook: FileWorkbook, demo: Demo, progress: Callable[[str], None], now: dt.datetime | None
) -> Summary:
    """Put the simulated rows into the workbook and refresh it."""
    prepare(workbook, packs()[1:], demo.settings, now or dt.datetime.now())
    for name, frame in demo.tables.items():
        progress(f"importing {name}")
        workbook.write_table(input_sheet(name).table, frame)
    for text in demo.texts:
        place = workbook.tables()[input_sheet(text.sheet).table]
        column = letters(place.first_column + place.headers.index(text.header))
        workbook.write_cells(text.sheet, {f"{column}{place.first_row + text.row}": text.text})
    progress("posting the general ledger")
    workbook.write_table("GLAccounts", general_ledger(open_books(workbook)))
    return refresh(workbook, progress, now)


def _free_name(folder: Path) -> Path:
    """A demo somebody may have worked in is never overwritten."""
    path, number = folder / "wipbook-demo.xlsx", 1
    while path.exists():
        number += 1
        path = folder / f"wipbook-demo-{number}.xlsx"
    return path
