"""The add-in's way to a user: into Excel's start-up folder, which Excel trusts, with the Python that runs this."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wipbook.addin.build import FILE_NAME, committed_addin, sources
from wipbook.addin.registry.registration import Registry, register, registered, registry, unregister
from wipbook.errors import WipbookError

SCRIPT = "wipbook.applescript"
INTERPRETER = "wipbook.python"


class NoExcelHere(WipbookError):
    """Excel runs on Windows and macOS only."""


class AddinInUse(WipbookError):
    """Excel holds the add-in open, so it cannot be replaced."""


@dataclass(frozen=True)
class Places:
    """Where the add-in belongs; on a Mac also where our script and the name of the Python do, on Windows the registry
    (None for that of this machine, if it has one)."""

    start_up: Path
    scripts: Path | None = None
    registry: Registry | None = None


def places(
    platform: str = sys.platform, home: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Places | None:
    """The places on this machine; None where there is no Excel."""
    home = home or Path.home()
    if platform.startswith("win"):
        roaming = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
        return Places(roaming / "Microsoft" / "Excel" / "XLSTART", registry=registry())
    if platform == "darwin":
        library = home / "Library"
        return Places(
            library / "Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel",
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
        if at.registry is not None:
            done.append(f"Excel starts Python by: {register(at.registry)}")
        if at.scripts is not None:
            at.scripts.mkdir(parents=True, exist_ok=True)
            (at.scripts / INTERPRETER).write_text(sys.executable, "utf-8", newline="")
            shutil.copyfile(sources() / SCRIPT, at.scripts / SCRIPT)
            done.append(f"{at.scripts / INTERPRETER} names {sys.executable} as the Python to use")
            done.append(f"Copied {SCRIPT} to {at.scripts}")
        done.append("Start Excel anew: the tab WIP is there.")
    return done


def uninstall(folder: Path | None = None, at: Places | None = None, dry_run: bool = False) -> list[str]:
    """Remove what ``install`` put there, and nothing else; what was done (or would be), line by line.

    Errors: ``AddinInUse`` while Excel has it open.
    """
    at = at or places()
    targets = [folder / FILE_NAME] if folder else [at.start_up / FILE_NAME] if at else []
    if at is not None and at.scripts is not None and not folder:
        targets += [at.scripts / SCRIPT, at.scripts / INTERPRETER]
    done = []
    for target in targets:
        if not target.exists():
            done.append(f"{target} is not there")
        elif dry_run:
            done.append(f"Would remove {target}")
        else:
            try:
                target.unlink()
            except PermissionError as error:
                raise _in_use(target) from error
            done.append(f"Removed {target}")
    if at is not None and at.registry is not None and not folder:
        if not dry_run:
            unregister(at.registry)
        done.append(f"{'Would remove' if dry_run else 'Removed'} the server from the registry of the user")
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
        where, fine = python_of_excel(at)
        lines.append(f"{where}: " + ("names this Python" if fine else f"does not name {sys.executable}"))
    return lines


def python_of_excel(at: Places) -> tuple[str, bool]:
    """Where the Python that answers Excel is named, with its name; whether that is this one."""
    if at.registry is not None:
        named, fine = registered(at.registry)
        return f"The registry of the user ({named or 'nothing there'})", fine
    if at.scripts is None:
        return "The registry of the user", False
    file = at.scripts / INTERPRETER
    return str(file), file.exists() and file.read_text("utf-8") == sys.executable


def _planned(at: Places, folder: Path | None = None) -> list[str]:
    lines = [f"Would copy {committed_addin()} to {(folder or at.start_up) / FILE_NAME}"]
    if at.scripts is None:
        return [*lines, f"Would name {sys.executable} as the Python to use in the registry of the user"]
    return [
        *lines, f"Would name {sys.executable} as the Python to use in {at.scripts / INTERPRETER}",
        f"Would copy {SCRIPT} to {at.scripts}",
    ]


def _replace(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except PermissionError as error:
        raise _in_use(target) from error


def _in_use(target: Path) -> AddinInUse:
    return AddinInUse(where=str(target), found="a file that may not be replaced", expected="Excel to be closed",
                      remedy="close Excel and run the command again")
