"""What the cost of a job consists of."""

from __future__ import annotations

from enum import StrEnum


class CostElement(StrEnum):
    """An element of job cost, in the order of a cost sheet. Jobs budget each; job entries name each."""

    MATERIAL = "Material"
    LABOR = "Labor"
    OVERHEAD = "Overhead"
    SUBCONTRACT = "Subcontract"


ELEMENTS = tuple(element.value for element in CostElement)
"""Their names, in that order."""
