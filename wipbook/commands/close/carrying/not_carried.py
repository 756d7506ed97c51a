"""What stops a workbook from being carried forward."""

from __future__ import annotations

from wipbook.errors import RefusedToProtectData


class NotCarried(RefusedToProtectData):
    """A workbook cannot be carried forward as it stands: the next one would not open with what this one closed."""
