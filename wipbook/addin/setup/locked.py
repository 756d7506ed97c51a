"""What the installer brings, to the last byte: name, version and SHA-256 of each, kept beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wipbook.addin.setup.faults import NotAsLocked

PACKAGES = Path(__file__).with_name("packages.lock")
PYTHON = Path(__file__).with_name("python.lock")
NOT_SHIPPED = frozenset({"openpyxl", "pandas"})
"""Asked for by an installation with pip, for scripts of users; no command and no function needs them."""
_LINE = re.compile(r"([A-Za-z0-9._-]+)==([^\s;]+) --hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Locked:
    """A package in its one file."""

    name: str
    version: str
    sha256: str

    @property
    def line(self) -> str:
        """As pip reads it."""
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}"


def locked(file: Path = PACKAGES) -> list[Locked]:
    """The lines of a lock file, by name.

    Errors: ``NotAsLocked`` for a file that is missing and for a line that pins nothing.
    """
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as error:
        raise NotAsLocked(where=str(file), found=error.strerror or str(error), expected="the lock file",
                          remedy="take the package whole, or run python -m wipbook.addin.setup.lock") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise NotAsLocked(where=f"{file.name} line {number}", found=repr(line),
                              expected="NAME==VERSION --hash=sha256:…", remedy="run python -m wipbook.addin.setup.lock")
        found.append(Locked(*match.groups()))
    return found


def written(packages: Iterable[Locked]) -> str:
    """The text of ``packages.lock``.

    >>> print(written([Locked("b", "2", "0" * 64), Locked("a", "1", "f" * 64)]).splitlines()[-2][:20])
    a==1 --hash=sha256:f
    """
    lines = sorted((one.line for one in packages), key=str.lower)
    return "\n".join(("# Made by python -m wipbook.addin.setup.lock: the Windows wheels that the installer brings.",
                      *lines, ""))
