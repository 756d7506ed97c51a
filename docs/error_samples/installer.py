"""Building the installer for Windows."""

from __future__ import annotations

import errno
from pathlib import Path
from unittest.mock import patch

from error_samples import raises
from wipbook.addin.setup import faults


@raises(faults.ToolMissing)
def tool_missing() -> None:
    from wipbook.addin.setup.tools import present

    with patch("shutil.which", lambda tool: None):  # a machine without them
        present(["makensis", "wixl"])


@raises(faults.ToolFailed)
def tool_failed() -> None:
    from wipbook.addin.setup.tools import run

    run("sh", "-c", "echo 'Error: out of memory' >&2; exit 1")


@raises(faults.NotAsLocked)
def not_as_locked() -> None:
    from wipbook.addin.setup.locked import locked

    Path("packages.lock").write_text("rich>=13.9\n")
    locked(Path("packages.lock"))


@raises(faults.NoSources)
def no_sources() -> None:
    from wipbook.addin.setup.own import sources

    Path("site/wipbook").mkdir(parents=True)
    with patch("wipbook.__file__", str(Path("site/wipbook/__init__.py").absolute())):  # an installation
        sources()


@raises(faults.InstallerTooLarge)
def installer_too_large() -> None:
    from wipbook.addin.setup.build import small_enough

    with Path("wipbook-setup.exe").open("wb") as file:
        file.truncate(101_000_000)
    small_enough(Path("wipbook-setup.exe"))


@raises(faults.BadSignature)
def bad_signature() -> None:
    from wipbook.addin.setup.signing import check

    with patch("wipbook.addin.setup.signing.run", lambda *words: "No signature found"):  # as osslsigncode says
        check(Path("wipbook-setup.exe"))


@raises(faults.InstallerNotBuilt)
def installer_not_built() -> None:
    from wipbook.addin.setup.build import build

    full = OSError(errno.ENOSPC, "No space left on device")
    with patch("wipbook.addin.setup.build.fetch", side_effect=full), patch("wipbook.addin.setup.build.present"):
        build(Path("out"), say=str)
