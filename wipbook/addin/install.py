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
from wipbook.addin.xlwings_parts import XLWINGS
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


def install(folder: Path | None = None, at: Places | None = None) -> list[str]:
    """Copy the add-in to ``folder`` or Excel's start-up folder; what was done, line by line.

    Errors: ``NoExcelHere`` without a folder on other systems, ``AddinInUse`` while Excel has the add-in open.
    """
    at = at or places()
    if folder is None and at is None:
        raise NoExcelHere(where="this machine", found=sys.platform, expected="Windows or macOS",
                          remedy="name a folder with --to and copy wipbook.xlam from there")  # fmt: skip
    target = (folder or at.start_up) / FILE_NAME  # type: ignore[union-attr]
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(committed_addin(), target)
    except PermissionError as error:
        raise AddinInUse(where=str(target), found="a file that may not be replaced", expected="Excel to be closed",
                         remedy="close Excel and run the command again") from error  # fmt: skip
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


def write_setting(file: Path, key: str, value: str) -> None:
    """Set one key of a settings file as xlwings reads it, and keep the others."""
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    kept = [line for line in lines if line.partition(",")[0].strip('" ').upper() != key]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in [*kept, f'"{key}","{value}"']), "utf-8")
