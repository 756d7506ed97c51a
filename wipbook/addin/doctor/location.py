"""Where Python and wipbook lie, and what of it Excel, the cloud or an administrator could get in the way of."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

import wipbook
from wipbook.addin.doctor.finding import NOTE, OK, PROBLEM, Finding

_CLOUDS = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_LONG = 150


@dataclass(frozen=True)
class Place:
    """What is known of an installation on Windows: the program of Python, its base (another one for a virtual
    environment), the package, and where the add-in really lies once Windows has followed every redirection."""

    python: str
    base: str
    package: str
    addin: str
    environment: Mapping[str, str]
    has_pip: bool = True


def here(addin: Path) -> Place | None:
    """This installation; None on other systems than Windows."""
    if not sys.platform.startswith("win"):
        return None
    from importlib.util import find_spec

    return Place(sys.executable, sys.base_prefix, str(Path(wipbook.__file__).parent), os.path.realpath(addin),
                 dict(os.environ), find_spec("pip") is not None)


def by_setup(package: str | None = None) -> bool:
    """Whether the setup program brought this wipbook: its Python stands beside what takes both away again."""
    folder = Path(package or wipbook.__file__)
    both = ("uninstall.exe", "wipbook.cmd")
    return any(all((above / name).exists() for name in both) for above in list(folder.parents)[:5])


def anew() -> str:
    """How to put the add-in in its place once more."""
    if by_setup():
        return "close Excel and start the setup program of wipbook again: it repairs"
    return "close Excel and run: wipbook addin install"


def location(place: Place | None) -> Iterator[Finding]:
    """One line that names the kind of installation, and one for each thing to mind."""
    if place is None:
        return
    python, package = PureWindowsPath(place.python), PureWindowsPath(place.package)
    yield Finding(OK, "Installation", f"{_kind(place)}; names with spaces and umlauts are no trouble")
    if _is_store(place):
        private = "\\packages\\" in place.addin.lower()
        kept = (f"keeps what it writes in a copy of its own, {place.addin}, which Excel does not see" if private else
                "may keep what it writes in a copy of its own; this one does not")
        yield Finding(PROBLEM if private else NOTE, "Installation", f"the Microsoft Store's Python: Windows {kept}",
                      "use the setup program of wipbook, or the Python of python.org" if private else "")
    if PureWindowsPath(place.base) not in (python.parent, python.parent.parent):
        yield Finding(NOTE, "Installation", f"a virtual environment: it needs {place.base} and its own folder to stay "
                                            "where they are", f"after a move {anew()}")
    cloud = _cloud(package, place.environment)
    if cloud:
        yield Finding(PROBLEM, "Installation", f"{package} is synchronised with the cloud ({cloud}), which may keep a "
                                               "file elsewhere until it is asked for, and lock it",
                      "install it outside of that folder, for example by the setup program of wipbook")
    if str(package).startswith("\\\\"):
        yield Finding(NOTE, "Installation", f"{package} is on a network, for which functions wait",
                      "install it on this PC: without the network they stop")
    if len(str(package)) > _LONG:
        yield Finding(NOTE, "Installation", f"a path of {len(str(package))} characters: Windows ends at 260",
                      "install it in a folder with a shorter name")


def _kind(place: Place) -> str:
    low = place.python.lower()
    programs = [place.environment.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")]
    if by_setup(place.package):
        return "by the setup program, with a Python of its own"
    if _is_store(place):
        return "with pip, into the Python of the Microsoft Store"
    if any(one and _is_in(low, one) for one in programs):
        return "with pip, into a Python for all users (Program Files)"
    return "with pip"


def _is_store(place: Place) -> bool:
    low = f"{place.python}|{place.base}".lower()
    return "\\windowsapps\\" in low or "pythonsoftwarefoundation.python" in low


def _cloud(package: PureWindowsPath, environment: Mapping[str, str]) -> str:
    for name in _CLOUDS:
        folder = environment.get(name)
        if folder and _is_in(str(package), folder):
            return folder
    return next((part for part in package.parts if part.lower().startswith("onedrive")), "")


def _is_in(path: str, folder: str) -> bool:
    return PureWindowsPath(path.lower()).is_relative_to(PureWindowsPath(folder.lower()))
