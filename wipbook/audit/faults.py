"""What stops an audit."""

from __future__ import annotations

from wipbook.errors import WipbookError


class BadRule(WipbookError):
    """A rule's file does not have the form of a rule."""


class UnknownRule(WipbookError):
    """A code or family that no rule has."""


class RuleSettingNotUnderstood(WipbookError):
    """A cell of the sheet Rules is not what it should be."""
