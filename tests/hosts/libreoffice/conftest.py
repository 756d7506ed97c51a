"""LibreOffice with our extension: one profile for all tests, one office for each module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import IN_CI
from tests.hosts.libreoffice.screen import missing_tools, screen
from tests.once import Once
from tests.second_opinion import extension_profile, without_print_titles
from wipbook.hosts.libreoffice.main_thread import load
from wipbook.hosts.libreoffice.process import Office


@pytest.fixture(scope="session")
def demo_file(demo_file: Path, once: Once) -> Path:
    """The demo as LibreOffice opens it soonest: nothing is printed here."""
    return once("demo to be opened", lambda folder: without_print_titles(demo_file, folder / demo_file.name).name)


@pytest.fixture(scope="session")
def profile() -> Iterator[Path]:
    with extension_profile() as folder:
        yield folder


@pytest.fixture(scope="module")
def office(profile: Path) -> Iterator[Office]:
    running = Office(profile)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """A screen that nobody sees, for programs of this module."""
    missing = missing_tools()
    if missing and not IN_CI:
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    assert not missing, "CI installs them"
    with screen() as variables:
        yield variables


@pytest.fixture(scope="module")
def shown(profile: Path, environment: dict[str, str]) -> Iterator[tuple[Office, dict[str, str]]]:
    """An office on that screen."""
    office = Office(profile, headless=False, environment=environment)
    try:
        yield office, environment
    finally:
        office.stop()


@pytest.fixture
def sheet(office: Office) -> Iterator[Any]:
    """An empty sheet in the running office."""
    document = load(office.create, "private:factory/scalc", Hidden=True)
    yield document.Sheets.getByIndex(0)
    document.close(True)
