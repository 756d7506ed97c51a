"""The add-in's way to a user: into Excel's start-up folder, which Excel trusts, with the Python that runs this."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from wipbook.addin.build import FILE_NAME, PROJECT, committed_addin
from wipbook.addin.vba.xlwings_parts import XLWINGS
from wipbook.errors import WipbookError

_SCRIPT = f"xlwings-{XLWINGS}.applescript"


class NoExcelHere(WipbookError):
    """Excel runs on Windows and macOS only."""


class AddinInUse(WipbookError):
    """Excel holds the add-in open, so it cannot be replaced."""


@dataclass(frozen=True)
class Places:
    """Where the add-in, the user's settings and (on a Mac) xlwings' script belong."""

    start_up: Path
    settings: Path
    interpreter_key: str
    scripts: Path | None = None


def places(
    platform: str = sys.platform, home: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Places | None:
    """The places on this machine; None where there is no Excel."""
    home = home or Path.home()
    if platform.startswith("win"):
        roaming = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
        return Places(
            roaming / "Microsoft" / "Excel" / "XLSTART",
            home / f".{PROJECT}" / f"{PROJECT}.conf",
            "INTERPRETER_WIN",
        )
    if platform == "darwin":
        library = home / "Library"
        return Places(
            library / "Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel",
            library / "Containers/com.microsoft.Excel/Data" / f"{PROJECT}.conf",
            "INTERPRETER_MAC",
            library / "Application Scripts/com.microsoft.Excel",
        )
    return None


def install(folder: Path | None = None, at: Places | None = None, dry_run: bool = False) -> list[str]:
    """Copy the add-in to ``folder`` or Excel's start-up folder; what was done (or would be), line by line.

    Errors: ``NoExcelHere`` without a folder on other systems, ``AddinInUse`` while Excel has the add-in open.
    """
    at = at or places()
    if folder is None and at is None and not dry_run:
        raise NoExcelHere(where="this machine", found=sys.platform, expected="Windows or macOS",
                          remedy="name a folder with --to and copy wipbook.xlam from there")
    if dry_run:
        machines = {"": at} if at else {"On Windows: ": places("win32"), "On a Mac: ": places("darwin")}
        return [name + line for name, there in machines.items() if there for line in _planned(there, folder)]
    target = (folder or at.start_up) / FILE_NAME  # type: ignore[union-attr]
    target.parent.mkdir(parents=True, exist_ok=True)
    _replace(target, committed_addin().read_bytes())
    done = [f"Copied the add-in to {target}"]
    if at is not None:
        write_setting(at.settings, at.interpreter_key, sys.executable)
        done.append(f"{at.settings} names {sys.executable} as the Python to use")
        if at.scripts is not None:
            at.scripts.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(str(files("xlwings"))) / _SCRIPT, at.scripts / _SCRIPT)
            done.append(f"Copied {_SCRIPT} to {at.scripts}")
        done.append("Start Excel anew: the tab WIP is there.")
    return done


def uninstall(folder: Path | None = None, at: Places | None = None, dry_run: bool = False) -> list[str]:
    """Remove what ``install`` put there, and nothing else; what was done (or would be), line by line.

    xlwings' script on a Mac stays: other workbooks may use it. Errors: ``AddinInUse`` while Excel has it open.
    """
    at = at or places()
    targets = [folder / FILE_NAME] if folder else [at.start_up / FILE_NAME, at.settings] if at else []
    done = []
    for target in targets:
        if not target.exists():
            done.append(f"{target} is not there")
        elif dry_run:
            done.append(f"Would remove {target}")
        else:
            _remove(target, at.interpreter_key if at is not None else "")
            done.append(f"Removed {target}" if not target.exists() else f"{target} keeps the settings of others")
    return done or ["There is no Excel on this machine: nothing was installed."]


def status(folder: Path | None = None, at: Places | None = None) -> list[str]:
    """What is installed, and whether it is what this version of wipbook would install."""
    at = at or places()
    if folder is None and at is None:
        return [f"There is no Excel on this machine. The add-in of wipbook lies in {committed_addin()}"]
    target = (folder or at.start_up) / FILE_NAME  # type: ignore[union-attr]
    if not target.exists():
        return [f"Not installed: no {target}"]
    same = target.read_bytes() == committed_addin().read_bytes()
    lines = [f"{target}: " + ("up to date" if same else "of another version: close Excel, run wipbook addin install")]
    if at is not None:
        named = at.settings.read_text("utf-8") if at.settings.exists() else ""
        lines.append(
            f"{at.settings}: " + ("names this Python" if sys.executable in named else f"does not name {sys.executable}")
        )
    return lines


def _planned(at: Places, folder: Path | None = None) -> list[str]:
    lines = [
        f"Would copy {committed_addin()} to {(folder or at.start_up) / FILE_NAME}",
        f"Would name {sys.executable} as the Python to use in {at.settings}",
    ]
    return [*lines, f"Would copy {_SCRIPT} to {at.scripts}"] if at.scripts is not None else lines


def _replace(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except PermissionError as error:
        raise _in_use(target) from error


def _remove(target: Path, key: str) -> None:
    """The add-in goes; of the settings only our own line, and the file when nothing else is in it."""
    try:
        if target.name == FILE_NAME:
            target.unlink()
            return
        kept = _without(target.read_text("utf-8").splitlines(), key)
        if kept:
            target.write_text("".join(f"{line}\n" for line in kept), "utf-8")
        else:
            target.unlink()
    except PermissionError as error:
        raise _in_use(target) from error


def _in_use(target: Path) -> AddinInUse:
    return AddinInUse(where=str(target), found="a file that may not be replaced", expected="Excel to be closed",
                      remedy="close Excel and run the command again")


def _without(lines: list[str], key: str) -> list[str]:
    return [line for line in lines if line.partition(",")[0].strip('" ').upper() != key]


def write_setting(file: Path, key: str, value: str) -> None:
    """Set one key of a settings file as xlwings reads it, and keep the others."""
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    kept = _without(lines, key)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in [*kept, f'"{key}","{value}"']), "utf-8")
