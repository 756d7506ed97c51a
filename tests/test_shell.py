"""What stands for a process says what a process says, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.shell import run


@pytest.mark.parametrize("typed", [
    ["--version"], ["rules", "INV001"], ["rules", "INV01"], ["check", "none.xlsx", "--json"], ["refresh", "--no-such"],
    [],
], ids=" ".join)
def test_it_says_what_a_process_says(typed: list[str], tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    process = subprocess.run(
        [sys.executable, "-m", "wipbook.cli", *typed], cwd=tmp_path, env=environment, capture_output=True, text=True,
        check=False,
    )
    here = run(*typed, cwd=tmp_path, environment=environment)
    assert (here.returncode, here.stdout, here.stderr) == (process.returncode, process.stdout, process.stderr)


def test_it_leaves_nothing_behind(tmp_path: Path) -> None:
    before = (list(sys.argv), Path.cwd(), dict(os.environ), sys.stdout, sys.stderr, list(warnings.filters))
    run("new", "plant.xlsx", cwd=tmp_path, environment={**os.environ, "LANG": "C", "ONE_MORE": "1"})
    assert (tmp_path / "plant.xlsx").exists()
    assert before == (list(sys.argv), Path.cwd(), dict(os.environ), sys.stdout, sys.stderr, list(warnings.filters))
