"""What every sample may use: a small plant, the shell, a part of a workbook file rewritten."""

from __future__ import annotations

import datetime as dt
import shlex
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from wipbook.cli.main import app
from wipbook.cli.shell import Broken
from wipbook.commands.data.new import copy_template
from wipbook.hosts.file.workbook import FileWorkbook, open_file

BOOK = Path("plant.xlsx")


def plant() -> FileWorkbook:
    """``plant.xlsx``: a new workbook with steel bought and issued to the job J1; open, with nothing to save."""
    if not BOOK.exists():
        BOOK.write_bytes(_bytes())
    return open_file(BOOK, backups=0)


def wipbook(line: str) -> None:
    """A command as it is typed, without the word wipbook; what stops it is raised as it is."""
    try:
        app(shlex.split(line), prog_name="wipbook", standalone_mode=False)
    except Broken as broken:
        assert broken.__cause__ is not None
        raise broken.__cause__ from None


def rewritten(part: str, old: str, new: str, book: Path = BOOK) -> Path:
    """The workbook file with some markup of one of its parts replaced, as no program would write it."""
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part], f"no {old} in {part}"
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return book


@cache
def _bytes() -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = copy_template(Path(folder) / "plant.xlsx")
        with open_file(path, backups=0) as book:
            tables: dict[str, dict[str, Any]] = {
                "Materials": {"Material": ["S", "F"], "Description": ["Steel", "Frame"], "Kind": ["raw", "finished"],
                              "Unit": ["kg", "pcs"]},
                "Jobs": {"Job": ["J1"], "Description": ["Ten frames"], "Material": ["F"], "Quantity": [10.0],
                         "Status": ["Released"], "Due": [dt.date(2026, 6, 1)]},
                "Movements": {"Movement": ["M1", "M2"], "Date": [dt.date(2026, 3, 2)] * 2, "Type": ["Receipt", "Issue"],
                              "Material": ["S", "S"], "Quantity": [100.0, 40.0], "Unit Cost": [2.5, None],
                              "Job": [None, "J1"]},
            }
            for name, columns in tables.items():
                book.write_table(name, pl.DataFrame(columns))
            book.save()
        return path.read_bytes()
