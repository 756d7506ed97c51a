"""What the installed Python does for the installer, with processes and a registry that a test plays."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from tests.addin.fake_registry import FakeRegistry
from wipbook.addin.install import AddinInUse, Places
from wipbook.addin.registry.registration import keys, register
from wipbook.addin.setup import here

FOLDER = r"C:\Users\Jürgen\AppData\Local\Programs\wipbook"
SERVER = ["-E", "-P", "-m", "wipbook.excel.server.serve", "-Embedding"]


@dataclass
class Process:
    pid: int
    program: str
    words: list[str] = field(default_factory=list)
    user: str = ""
    tells: bool = True
    stays: bool = False
    ended: bool = False

    def exe(self) -> str:
        if not self.tells:
            raise psutil.AccessDenied(self.pid)
        return self.program

    def cmdline(self) -> list[str]:
        return [self.program, *self.words]

    def username(self) -> str:
        return self.user or psutil.Process().username()

    def terminate(self) -> None:
        self.ended = not self.stays

    def wait(self, seconds: float) -> None:
        if self.stays:
            raise psutil.TimeoutExpired(seconds, self.pid)

    def is_running(self) -> bool:
        return not self.ended


def test_the_server_of_this_folder_is_ended_and_no_other() -> None:
    ours = Process(1, rf"{FOLDER.upper()}\python\pythonw.exe", SERVER)
    silent = Process(2, rf"{FOLDER}\python\pythonw.exe", SERVER, tells=False)  # as under Wine
    others = [Process(3, r"C:\Python313\pythonw.exe", SERVER), Process(4, rf"{FOLDER}2\python\python.exe", ["-c", ""]),
              Process(5, rf"{FOLDER}\setup\wipbook-setup.exe", ["/S", "/MSI"])]
    assert here.ready(FOLDER, [ours, silent, *others]) == ""
    assert ours.ended and silent.ended and not any(one.ended for one in others)


def test_a_command_in_a_shell_is_waited_for_and_nothing_is_touched() -> None:
    server = Process(1, rf"{FOLDER}\python\pythonw.exe", SERVER)
    command = Process(2, rf"{FOLDER}\python\python.exe", ["-m", "wipbook", "refresh", "plant.xlsx"])
    said = here.ready(FOLDER, [server, command])
    assert said.startswith("wipbook is at work (process 2: -m wipbook refresh plant.xlsx). Wait for its end.")
    assert not server.ended and not command.ended


def test_excel_of_this_user_is_a_reason_to_wait_and_another_users_is_not() -> None:
    program = r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"
    assert here.ready(FOLDER, [Process(7, program)]).startswith("Excel is running (process 7). Close it")
    assert here.ready(FOLDER, [Process(7, program, user="PC\\somebody")]) == ""


def test_a_server_that_does_not_end_is_said() -> None:
    assert "does not end (process 1" in here.ready(
        FOLDER, [Process(1, rf"{FOLDER}\python\pythonw.exe", SERVER, stays=True)], patience=0
    )


@pytest.fixture
def at(tmp_path: Path) -> Places:
    return Places(tmp_path / "Excel" / "XLSTART", registry=FakeRegistry())


def test_what_arrived_leaves_without_a_trace(at: Places, tmp_path: Path) -> None:
    folder, log = str(Path(sys.executable).parent), tmp_path / "wipbook"
    log.mkdir()
    (log / "errors.log").write_text("once")
    assert here.arrive(at) == "" and (at.start_up / "wipbook.xlam").exists()
    assert here.leave(folder, at, log) == ""
    assert list(tmp_path.iterdir()) == [] and at.registry.values == {}  # type: ignore[union-attr]


def test_what_is_the_users_stays(at: Places, tmp_path: Path) -> None:
    here.arrive(at)
    (at.start_up / "PERSONAL.XLSB").write_text("macros")
    log = tmp_path / "wipbook"
    log.mkdir()
    (log / "kept.toml").write_text("own")
    here.leave(str(Path(sys.executable).parent), at, log)
    assert [one.name for one in at.start_up.iterdir()] == ["PERSONAL.XLSB"] and (log / "kept.toml").exists()


def test_another_installation_that_answers_excel_meanwhile_keeps_add_in_and_server(at: Places, tmp_path: Path) -> None:
    here.arrive(at)
    assert at.registry is not None
    register(at.registry, Path("C:/other/python.exe"))
    here.leave(FOLDER, at, tmp_path / "none")
    assert (at.start_up / "wipbook.xlam").exists()
    assert "other" in (at.registry.read(list(keys())[-1], 64) or "")


def test_compiled_modules_go_with_the_rest(at: Places, tmp_path: Path) -> None:
    cache = tmp_path / "folder/python/site/wipbook/__pycache__"
    cache.mkdir(parents=True)
    (cache / "errors.cpython-313.pyc").touch()
    here.leave(str(tmp_path / "folder"), at, tmp_path / "none")
    assert not cache.exists() and cache.parent.exists()


def test_pywin32s_empty_list_goes_and_one_with_libraries_stays(
    at: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMP", str(tmp_path))
    kept = tmp_path / "gen_py" / f"{sys.version_info.major}.{sys.version_info.minor}"
    for library, stays in ((None, False), ("00020813-0000-0000-C000-000000000046x0x1x9.py", True)):
        kept.mkdir(parents=True)
        for name in ("__init__.py", "dicts.dat", *((library,) if library else ())):
            (kept / name).touch()
        here.leave(FOLDER, at, tmp_path / "none")
        assert kept.exists() == kept.parent.exists() == stays


def test_exit_codes_are_those_of_windows(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(here, "_running", list)
    assert here.main(["ready", FOLDER]) == 0

    def in_use(**given: object) -> None:
        raise AddinInUse(where="wipbook.xlam", found="a file that may not be replaced", remedy="close Excel")

    monkeypatch.setattr(here, "install", in_use)
    assert here.main(["arrive", FOLDER]) == 1618 and "close Excel" in capsys.readouterr().out

    def denied(**given: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(here, "install", denied)
    assert here.main(["arrive", FOLDER]) == 1 and "PermissionError" in capsys.readouterr().out


def test_what_it_says_reaches_a_pipe_of_any_code_page() -> None:
    """As a program of its own, with an output that has no letter for what it says: the exit code is the right one."""
    script = (
        "import runpy, sys, psutil; from unittest.mock import patch, Mock\n"
        "one = Mock(pid=1); one.exe.return_value = r'C:\\\\名\\\\python\\\\python.exe'\n"
        "one.cmdline.return_value = ['python.exe', '名']\n"
        "sys.argv = ['here', 'ready', r'C:\\\\名']\n"
        "with patch('psutil.process_iter', lambda: [one]):\n"
        "    runpy.run_module('wipbook.addin.setup.here', run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONIOENCODING": "cp1252"},
                          capture_output=True, check=False)
    assert done.returncode == 1618 % 256, done.stderr
    assert b"wipbook is at work (process 1: \\u540d)" in done.stdout
