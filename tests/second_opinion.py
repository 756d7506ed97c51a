"""LibreOffice as a second opinion: recalculate a workbook and compare every formula with its stored value."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from wipbook.hosts.file.workbook import open_file
from wipbook.hosts.libreoffice.environment import office_environment
from wipbook.hosts.libreoffice.main_thread import load
from wipbook.hosts.libreoffice.process import Office
from wipbook.ooxml import workbook as workbook_part

SOFFICE = "soffice"
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""


def recalculation_profile(folder: Path) -> Path:
    """A private LibreOffice profile that recalculates every file it opens."""
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    return folder


def as_user(profile: Path) -> list[str]:
    """What goes before unopkg. It refuses to work for root, as whom CI runs: then it works for nobody, to whom the
    profile is given, and who may not enter the folder the tests are run from."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return []
    for place in (profile, *profile.rglob("*")):
        os.chown(place, 65534, 65534)
    return [*NOBODY, "env", f"--chdir={profile}", f"HOME={profile}"]


@contextmanager
def extension_profile() -> Iterator[Path]:
    """A private profile that recalculates and has our extension, installed as a user would install it.

    Errors: those of ``install``.
    """
    from wipbook.addin.libreoffice.install import install
    from wipbook.beside import functions
    from wipbook.commands.buttons import labels

    folder = recalculation_profile(Path(tempfile.mkdtemp(prefix="wipbook-profile-")))
    try:
        install([function.card for function in functions().values()], labels(), folder, as_user(folder))
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def without_print_titles(workbook: Path, copy: Path) -> Path:
    """A copy whose printed pages repeat no row and no column, of which no formula knows: LibreOffice opens it in
    a tenth of the time."""
    with open_file(workbook, backups=0) as book:
        book.document.set_workbook(workbook_part.without_print_titles(book.document.workbook))
        book.save(copy)
    return copy


def recalculate(workbook: Path, profile: Path, out: Path) -> Path:
    """The workbook as LibreOffice computes it."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="wipbook-recalculate-") as folder:
        asked = without_print_titles(workbook, Path(folder) / workbook.name)
        subprocess.run(
            [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
             "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(asked)],
            check=True, capture_output=True, timeout=540, env=office_environment(),
        )
    return out / f"{workbook.stem}.xlsx"


@contextmanager
def recalculated(workbook: Path, profile: Path) -> Iterator[Any]:
    """The workbook open in an office of its own, every formula calculated: for files whose copy would take minutes."""
    office = Office(profile)
    try:
        with tempfile.TemporaryDirectory(prefix="wipbook-recalculate-") as folder:
            asked = without_print_titles(workbook, Path(folder) / workbook.name)
            document = load(office.create, asked.as_uri(), Hidden=True, ReadOnly=True)
            yield document
            document.close(True)
    finally:
        office.stop()


@dataclass(frozen=True)
class Disagreement:
    cell: str
    formula: str
    stored: object
    recalculated: object


def compare(workbook: Path, recalculated: Path, with_functions: bool = False) -> tuple[int, list[Disagreement]]:
    """How many formula cells there are, and those where stored and recalculated values differ.

    The sheet Functions is compared only where the extension that computes them is installed (``with_functions``).
    """
    formulas = openpyxl.load_workbook(workbook, read_only=True)
    stored = openpyxl.load_workbook(workbook, read_only=True, data_only=True)
    computed = openpyxl.load_workbook(recalculated, read_only=True, data_only=True)
    count, wrong, package = 0, [], formulas._archive
    for sheet in formulas.sheetnames:
        if sheet == "Functions" and not with_functions:
            continue
        # below its last formula nothing of a sheet is looked at: most rows of a workbook are rows of inputs
        last = _last_formula(package.read(formulas[sheet]._worksheet_path))
        places = [
            (row, column, text)
            for row, cells in enumerate(formulas[sheet].iter_rows(max_row=last, values_only=True) if last else ())
            for column, text in enumerate(cells)
            if isinstance(text, str) and text.startswith("=")
        ]
        if not places:
            continue
        values = list(stored[sheet].iter_rows(max_row=last, values_only=True))
        others = list(computed[sheet].iter_rows(max_row=last, values_only=True))
        for row, column, formula in places:
            count += 1
            ours = values[row][column]
            theirs = others[row][column] if row < len(others) and column < len(others[row]) else None
            if not same(ours, theirs):
                wrong.append(Disagreement(f"{sheet}!R{row + 1}C{column + 1}", formula, ours, theirs))
    return count, wrong


def _last_formula(sheet: bytes) -> int:
    """The last row with a formula, 0 without any."""
    ends = [found.start() for found in re.finditer(rb"<(?:[\w.\-]+:)?f[\s/>]", sheet)]
    rows = re.findall(rb"""<(?:[\w.\-]+:)?row\s(?:[^>]*?\s)?r=["'](\d+)["']""", sheet[: ends[-1]]) if ends else []
    return int(rows[-1]) if rows else 0


def same(stored: object, computed: object) -> bool:
    """Equal; numbers to a millionth of their size; a blank is an empty text."""
    stored, computed = (None if value == "" else _number(value) for value in (stored, computed))
    if isinstance(stored, float) and isinstance(computed, float):
        return abs(stored - computed) <= 1e-6 * max(1.0, abs(stored))
    return stored == computed


def _number(value: object) -> object:
    if isinstance(value, dt.datetime):
        return (value - dt.datetime(1899, 12, 30)).total_seconds() / 86400
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return float(value)
