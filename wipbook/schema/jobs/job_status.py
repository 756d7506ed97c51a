"""Where a job stands."""

from __future__ import annotations

from enum import StrEnum


class JobStatus(StrEnum):
    """The column Status of Jobs, in the order of a job's life."""

    PLANNED = "Planned"
    RELEASED = "Released"
    FINISHED = "Finished"
    CLOSED = "Closed"
    CANCELLED = "Cancelled"
