"""What of an input sheet goes into the workbook of the next year."""

from __future__ import annotations

from enum import StrEnum


class Carried(StrEnum):
    """Which rows of a sheet are carried forward from a workbook that is closed through a day.

    ``ALL``: every one, as with masters, rates and plans. ``JOBS``: those that name a job which goes along, and those of
    later days. ``OPEN``: of orders that are not settled, or of the last year (by which suppliers are judged), and of
    later days. ``LATER``: of later days. ``STOCK``: movements, of which what is on hand and the story of the jobs
    remain.
    """

    ALL = "all"
    JOBS = "jobs"
    OPEN = "open"
    LATER = "later"
    STOCK = "stock"
