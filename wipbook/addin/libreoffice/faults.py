"""What can go wrong with the LibreOffice extension."""

from __future__ import annotations

from wipbook.errors import WipbookError


class ExtensionNotBuilt(WipbookError):
    """Something in the sources of the extension would not survive the way into LibreOffice."""


class NoLibreOffice(WipbookError):
    """LibreOffice's own installer of extensions, ``unopkg``, is not on this machine."""


class ExtensionRefused(WipbookError):
    """``unopkg`` did not do what it was asked; its words are in the message."""
