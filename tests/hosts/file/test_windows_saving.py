"""``ReplaceFileW`` with Windows' Python under Wine: the same promises as on Linux, but for leases."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.addin.windows import ROOT, prepare

IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
pytestmark = [
    pytest.mark.heavy,
    pytest.mark.wine,
    pytest.mark.skipif(shutil.which("wine") is None and not IN_CI, reason="Wine is not installed"),
]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("windows")
    (folder / "files").mkdir()
    machine = prepare()
    try:
        done = machine.run(
            machine.path(Path(__file__).with_name("windows_saving.py")), machine.path(ROOT),
            machine.path(folder / "files"), machine.path(folder / "answers.json"),
        )
    finally:
        machine.stop()
    assert (folder / "answers.json").exists(), done.stdout + done.stderr
    return json.loads((folder / "answers.json").read_text("utf-8"))  # type: ignore[no-any-return]


def test_names_are_exchanged_and_a_name_that_is_taken_is_not(answers: dict[str, Any]) -> None:
    assert answers["platform"] == "win32"
    assert answers["exchanged"] == answers["taken"] == {"new": "old", "path": "new"}


def test_backups_are_the_files_that_came_out(answers: dict[str, Any]) -> None:
    assert answers["saves"] == ["saved", "saved"]
    assert answers["after saves"] == {
        "plant.xlsx": "three", "wipbook_backups/plant.1.xlsx": "two", "wipbook_backups/plant.2.xlsx": "one",
    }


def test_a_file_that_is_open_elsewhere_is_refused(answers: dict[str, Any]) -> None:
    assert answers["open"] == "WorkbookOpenElsewhere: a program that has the workbook open for writing"
    assert answers["after open"] == answers["after saves"]


def test_another_s_save_stands_and_ours_is_the_conflict(answers: dict[str, Any]) -> None:
    assert answers["meanwhile"].startswith("ChangedOnDisk")
    assert answers["after meanwhile"] == answers["after saves"] | {
        "plant.xlsx": "theirs", "plant.wipbook-conflict.xlsx": "five",
    }
