"""The shell run in this process, and a small plant to run it on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.every_command import small_plant
from wipbook.cli import main as entry


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plant in which nothing is wrong; tests that change it take ``book``."""
    return small_plant(tmp_path_factory.mktemp("clean") / "small.xlsx")


@pytest.fixture
def book(clean: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(clean, tmp_path))


@pytest.fixture
def wipbook(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """The shell's own way in, in this process: exit code, stdout, stderr."""

    def run(*typed: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["wipbook", *typed])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            entry.main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return run
