"""What can go wrong between xlwings and LibreOffice."""

from __future__ import annotations

from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.ooxml.faults import NotOnFileHost


class NoOffice(WipbookError):
    """LibreOffice, or the bridge to it, is not on this machine."""


class OfficeDidNotStart(WipbookError):
    """LibreOffice was started and did not answer."""


class OfficeCannotOpen(WipbookError):
    """LibreOffice does not open the file."""


class OfficeRefused(WipbookError):
    """LibreOffice did not take what was to be written."""


class SheetHasPassword(RefusedToProtectData):
    """A sheet that must be written is protected with a password, which wipbook does not know."""


class NotOnThisHost(NotOnFileHost):
    """The engine for LibreOffice does not offer this; who can do without it on the file host can do so here."""
