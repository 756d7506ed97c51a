"""What can go wrong in building the installer."""

from __future__ import annotations

from wipbook.errors import WipbookError


class InstallerNotBuilt(WipbookError):
    """The installer was not built; no file stands under its name."""


class ToolMissing(InstallerNotBuilt):
    """A program that builds the installer is not on this machine."""


class ToolFailed(InstallerNotBuilt):
    """A program that builds the installer said no."""


class NotAsLocked(InstallerNotBuilt):
    """What was fetched is not what the lock file names, or is not to be had."""


class InstallerTooLarge(InstallerNotBuilt):
    """Larger than what people can be asked to hand on."""


class NoSources(InstallerNotBuilt):
    """The installer is built from a checkout, where wipbook's own wheel can be made."""


class BadSignature(InstallerNotBuilt):
    """A signature does not hold for the file it is in."""
