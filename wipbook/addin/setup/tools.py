"""The programs that build and sign: they are asked for by name, and say what they found when they refuse."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from wipbook.addin.setup.faults import ToolFailed, ToolMissing

PACKAGES = {"makensis": "nsis", "wixl": "wixl", "osslsigncode": "osslsigncode"}
"""The Debian package of each."""


def present(tools: Sequence[str]) -> None:
    """Errors: ``ToolMissing`` names all that are not on this machine, before an hour's work is begun."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        packages = " ".join(PACKAGES[tool] for tool in missing)
        raise ToolMissing(where=", ".join(missing), found="not on this machine", expected="the programs that build",
                          remedy=f"apt-get install -y --no-install-recommends {packages}")


def run(tool: str, *words: str, cwd: Path | None = None, where: str = "") -> str:
    """What a tool prints. Errors: ``ToolMissing``; ``ToolFailed`` with its last lines."""
    present([tool])
    done = subprocess.run([tool, *words], cwd=cwd, capture_output=True, text=True, errors="replace", check=False,
                          stdin=subprocess.DEVNULL)
    if done.returncode:
        said = " ".join((done.stderr + done.stdout).split("\n")[-6:]).strip()
        raise ToolFailed(where=where or tool, found=said or f"exit code {done.returncode}",
                         expected=f"{tool} to succeed",
                         remedy="read what it says; a full disk is the usual reason")
    return done.stdout + done.stderr
