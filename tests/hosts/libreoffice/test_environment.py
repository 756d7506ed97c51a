"""LibreOffice started from a shell with an active virtual environment: its own Python must still find itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.second_opinion import SOFFICE, recalculate
from wipbook.hosts.libreoffice.environment import office_environment


def test_what_misleads_the_office_s_python_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", "/some/venv")
    monkeypatch.setenv("PYTHONHOME", "/some/python")
    monkeypatch.setenv("PATH", "/some/venv/bin")
    found = office_environment({"DISPLAY": ":7"})
    assert "VIRTUAL_ENV" not in found and "PYTHONHOME" not in found
    assert found["DISPLAY"] == ":7"
    if sys.platform.startswith("linux"):
        assert found["PATH"] == os.pathsep.join(("/usr/bin", "/bin", "/some/venv/bin"))


@pytest.mark.libreoffice
def test_the_functions_are_there_in_an_active_virtual_environment(
    profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With this PATH LibreOffice ended at once ("DeploymentException") before the system's folders came first."""
    import shutil

    import openpyxl

    from wipbook.beside import template_path

    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True)
    monkeypatch.setenv("PATH", f"{tmp_path / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "venv"))
    assert shutil.which(SOFFICE)
    book = openpyxl.load_workbook(
        recalculate(template_path(), profile, tmp_path / "out"), read_only=True, data_only=True
    )
    agrees = [row[6].value for row in book["Functions"].iter_rows(min_row=7)]
    assert agrees == [True] * 48
