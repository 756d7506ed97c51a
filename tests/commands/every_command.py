"""A small plant in which every command has something to do, and what is typed to run each of them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

import polars as pl

from wipbook.commands.audit.count import sheets
from wipbook.commands.close.close import close
from wipbook.commands.command import Command
from wipbook.commands.data.new import copy_template
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.saving.backups import keep_apart
from wipbook.port.tables import letters

OVERRULED = ["--despite", "checks,rows,findings,ledger", "--as", "Ann", "--reason", "a sample"]
MAPPING = """
[sources]
parts = "parts.csv"
[tables.Materials]
source = "parts"
columns = { Material = "code", Description = "text", Kind = "kind", Unit = "unit" }
"""


_MADE: dict[tuple[object, ...], dict[Path, bytes]] = {}
_BACKUPS = "wipbook_backups"


def made_once(book: Path, key: tuple[object, ...], make: Callable[[Path], object]) -> None:
    """What ``make`` makes of a workbook and of its backups: of the same ones it is made once, and then written."""
    key = (*key, book.name, *((place, hashlib.sha256(data).digest()) for place, data in _files(book).items()))
    if key in _MADE:
        for place, data in _MADE[key].items():
            (book.parent / place).parent.mkdir(exist_ok=True)
            (book.parent / place).write_bytes(data)
        return
    make(book)
    _MADE[key] = _files(book)


def _files(book: Path) -> dict[Path, bytes]:
    """The workbook and what is in its folder of backups."""
    files = [one for one in (book, *sorted((book.parent / _BACKUPS).rglob("*"))) if one.is_file()]
    return {one.relative_to(book.parent): one.read_bytes() for one in files}


def small_plant(path: Path) -> Path:
    """Bought, issued to a job, costed: every command has something to do."""
    made_once(path, ("small plant",), _small_plant)
    return path


def _small_plant(path: Path) -> None:
    copy_template(path)
    day = dt.date(2026, 3, 2)
    with open_file(path, backups=0) as book:
        write_settings(book, {"Period Start": dt.date(2026, 1, 1), "Period End": dt.date(2026, 3, 31)})
        book.write_table("Materials", pl.DataFrame({
            "Material": ["S", "F"], "Description": ["Steel", "Frame"], "Kind": ["raw", "finished"],
            "Unit": ["kg", "pcs"],
        }))
        book.write_table("Jobs", pl.DataFrame({
            "Job": ["J1", "J2"], "Description": ["Ten frames", "Two frames"], "Material": ["F", "F"],
            "Quantity": [10.0, 2.0], "Status": ["Released", "Released"], "Due": [dt.date(2026, 6, 1)] * 2,
        }))
        book.write_table("Movements", pl.DataFrame({
            "Movement": ["M1", "M2"], "Date": [day, day], "Type": ["Receipt", "Issue"], "Material": ["S", "S"],
            "Quantity": [100.0, 40.0], "Unit Cost": [2.5, None], "Job": [None, "J1"],
        }))
        refresh(book)
        book.save()


def close_it(book: Path, through: dt.date | None = None) -> None:
    """The period closed, whatever speaks against it; once."""
    made_once(book, ("closed", through), lambda book: _close_it(book, through))


def _close_it(book: Path, through: dt.date | None) -> None:
    with open_file(book, backups=0) as workbook:
        if workbook.read_table("Periods").frame["Kind"].drop_nulls().is_empty() or through is not None:
            close(workbook, through=through, by="Ann", despite=OVERRULED[1].split(","), reason="a sample")
            workbook.save()


def count_everything(path: Path, counted: float = 60.0) -> None:
    """A count sheet, filled in."""
    made_once(path, ("counted", counted), lambda path: _count_everything(path, counted))


def _count_everything(path: Path, counted: float) -> None:
    with open_file(path, backups=0) as book:
        sheets(book, dt.date(2026, 3, 31), every=True)
        place = book.tables()["CountSheet"]
        at = letters(place.first_column + place.headers.index("Counted"))
        book.write_cells("Count Sheet", {f"{at}{row}": counted for row in range(place.first_row, place.last_row + 1)})
        book.save()


def words(command: Command, book: Path) -> list[str]:
    """What is typed: the command, and a value for each argument that must be given."""
    folder = book.parent
    (folder / "parts.csv").write_text("code,text,kind,unit\n00123,Steel,raw,kg\n", "utf-8")
    (folder / "mapping.toml").write_text(MAPPING, "utf-8")
    (folder / "plan.toml").write_text(f'[[plants]]\nname = "one"\nbook = "{book.name}"\n', "utf-8")
    values = {
        "sources": folder / "parts.csv", "map_": folder / "mapping.toml", "name": "A. Reader", "job": "J1",
        "book": folder / "new.xlsx", "before": book, "after": book,
        "whose": "bank", "sheet": "Movements", "plan": folder / "plan.toml", "to": folder / "next.xlsx",
    }
    if command.name == "restore":  # works on a file that need not be a sound workbook, and wants a backup of it
        values["book"] = book
        keep_apart(book, "close 2026-02-28")
    if command.name in ("reopen", "carry-forward"):
        close_it(book)
    typed = [*command.name.split(), *([str(book)] if command.needs_book else [])]
    for argument in command.arguments:
        if argument.default is ...:
            typed += [*argument.words[:1], str(values[argument.name])]
        elif argument.name == "out":
            typed += [*argument.words[:1], str(folder / ("out.csv" if command.name == "export" else "out.xlsx"))]
    more = {
        "count sheets": ["--all"],  # none is due on the day
        "import": [str(values["sources"]), "--map", str(values["map_"])],
        "calendar": ["--country", "DE"], "batch": ["--scheduler", "own"], "watch": ["--once"],
        "view": ["--role", "Shop"], "close": OVERRULED, "new-period": OVERRULED, "reopen": ["--reason", "a sample"],
    }
    return [*typed, *more.get(command.name, [])]
