"""What can go wrong in building the add-in."""

from __future__ import annotations

from wipbook.errors import WipbookError


class AddinNotBuilt(WipbookError):
    """Something in the sources of the add-in would not survive the way into Excel."""


class OutsideCodePage(AddinNotBuilt):
    """A character that VBA cannot hold: its sources are in the Windows code page 1252."""


class BadModule(AddinNotBuilt):
    """A VBA module whose name, length or header Excel would refuse."""


class BadFunction(AddinNotBuilt):
    """A custom function that cannot be declared in VBA."""


class ProjectTooLarge(AddinNotBuilt):
    """A VBA project beyond what the writer of compound files can hold."""
