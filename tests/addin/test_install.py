"""Installing, looking and taking away again, in folders like those of Windows and the Mac."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.addin.fake_registry import FakeRegistry
from wipbook.addin.build import committed_addin
from wipbook.addin.install import AddinInUse, Places, install, places, status, uninstall
from wipbook.addin.registry.identity import CLSID


@pytest.fixture
def windows(tmp_path: Path) -> Places:
    found = places("win32", tmp_path, {})
    assert found is not None
    return replace(found, registry=FakeRegistry())


@pytest.fixture
def mac(tmp_path: Path) -> Places:
    found = places("darwin", tmp_path, {})
    assert found is not None
    return found


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_dry_run_says_what_an_installation_does_and_changes_nothing(windows: Places, tmp_path: Path) -> None:
    said = install(at=windows, dry_run=True)
    assert everything(tmp_path) == set()
    assert said == [
        f"Would copy {committed_addin()} to {windows.start_up / 'wipbook.xlam'}",
        f"Would name {sys.executable} as the Python to use in the registry of the user",
    ]


def test_a_dry_run_works_where_there_is_no_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wipbook.addin.install.places", lambda *system: places(*system) if system else None)
    said = install(dry_run=True)
    assert [line.split(":")[0] for line in said] == ["On Windows", "On Windows", "On a Mac", "On a Mac", "On a Mac"]


@pytest.mark.parametrize("system", ["windows", "mac"])
def test_what_was_installed_is_seen_and_taken_away_again(
    system: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    at = request.getfixturevalue(system)
    assert status(at=at) == [f"Not installed: no {at.start_up / 'wipbook.xlam'}"]
    others = {(64, "Software\\Classes\\other.Server"): "of others"}
    if at.registry is not None:
        at.registry.values.update(others)  # type: ignore[attr-defined]
    install(at=at)
    assert [line.rpartition(": ")[2] for line in status(at=at)] == ["up to date", "names this Python"]
    (at.start_up / "wipbook.xlam").write_bytes(b"of last year")
    assert "run wipbook addin install" in status(at=at)[0]
    uninstall(at=at, dry_run=True)
    assert (at.start_up / "wipbook.xlam").exists()
    uninstall(at=at)
    assert not [name for name in everything(tmp_path) if "wipbook" in name]
    assert uninstall(at=at)[0].endswith("is not there")
    if at.registry is not None:
        assert at.registry.values == others, "nothing of others is taken away"  # type: ignore[attr-defined]


def test_both_views_of_the_registry_name_the_server(windows: Places) -> None:
    install(at=windows)
    values = windows.registry.values  # type: ignore[union-attr]
    command = f'"{sys.executable}" -E -P -m wipbook.excel.server.serve'
    for bits in (64, 32):
        assert values[bits, "Software\\Classes\\wipbook.Server\\CLSID"] == CLSID
        assert values[bits, f"Software\\Classes\\CLSID\\{CLSID}\\LocalServer32"] == command
        assert values[bits, f"Software\\Classes\\CLSID\\{CLSID}\\ProgID"] == "wipbook.Server"
    values[32, f"Software\\Classes\\CLSID\\{CLSID}\\LocalServer32"] = "C:\\old\\python.exe"
    assert status(at=windows)[1].endswith(f"does not name {sys.executable}")


def test_an_add_in_that_excel_holds_open_is_left_alone(windows: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    install(at=windows)

    def held(self: Path, *given: object, **named: object) -> None:
        raise PermissionError(13, "used by another process", str(self))

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(AddinInUse, match="close Excel and run the command again"):
        uninstall(at=windows)
    monkeypatch.setattr(Path, "write_bytes", held)
    with pytest.raises(AddinInUse, match="close Excel"):
        install(at=windows)


def test_another_folder_has_the_add_in_alone(tmp_path: Path) -> None:
    install(tmp_path)
    assert everything(tmp_path) == {"wipbook.xlam"}
    assert "up to date" in status(tmp_path)[0]
    assert uninstall(tmp_path) == [f"Removed {tmp_path / 'wipbook.xlam'}"]
    assert everything(tmp_path) == set()
