"""``wipbook doctor``: what this machine has of what wipbook needs, each line ok, problem or note, with its cure."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

import wipbook
from wipbook.addin.build import FILE_NAME, committed_addin
from wipbook.addin.doctor.defender import defender_rules
from wipbook.addin.doctor.finding import NOTE, OK, PROBLEM, Finding
from wipbook.addin.doctor.location import anew, by_setup, here, location
from wipbook.addin.doctor.protected_view import protected_view
from wipbook.addin.doctor.trust import trust_settings
from wipbook.addin.install import places, python_of_excel
from wipbook.addin.setup.locked import NOT_SHIPPED

OLDEST_OFFICE = (25, 2)


@dataclass(frozen=True)
class Examination:
    lines: tuple[Finding, ...]

    @property
    def problems(self) -> tuple[Finding, ...]:
        return tuple(line for line in self.lines if line.status == PROBLEM)


def examine(functions: Callable[[], dict[str, Any]] | None = None) -> Examination:
    """Look at Python, packages, functions, add-in, Excel's trust settings, Defender's rules, folders and LibreOffice;
    change nothing.

    ``functions`` loads the custom functions: the caller knows the package above this one.
    """
    at = places()
    addin = at.start_up / FILE_NAME if at else committed_addin()
    parts = (
        _python(), location(here(addin)), _packages(), _functions(functions), _addin(), trust_settings(),
        protected_view(addin), defender_rules(), _folders(), _office(),
    )
    return Examination(tuple(finding for part in parts for finding in part))


def _python() -> Iterator[Finding]:
    found = f"{platform.python_version()}, {platform.architecture()[0]}, {sys.executable}"
    if platform.architecture()[0] != "64bit":
        yield Finding(PROBLEM, "Python", found, "install the 64-bit Python: the libraries need it")
    else:
        yield Finding(OK, "Python", found)
    yield Finding(OK, "wipbook", f"{wipbook.__version__}, {Path(wipbook.__file__).parent}")


def _packages() -> Iterator[Finding]:
    wrong, unneeded = [], []
    asked = [line for line in requires("wipbook") or [] if "extra ==" not in line]
    for line in asked:
        name, sign, wanted = re.match(r"([A-Za-z0-9_.-]+)\s*(==|>=)?\s*([\d.]*)", line).groups()  # type: ignore[union-attr]
        try:
            there = version(name)
        except PackageNotFoundError:
            if name in NOT_SHIPPED:
                unneeded.append(name)
            else:
                wrong.append(f"{name} is missing")
            continue
        if (sign == "==" and there != wanted) or (sign == ">=" and _numbers(there) < _numbers(wanted)):
            wrong.append(f"{name} {there}, {sign}{wanted} is asked for")
    if wrong:
        yield Finding(PROBLEM, "Packages", "; ".join(wrong), _again())
    else:
        without = f", without {' and '.join(unneeded)}: only scripts of your own need them" if unneeded else ""
        yield Finding(OK, "Packages", f"all {len(asked) - len(unneeded)} present in the versions asked for{without}")
    try:
        yield Finding(OK, "Speed", f"numba {version('numba')}: large cost flows are compiled")
    except PackageNotFoundError:
        yield Finding(NOTE, "Speed", "numba is not installed: beyond 60,000 movements a refresh takes longer", (
            "only then: take wipbook into a Python of its own, see docs/install.md" if by_setup() else
            f'only then: {sys.executable} -m pip install "FOLDER_OR_WHEEL[speed]"'
        ))


def _again() -> str:
    """How to install once more; a package index may have something else under our name."""
    if by_setup():
        return anew()
    return f"install it again from where it came from: {sys.executable} -m pip install --upgrade FOLDER_OR_WHEEL"


def _functions(load: Callable[[], dict[str, Any]] | None) -> Iterator[Finding]:
    if load is None:
        return
    try:
        functions = load()
    except ImportError as error:
        yield Finding(PROBLEM, "Functions", f"they cannot be loaded: {error}", _again())
        return
    agree = sum(map(_comes_out, functions.values()))
    found = f"{agree} of {len(functions)} published examples come out"
    cure = "" if agree == len(functions) else "run wipbook prove on a workbook, and report which example differs"
    yield Finding(OK if agree == len(functions) else PROBLEM, "Functions", found, cure)


def _comes_out(function: Any) -> bool:
    example = function.card.example
    try:
        return bool(example.agrees(example.picked(function(*example.arguments))))
    except Exception:  # noqa: BLE001 - whatever is broken in this installation, the report goes on
        return False


def _addin() -> Iterator[Finding]:
    built = committed_addin()
    if not built.exists():
        yield Finding(PROBLEM, "Add-in", f"no {built}", _again())
        return
    at = places()
    if at is None:
        yield Finding(NOTE, "Add-in", f"no Excel on {platform.system()}; the add-in lies in {built}",
                      "copy it to a PC with Excel, or use the LibreOffice extension")
        return
    target = at.start_up / FILE_NAME
    if not target.exists():
        yield Finding(PROBLEM, "Add-in", f"not in {at.start_up}", anew())
    elif target.read_bytes() != built.read_bytes():
        yield Finding(PROBLEM, "Add-in", f"{target} is not the one of wipbook {wipbook.__version__}", anew())
    else:
        yield Finding(OK, "Add-in", f"{target}, as built for wipbook {wipbook.__version__}")
    where, fine = python_of_excel(at)
    if fine:
        yield Finding(OK, "Excel's Python", f"{where} names this Python")
    else:
        yield Finding(PROBLEM, "Excel's Python", f"{where} does not name this Python", anew())


def _folders() -> Iterator[Finding]:
    for what, folder in (("Temporary folder", Path(tempfile.gettempdir())), ("Current folder", Path.cwd())):
        try:
            with tempfile.NamedTemporaryFile(dir=folder, prefix=".wipbook-"):
                pass
        except OSError as error:
            yield Finding(PROBLEM, what, f"{folder}: {error.strerror or error}", "work in a folder you may write to")
            continue
        free = shutil.disk_usage(folder).free / 1e9
        if free < 1:
            yield Finding(PROBLEM, what, f"{folder}: {free:.1f} GB free", "make room: a save needs space for a copy")
        else:
            yield Finding(OK, what, f"{folder}: can be written to, {free:,.0f} GB free")
    if "onedrive" in str(Path.cwd()).lower() or "sharepoint" in str(Path.cwd()).lower():
        yield Finding(
            NOTE, "Current folder", "synchronised with the cloud", "pause the synchronisation while a batch run saves"
        )


def _office() -> Iterator[Finding]:
    program = shutil.which("soffice") or _usual_office()
    if program is None:
        yield Finding(
            NOTE, "LibreOffice", "not found", "only needed without Excel, and for the second opinion of the tests"
        )
        return
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=False).stdout
    except (OSError, subprocess.TimeoutExpired) as error:
        yield Finding(PROBLEM, "LibreOffice", f"{program} does not answer: {error}", "install LibreOffice again")
        return
    match = re.search(r"LibreOffice (\d+)\.(\d+)\S*", said)
    if match is None:
        yield Finding(PROBLEM, "LibreOffice", f"{program} does not tell its version", "install LibreOffice again")
    elif (int(match.group(1)), int(match.group(2))) < OLDEST_OFFICE:
        yield Finding(PROBLEM, "LibreOffice", f"{match.group()}, {program}", "install LibreOffice 25.2 or newer")
    else:
        yield Finding(OK, "LibreOffice", f"{match.group()}, {program}")


def _usual_office() -> str | None:
    usual = (
        Path(os.environ.get("PROGRAMFILES", "")) / "LibreOffice" / "program" / "soffice.exe",
        Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    )
    return next((str(path) for path in usual if path.is_absolute() and path.exists()), None)


def _numbers(text: str) -> tuple[int, ...]:
    """A version as numbers to compare.

    >>> _numbers("2.10.1") > _numbers("2.9")
    True
    """
    return tuple(int(part) for part in re.findall(r"\d+", text)[:4])
