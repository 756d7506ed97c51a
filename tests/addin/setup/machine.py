"""A Windows that nobody has used yet: a fresh Wine prefix, what stands in it, and programs run in it."""

from __future__ import annotations

import os
import re
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

from tests.addin.windows import forwarding_library


class Ended(NamedTuple):
    code: int
    said: str
    seconds: float


class State(NamedTuple):
    """What stands on the machine: files by path, registry values by key and name."""

    files: frozenset[str]
    values: frozenset[str]


class Machine:
    """``home`` is the folder of the user; ``run`` gives back Windows' own exit code, all 32 bits."""

    def __init__(self, folder: Path) -> None:
        self.prefix = folder / "prefix"
        self.prefix.mkdir()
        self._bats = {}  # a command file is called, or what follows is not done; a program must not be: cmd says 1
        for name, call in (("program", ""), ("command", "call ")):
            self._bats[name] = folder / f"{name}.bat"
            self._bats[name].write_text(f"@{call}%*\r\n@echo code=%errorlevel%\r\n", "ascii", newline="")
        self._surroundings = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
            "WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all",
            # no entries in the menus of the machine that tests
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
        }
        self._wine("wineboot", "-i")
        self._wine("winecfg", "/v", "win10")
        # Rust's random numbers, which Wine 8 lacks: in the system, never among what is installed
        (self.prefix / "drive_c/windows/system32/bcryptprimitives.dll").write_bytes(
            forwarding_library("bcryptprimitives.dll", "ProcessPrng", "advapi32.SystemFunction036")
        )
        # what every Windows 10 has from its first day, and Wine makes when it is asked for
        for key in (r"Software\Classes\CLSID", r"Software\Microsoft\Windows\CurrentVersion\Uninstall"):
            self._wine("reg", "add", rf"HKCU\{key}", "/f")
        self.home = next(one for one in (self.prefix / "drive_c/users").iterdir() if one.name != "Public")
        (self.home / "AppData/Local/Programs/Common").mkdir(parents=True)

    def run(self, *words: str | Path, timeout: float = 300, cwd: Path | None = None) -> Ended:
        """Run a program by its path or name, and wait for its end."""
        began = time.monotonic()
        bat = self._bats["command" if str(words[0]).endswith(".cmd") else "program"]
        done = self._wine("cmd", "/c", self.path(bat), *map(self._word, words), timeout=timeout, cwd=cwd)
        found = re.search(r"code=(-?\d+)\s*$", done.stdout)
        return Ended(int(found.group(1)) if found else -1, done.stdout + done.stderr, time.monotonic() - began)

    def line(self, python: Path, line: str, timeout: float = 300) -> Ended:
        """Run a whole command line as Windows reads it, started by a Python of Windows'."""
        script = self.prefix.with_name("line.py")
        script.write_text(f"import subprocess\nprint(f'code={{subprocess.call({line!r})}}')\n", "utf-8")
        began = time.monotonic()
        done = self._wine(str(python), "-B", self.path(script), timeout=timeout)
        found = re.search(r"code=(-?\d+)\s*$", done.stdout)
        return Ended(int(found.group(1)) if found else -1, done.stdout + done.stderr, time.monotonic() - began)

    def start(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """Run a program beside others."""
        return subprocess.Popen(
            ["wine", *map(self._word, words)], env=self._surroundings, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )

    def state(self) -> State:
        """What stands on the machine once all that runs has ended."""
        self.stop()
        drive = self.prefix / "drive_c"
        files = frozenset(path.relative_to(drive).as_posix() for path in drive.rglob("*"))
        values = set()
        for name in ("user.reg", "system.reg"):
            key = ""
            for line in (self.prefix / name).read_text("utf-8", errors="replace").splitlines():
                if line.startswith("["):
                    key = f"{name} {line[1:line.rindex(']')]}"
                    values.add(key)
                elif line.startswith(('"', "@")):
                    values.add(f"{key} {line.split('=')[0]}")
        return State(files, frozenset(values))

    def stop(self) -> None:
        """End every process of this prefix, and of no other; the registry is on disk then."""
        subprocess.run(["wineserver", "-k"], env=self._surroundings, check=False, timeout=60)
        subprocess.run(["wineserver", "-w"], env=self._surroundings, check=False, timeout=60)

    def registry(self, key: str, name: str) -> str:
        """A value of the user's, as ``reg`` prints it; blank for none."""
        done = self._wine("reg", "query", rf"HKCU\{key}", "/v", name)
        found = re.search(r"REG_\w+\s+(.*)", done.stdout)
        return found.group(1).strip() if found else ""

    def log(self) -> str:
        """What the installer wrote because nobody looked on."""
        file = next(self.prefix.rglob("wipbook-setup.log"), None)
        return file.read_text("utf-16").strip() if file else ""

    @staticmethod
    def path(path: Path) -> str:
        return "Z:" + str(path).replace("/", "\\")

    def _word(self, word: str | Path) -> str:
        return self.path(word) if isinstance(word, Path) else word

    def _wine(self, *words: str, timeout: float = 120, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["wine", *words], env=self._surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            encoding="utf-8", errors="replace", timeout=timeout, check=False, cwd=cwd,
        )
