"""A second try only where LibreOffice itself has ended: shown with a run of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.libreoffice
TESTS = """
import os, signal
import pytest
from tests.office_ended import watch
from wipbook.hosts.libreoffice.process import Office

watch()
tries = []

@pytest.fixture(scope="module")
def office():
    running = Office()
    yield running
    running.stop()

@pytest.mark.libreoffice
def test_ends_once(office):
    tries.append("ended")
    if len(tries) == 1:
        os.killpg(office.pid, signal.SIGKILL)  # a script, and the office that it started
        raise RuntimeError("the bridge is gone")
    assert office.create("frame.Desktop") is not None

@pytest.mark.libreoffice
def test_finds_something(office):
    tries.append("found")
    assert False, tries
"""


def test_a_test_is_done_once_more_only_where_its_office_has_ended(tmp_path: Path) -> None:
    file = tmp_path / "test_own.py"
    file.write_text(TESTS)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.office_ended", "-p", "no:cacheprovider", "-c", os.devnull,
         "--rootdir", str(tmp_path), str(file)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert "1 failed, 1 passed" in done.stdout and done.returncode == 1, done.stdout
    assert "['ended', 'ended', 'found']" in done.stdout
    assert [line for line in done.stdout.splitlines() if "done once more" in line] == [
        "LibreOffice ended of itself, so this was done once more: test_own.py::test_ends_once"
    ]
