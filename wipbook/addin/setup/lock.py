"""``python -m wipbook.addin.setup.lock``: what the installer brings, chosen anew and written to ``packages.lock``."""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path

from wipbook.addin.setup.faults import NotAsLocked
from wipbook.addin.setup.fetch import WINDOWS, pip, sha256
from wipbook.addin.setup.locked import NOT_SHIPPED, PACKAGES, Locked, written
from wipbook.addin.setup.own import sources

WINDOWS_ONLY = ("colorama", "pywin32")
"""What packages ask for on Windows alone; pip, which answers for the machine that it runs on, leaves them out."""
HELD = {"numpy": "==2.1.3"}
"""Newer ones call ``crealf``, which Wine 8 lacks: what is tested must be what ships."""


def needed(dependencies: Iterable[str]) -> list[str]:
    """What to ask pip for.

    >>> needed(["numpy>=2.0", "pandas>=2.2", "rich>=13.9"])
    ['numpy==2.1.3', 'rich>=13.9', 'colorama', 'pywin32']
    """
    asked = {re.split(r"[<>=!~\[; ]", line, maxsplit=1)[0].lower(): line for line in dependencies}
    kept = {name: line for name, line in asked.items() if name not in NOT_SHIPPED}
    return [*(name + HELD[name] if name in HELD else line for name, line in kept.items()), *WINDOWS_ONLY]


def choose(asked: list[str], folder: Path) -> list[Locked]:
    """The newest wheels that fit together, downloaded into ``folder``.

    Errors: ``NotAsLocked`` when pip finds none.
    """
    said = pip(("download", "-q", "-d", str(folder), *WINDOWS, *asked))
    if said:
        raise NotAsLocked(where=", ".join(asked), found=said, expected="wheels for Windows and Python 3.13",
                          remedy="look at the package index that pip uses")
    found = []
    for wheel in folder.glob("*.whl"):
        name, version = wheel.name.split("-")[:2]
        found.append(Locked(name.replace("_", "-").lower(), version, sha256(wheel)))
    return found


def main() -> int:
    """Write the lock file; its number of packages is printed."""
    project = tomllib.loads((sources() / "pyproject.toml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        chosen = choose(needed(project["project"]["dependencies"]), Path(folder))
    PACKAGES.write_text(written(chosen), "utf-8", newline="\n")
    print(f"{len(chosen)} packages in {PACKAGES}: look at what changed, then build and run the tests under Wine")
    return 0


if __name__ == "__main__":
    sys.exit(main())
