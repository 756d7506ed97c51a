"""What tests share: workbooks made once for all workers, the reference data, LibreOffice as a second opinion."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest

import tests.one_thread  # noqa: F401 - before polars is loaded
from tests.office_ended import pytest_runtest_protocol, pytest_terminal_summary, watch
from tests.once import Once
from tests.opened import read_pivots_once
from tests.second_opinion import SOFFICE, recalculation_profile
from wipbook.commands.data.import_ import ImportReport

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
HEAVY = frozenset({"libreoffice", "manufacturer", "wine", "databases", "fuzz", "soak"})
"""What a heavy test needs; .ci/run has a step with a time limit for each. What needs LibreOffice always is one."""

# On a developer's machine every run looks for new examples; CI must give the same answer for the same commit.
# No deadlines: how long an example takes says more about the machine's other work than about the code.
hypothesis.settings.register_profile("laptop", deadline=None)
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.load_profile("ci" if IN_CI else "laptop")
read_pivots_once()
watch()
__all__ = ["pytest_runtest_protocol", "pytest_terminal_summary"]  # hooks, which pytest finds here


def reference_data() -> Path:
    """Folder of the reference data sets: beside the checkout, or where WIPBOOK_REFERENCE_DATA says."""
    return Path(os.environ.get("WIPBOOK_REFERENCE_DATA", ROOT.parent / "shared" / "data"))


def pytest_configure(config: pytest.Config) -> None:
    """Files are handed out in the order of collection: see below. Where nothing compiled may stand beside the sources,
    it stands aside: else each of the hundreds of processes that tests start would compile all of them again."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", "") and "PYTHONPYCACHEPREFIX" not in os.environ:
        aside = tempfile.TemporaryDirectory(prefix="wipbook-compiled-", ignore_cleanup_errors=True)
        os.environ["PYTHONPYCACHEPREFIX"] = aside.name
        config.add_cleanup(aside.cleanup)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Host-dependent tests may skip on a laptop; in CI they must run.

    Files that take minutes begin first, so that no worker is left alone with one of them at the end. A heavy test names
    the one step of CI that runs it: without it, it would run nowhere.
    """
    for item in items:
        if item.get_closest_marker("libreoffice") is not None and item.get_closest_marker("heavy") is None:
            item.add_marker(pytest.mark.heavy)
        subjects = HEAVY & {mark.name for mark in item.iter_markers()}
        if len(subjects) != (item.get_closest_marker("heavy") is not None):
            raise pytest.UsageError(f"{item.nodeid}: heavy, and one of {', '.join(sorted(HEAVY))}; or neither")
    minutes = {item.path for item in items if {"slow", "reference_data"} <= set(item.keywords)}
    office = {item.path for item in items if "libreoffice" in item.keywords}
    slow = {item.path for item in items if "slow" in item.keywords}
    items.sort(key=lambda item: [item.path in those for those in (minutes, office, slow)], reverse=True)
    no_office = pytest.mark.skip(reason="LibreOffice is not installed")
    no_data = pytest.mark.skip(reason="the reference data sets are not here")
    for item in items:
        if "libreoffice" in item.keywords and shutil.which(SOFFICE) is None and not IN_CI:
            item.add_marker(no_office)
        if "reference_data" in item.keywords and not reference_data().is_dir() and not IN_CI:
            item.add_marker(no_data)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """What is made once, whichever worker needs it first."""
    own = tmp_path_factory.getbasetemp()
    return Once((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "once")


@pytest.fixture(scope="session", autouse=True)
def wrappers_made_once() -> Iterator[None]:
    """The functions' side in VBA, made in a process of its own at each build of the add-in: the same in a run."""
    from wipbook.addin import build

    made = build.wrappers
    build.wrappers = cache(made)
    yield
    build.wrappers = made


@pytest.fixture(scope="session")
def demo_file(once: Once) -> Path:
    """The small demo, made once; tests that change it copy it first."""
    from wipbook.commands.data.demo.make import make

    return once("demo", lambda folder: make(folder).path.name)


@pytest.fixture(scope="session")
def adventureworks(once: Once) -> tuple[Path, ImportReport]:
    """The imported manufacturer, as saved after the import, and what the import reported: copy it before a change."""
    from wipbook.commands.data.import_ import import_rows, read_mapping
    from wipbook.commands.data.new import copy_template
    from wipbook.hosts.file.workbook import open_file

    def make(folder: Path) -> str:
        with open_file(copy_template(folder / "book.xlsx"), backups=0) as book:
            mapping = read_mapping(ROOT / "examples" / "adventureworks" / "mapping.toml")
            report = import_rows(book, mapping, [reference_data() / "adventureworks"])
            book.save()
        (folder / "report.pickle").write_bytes(pickle.dumps(report))
        return "book.xlsx"

    path = once("adventureworks", make)
    return path, pickle.loads(path.with_name("report.pickle").read_bytes())


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
