"""What stops a calculation."""

from __future__ import annotations

from wipbook.errors import WipbookError


class CannotPlan(WipbookError, ValueError):
    """The figures given do not describe something that can be planned."""


class CannotTest(WipbookError, ValueError):
    """The figures given do not allow the test."""
