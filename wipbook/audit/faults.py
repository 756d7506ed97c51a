"""What stops an audit test."""

from __future__ import annotations

from wipbook.errors import WipbookError


class CannotTest(WipbookError, ValueError):
    """The figures given do not allow the test."""
