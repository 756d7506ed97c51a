"""wipbook's own wheel, and its sources."""

from __future__ import annotations

import os
from pathlib import Path

import wipbook
from wipbook.addin.setup.faults import NoSources, ToolFailed
from wipbook.addin.setup.fetch import pip

EPOCH = 1_577_836_800
"""2020-01-01: the time of every file that ships, so that the same contents make the same installer."""


def sources() -> Path:
    """The checkout that this runs from.

    Errors: ``NoSources`` where wipbook runs from an installation.
    """
    root = Path(wipbook.__file__).resolve().parent.parent
    if not (root / "pyproject.toml").exists():
        raise NoSources(where=str(root), found="no pyproject.toml", expected="a checkout of wipbook",
                        remedy="build the installer where the sources are")
    return root


def own_wheel(folder: Path) -> Path:
    """The wheel of this checkout, made in ``folder``. Errors: ``NoSources``, ``ToolFailed`` when pip cannot make it."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(EPOCH))
    said = pip(("wheel", "-q", "--no-deps", "-w", str(folder), str(sources())))
    if said:
        raise ToolFailed(where="pip wheel", found=said, expected="the wheel of wipbook",
                         remedy="mend what pip names and build again")
    (wheel,) = folder.glob("wipbook-*.whl")
    return wheel
