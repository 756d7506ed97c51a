"""The extension's way to a user: built for the Python that runs this, handed to LibreOffice's own installer."""

from __future__ import annotations

import json
import os
import shutil
import site
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from wipbook.addin.libreoffice.build import FILE_NAME, IDENTIFIER, extension
from wipbook.addin.libreoffice.faults import ExtensionRefused, NoLibreOffice
from wipbook.addin.libreoffice.interface import Card
from wipbook.hosts.libreoffice.environment import office_environment

SECONDS = 300


def install(
    cards: Sequence[Card], buttons: Mapping[str, str], profile: Path | None = None, prefix: Sequence[str] = (), *,
    dry_run: bool = False,
) -> list[str]:
    """Install the extension for this user, or into ``profile``; what was done, line by line.

    It names the packages of the Python that runs this: LibreOffice must run the same version of Python, or its cells
    will say so. ``prefix`` goes before the command. Errors: ``NoLibreOffice``, ``ExtensionRefused``.
    """
    if dry_run:
        return [f"Would give {FILE_NAME} to {unopkg()}, with the packages in {', '.join(packages())}"]
    here = {"python": f"{sys.version_info.major}.{sys.version_info.minor}", "folders": packages()}
    content = extension(cards, buttons, {"pythonpath/python.json": json.dumps(here).encode()})
    folder = Path(tempfile.mkdtemp(prefix="wipbook-extension-"))
    try:
        folder.chmod(0o755)
        (folder / FILE_NAME).write_bytes(content)
        _unopkg("add", "--force", str(folder / FILE_NAME), profile=profile, prefix=prefix)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return [
        f"Installed {FILE_NAME} in LibreOffice, for Python {here['python']} and the packages in "
        f"{', '.join(here['folders'])}",
        "Start LibreOffice Calc anew: the menu WIP, its toolbar and the =WIP_ functions are there.",
    ]


def uninstall(profile: Path | None = None, prefix: Sequence[str] = (), *, dry_run: bool = False) -> list[str]:
    """Take the extension out again. Errors: ``NoLibreOffice``, ``ExtensionRefused``."""
    if not is_installed(profile, prefix):
        return ["The extension is not installed in LibreOffice: nothing to do."]
    if dry_run:
        return [f"Would have {unopkg()} remove the extension"]
    _unopkg("remove", IDENTIFIER, profile=profile, prefix=prefix)
    return ["Removed the extension from LibreOffice; workbooks keep their =WIP_ formulas."]


def is_installed(profile: Path | None = None, prefix: Sequence[str] = ()) -> bool:
    """Whether the extension is among those of this user, or of ``profile``."""
    return f"Identifier: {IDENTIFIER}" in _unopkg("list", profile=profile, prefix=prefix)


def status(profile: Path | None = None, prefix: Sequence[str] = ()) -> list[str]:
    """Whether the extension is installed, in one line. Errors: ``NoLibreOffice``, ``ExtensionRefused``."""
    found = is_installed(profile, prefix)
    return ["The extension is installed in LibreOffice." if found else "The extension is not installed in LibreOffice."]


def packages() -> list[str]:
    """The folders of the packages of this Python, those of wipbook itself first."""
    paths = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    paths += [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    return [one for one in dict.fromkeys(paths) if Path(one).is_dir()]


def unopkg() -> str:
    """LibreOffice's installer of extensions. Errors: ``NoLibreOffice``."""
    places: tuple[str | None, ...] = (
        os.environ.get("WIPBOOK_UNOPKG"), shutil.which("unopkg"),
        "/Applications/LibreOffice.app/Contents/MacOS/unopkg", "C:/Program Files/LibreOffice/program/unopkg.com",
    )
    for place in places:
        if place and Path(place).exists():
            return place
    raise NoLibreOffice(where="LibreOffice", found="no command unopkg", expected="LibreOffice 25.2 or newer",
                        remedy="install it, or name the command in WIPBOOK_UNOPKG")


def _unopkg(action: str, *words: str, profile: Path | None, prefix: Sequence[str]) -> str:
    place = [f"-env:UserInstallation={profile.as_uri()}"] if profile else []
    done = subprocess.run(
        [*prefix, unopkg(), action, *place, *words], capture_output=True, text=True, errors="replace",
        stdin=subprocess.DEVNULL, timeout=SECONDS, check=False, env=office_environment(),
    )
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split()) or f"exit code {done.returncode}"
        raise ExtensionRefused(
            where="LibreOffice's unopkg", found=said, expected=f"to {action} {IDENTIFIER}",
            remedy="close LibreOffice and run the command again, as the user who works with it",
        )
    return done.stdout
