"""A mutated package by seed and number: the same bytes wherever and whenever it is made."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.hosts.conftest import REFERENCE, make_plant
from tests.mutations import of_cells, of_xml, of_zip
from tests.mutations.package import Part, Parts

LARGEST = 50_000
RARELY = 0.01


@lru_cache(maxsize=1)
def packages() -> tuple[tuple[str, bytes], ...]:
    """The sound workbooks that are mutated, all below 50 KB: three of ours, and those of Excel and other programs where
    the reference data are."""
    with TemporaryDirectory() as folder:
        plant = make_plant(Path(folder) / "plant.xlsx")
        found = [("plant", plant.read_bytes()), ("kinds", _kinds(Path(folder) / "kinds.xlsx"))]
        found.append(("rewritten", _rewritten(plant)))
    excel = REFERENCE / "excel_files"
    for path in sorted(excel.glob("*.xl*")) if excel.is_dir() else []:
        if path.stat().st_size < LARGEST and not path.name.startswith(("poi__SampleSS.strict", "poi__ms-office-2010")):
            found.append((path.name, path.read_bytes()))
    return tuple(found)


@lru_cache(maxsize=1)
def small_book() -> bytes:
    """A workbook that ``wipbook new`` makes, for the commands: as small as one comes."""
    from typer.testing import CliRunner

    from wipbook.cli.main import app

    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        made = CliRunner().invoke(app, ["new", str(path)])
        assert path.exists(), made.output
        return path.read_bytes()


def mutated(seed: int, number: int, commands: bool = False) -> tuple[str, bytes]:
    """What was done, in words, and the bytes; with ``commands`` to a workbook of wipbook's own."""
    random = Random(f"{seed}:{number}")
    known = packages()
    ours = random.random() < 0.6 or len(known) == 3
    name, content = random.choice(known[:3] if ours else known[3:])
    if commands:
        name, content = "book", small_book()
    parts, done = Parts.of(content), []
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        done.append(_mutate(parts, random))
    written = parts.written()
    if random.random() < 0.06:
        written, change = _bytes(written, random)
        done.append(change)
    return f"{name}: {', '.join(done)}", written


def _mutate(parts: Parts, random: Random) -> str:
    family = random.choices((of_zip, of_xml, of_cells), (2, 5, 4))[0]
    if family is of_zip:
        change = random.choice(of_zip.RARE if random.random() < RARELY else of_zip.ALL)
        change(parts, random)
        return change.__name__
    part: Part
    if family is of_cells:
        sheets = [one for one in parts.members if b"worksheets/sheet" in one.name and one.data]
        part = random.choice(sheets or parts.members)
        edit: Callable[[bytes, Random], bytes] = random.choice(of_cells.ALL)
    else:
        part, edit = of_xml.some_part(parts, random), random.choice(of_xml.ALL)
    part.data = edit(part.data, random)
    return f"{edit.__name__} in {part.name[:60].decode('utf-8', 'replace')}"


def _bytes(content: bytes, random: Random) -> tuple[bytes, str]:
    at, changed = random.randrange(len(content)), bytearray(content)
    kind = random.choice(("flip", "cut", "insert", "truncate", "overwrite"))
    if kind == "flip":
        changed[at] ^= 1 << random.randrange(8)
    elif kind == "cut":
        del changed[at : at + random.randrange(1, 200)]
    elif kind == "insert":
        changed[at:at] = random.randbytes(random.randrange(1, 60))
    elif kind == "truncate":
        del changed[at:]
    else:
        changed[at : at + 4] = b"\xff\xff\xff\xff"
    return bytes(changed), f"bytes {kind} at {at}"


def _kinds(path: Path) -> bytes:
    """A table with every kind of cell, merged cells, a hidden row, shared formulas, rich text, by openpyxl."""
    import datetime as dt

    import openpyxl
    from openpyxl.worksheet.table import Table

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kinds"
    sheet.append(["text", "number", "date", "truth", "error", "formula", "mixed"])
    for number in range(1, 9):
        sheet.append([
            f"T{number} & <b>", number * 1.25, dt.datetime(2026, 1, number, 6, 30), bool(number % 2), "#N/A",
            f"=B{number + 1}*2", number if number % 3 else f"x{number}",
        ])
    sheet.add_table(Table(displayName="Kinds", ref="A1:G9"))
    sheet.merge_cells("I1:J2")
    sheet.row_dimensions[4].hidden = True
    sheet["A20"] = "below"
    book.save(path)
    return path.read_bytes()


def _rewritten(plant: Path) -> bytes:
    """The plant after a write of ours: inline strings, formulas with values."""
    import polars as pl

    from wipbook.hosts.file.workbook import open_file

    with open_file(plant, backups=0) as book:
        book.write_table("Jobs", pl.DataFrame({"job": ["A", "B & C", None], "qty": [1.5, 2.0, 3.25]}))
        book.save()
    return plant.read_bytes()


def where_to_look() -> str:
    """The environment a child needs to make the same cases."""
    return os.environ.get("WIPBOOK_REFERENCE_DATA", str(REFERENCE))
