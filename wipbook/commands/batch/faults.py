"""What stops a batch before anything runs."""

from __future__ import annotations

from wipbook.errors import RefusedToProtectData, WipbookError


class PlanNotUnderstood(WipbookError):
    """The plan of a batch says something that cannot be run."""


class WorkersUnlike(WipbookError):
    """A worker of the cluster has another wipbook, or does not see the files of the plan."""


class WatchedElsewhere(RefusedToProtectData):
    """Another process watches the folders of this plan."""
