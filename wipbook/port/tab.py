"""What the tab WIP shows: its groups, and a button that goes to a sheet. Whoever has a button declares it himself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """A group of the tab, in its order."""

    VIEW = "View"
    DATA = "Data"
    VALUE = "Value"
    AUDIT = "Audit"
    CLOSE = "Close"
    FORECAST = "Forecast"
    HELP = "Help"


@dataclass(frozen=True)
class Button:
    """A button of a ``group`` at a place in its ``order``. ``icon`` is the name of one of Office's own pictures;
    ``screentip`` is what it does in a few words, ``supertip`` in a sentence or two."""

    group: Group
    order: int
    label: str
    icon: str
    screentip: str
    supertip: str
    large: bool = False
