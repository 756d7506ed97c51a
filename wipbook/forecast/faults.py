"""What stops a planning computation."""

from __future__ import annotations

from wipbook.errors import WipbookError


class CannotPlan(WipbookError, ValueError):
    """The figures given do not describe something that can be planned."""
