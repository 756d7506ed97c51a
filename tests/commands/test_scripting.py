"""openpyxl and pandas are for those who script: they are there, and no command of the shell loads them."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from wipbook.commands.audit.count import sheets
from wipbook.commands.command import Command
from wipbook.commands.data.new import copy_template
from wipbook.commands.declared import commands
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import open_file
from wipbook.port.tables import letters

ROOT = Path(__file__).resolve().parents[2]
FOR_SCRIPTS = ["openpyxl", "pandas"]
# The command as the shell runs it; what was loaded is said last, however the command ends.
RUN = """
import json, sys
from wipbook.cli.main import main
try:
    main()
except SystemExit as ended:
    code = ended.code or 0
else:
    code = 0
print(json.dumps([code, [name for name in ("openpyxl", "pandas", "xlwings") if name in sys.modules]]))
"""
MAPPING = """
[sources]
parts = "parts.csv"
[tables.Materials]
source = "parts"
columns = { Material = "code", Description = "text", Kind = "kind", Unit = "unit" }
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bought, issued to a job, costed: every command has something to do."""
    path = copy_template(tmp_path_factory.mktemp("small") / "small.xlsx")
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
    return path


def count_everything(path: Path) -> None:
    """A count sheet, filled in."""
    with open_file(path, backups=0) as book:
        sheets(book, dt.date(2026, 3, 31), every=True)
        place = book.tables()["CountSheet"]
        at = letters(place.first_column + place.headers.index("Counted"))
        book.write_cells("Count Sheet", {f"{at}{row}": 60.0 for row in range(place.first_row, place.last_row + 1)})
        book.save()


def words(command: Command, book: Path) -> list[str]:
    """What is typed: the command, and a value for each argument that must be given."""
    folder = book.parent
    (folder / "parts.csv").write_text("code,text,kind,unit\n00123,Steel,raw,kg\n", "utf-8")
    (folder / "mapping.toml").write_text(MAPPING, "utf-8")
    values = {
        "sources": folder / "parts.csv", "map_": folder / "mapping.toml", "name": "A. Reader", "job": "J1",
        "book": folder / "new.xlsx", "before": book, "after": book,
    }
    typed = [*command.name.split(), *([str(book)] if command.needs_book else [])]
    for argument in command.arguments:
        if argument.default is ...:
            typed += [*argument.words[:1], str(values[argument.name])]
        elif argument.name == "out":
            typed += [*argument.words[:1], str(folder / "out.xlsx")]
    return [*typed, "--all"] if command.name == "count sheets" else typed  # none is due on the day


COMMANDS = [pytest.param(one, id=one.name) for one in commands() if one.in_shell]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_loads_what_is_for_scripts(command: Command, small: Path, tmp_path: Path) -> None:
    book = Path(shutil.copy(small, tmp_path))
    if command.name == "count post":
        count_everything(book)
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words(command, book)], capture_output=True, text=True, check=False,
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    if done.returncode:
        pytest.fail(done.stderr)
    code, loaded = json.loads(done.stdout.splitlines()[-1])
    assert code in (0, 1), done.stdout + done.stderr
    assert [name for name in FOR_SCRIPTS if name in loaded] == []
    assert command.name not in ("refresh", "check") or "xlwings" not in loaded


def test_a_script_takes_and_gives_data_frames(demo_copy: Path) -> None:
    """In a process of its own: pandas is there after the README's command, and xlwings' converters know it."""
    script = (
        "import sys, wipbook, pandas as pd\n"
        "with wipbook.open(sys.argv[1]) as book:\n"
        "    jobs = book.sheets['Jobs']\n"
        "    frame = jobs.range('A6').expand().options(pd.DataFrame, index=False).value\n"
        "    assert list(frame.columns)[:2] == jobs.range('A6:B6').value, frame.columns\n"
        "    assert len(frame) > 10 and frame['Job'].iloc[0] == jobs.range('A7').value\n"
        "    some = frame[['Job', 'Description', 'Quantity', 'Finished']].head(3)\n"
        "    some['Finished'] = pd.to_datetime(['2026-03-02', None, '2026-03-04'])\n"
        "    jobs.range('AA6').options(index=False).value = some\n"
        "    again = jobs.range('AA6').expand().options(pd.DataFrame, index=False).value\n"
        "    assert list(again['Job']) == list(frame['Job'].head(3))\n"
        "    assert list(again['Finished'].isna()) == [False, True, False]\n"
        "    assert again['Finished'].iloc[0] == pd.Timestamp(2026, 3, 2)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(demo_copy)], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
