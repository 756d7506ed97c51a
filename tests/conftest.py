"""What tests share: the demo built once, the reference data, LibreOffice as a second opinion."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import hypothesis
import pytest

from tests.second_opinion import SOFFICE, recalculation_profile

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() in ("1", "true")

# On a developer's machine every run looks for new examples; CI must give the same answer for the same commit.
# No deadlines: how long an example takes says more about the machine's other work than about the code.
hypothesis.settings.register_profile("laptop", deadline=None)
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.load_profile("ci" if IN_CI else "laptop")


def reference_data() -> Path:
    """Folder of the reference data sets: beside the checkout, or where WIPBOOK_REFERENCE_DATA says."""
    return Path(os.environ.get("WIPBOOK_REFERENCE_DATA", ROOT.parent / "shared" / "data"))


def pytest_configure(config: pytest.Config) -> None:
    """Files are handed out in the order of collection: see below."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Host-dependent tests may skip on a laptop; in CI they must run.

    Files that take minutes begin first, so that no worker is left alone with one of them at the end.
    """
    minutes = {item.path for item in items if {"slow", "reference_data"} <= set(item.keywords)}
    office = {item.path for item in items if "libreoffice" in item.keywords}
    items.sort(key=lambda item: 0 if item.path in minutes else 1 if item.path in office else 2)
    no_office = pytest.mark.skip(reason="LibreOffice is not installed")
    no_data = pytest.mark.skip(reason="the reference data sets are not here")
    for item in items:
        if "libreoffice" in item.keywords and shutil.which(SOFFICE) is None and not IN_CI:
            item.add_marker(no_office)
        if "reference_data" in item.keywords and not reference_data().is_dir() and not IN_CI:
            item.add_marker(no_data)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small demo, made once; tests that change it copy it first."""
    from wipbook.commands.demo.make import make

    return make(tmp_path_factory.mktemp("demo")).path


@pytest.fixture
def demo_copy(demo_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(demo_file, tmp_path / "plant.xlsx"))


@pytest.fixture(scope="session")
def office_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recalculation_profile(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def validator() -> list[str]:
    """The command of Microsoft's Open XML validator, as .ci/run installs it."""
    command = os.environ.get("OOXML_VALIDATOR_CLI", "")
    if not command or not Path(command).exists():
        if IN_CI:
            pytest.fail("OOXML_VALIDATOR_CLI does not name the validator")
        pytest.skip("OOXML_VALIDATOR_CLI is not set")
    subprocess.run([command, "--help"], capture_output=True, check=False)
    return [command]
