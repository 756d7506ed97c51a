"""openpyxl and pandas are for those who script: they are there, and no command of the shell loads them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.alone import answers, run_all
from tests.once import Once
from wipbook.commands.command import Command
from wipbook.commands.declared import commands

ROOT = Path(__file__).resolve().parents[2]
FOR_SCRIPTS = ["openpyxl", "pandas"]


COMMANDS = [pytest.param(one, id=one.name) for one in commands() if one.in_shell]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_loads_what_is_for_scripts(command: Command, once: Once) -> None:
    """Each in a process of its own."""
    answer = answers(once("alone", run_all))[0][command.name]
    assert answer.code in (0, 1), answer.said
    assert [name for name in FOR_SCRIPTS if name in answer.loaded] == []
    assert command.name not in ("refresh", "check") or "xlwings" not in answer.loaded


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
