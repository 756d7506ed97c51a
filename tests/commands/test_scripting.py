"""openpyxl and pandas are for those who script: they are there, and no command of the shell loads them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.every_command import count_everything, small_plant, words
from wipbook.commands.command import Command
from wipbook.commands.declared import commands

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


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_plant(tmp_path_factory.mktemp("small") / "small.xlsx")


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
