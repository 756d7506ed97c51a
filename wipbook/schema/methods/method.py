"""What a valuation method says of itself."""

from __future__ import annotations

from enum import IntEnum

from pydantic import BaseModel, ConfigDict


class Layers(IntEnum):
    """Which cost leaves first; the number is what the loops of costing know it by."""

    OLDEST_FIRST = 0
    NEWEST_FIRST = 1
    AVERAGE = 2
    STANDARD = 3


class Method(BaseModel):
    """A valuation method. ``periodic``: what came in during an interval (Settings: Periodic Interval) counts before
    what went out. ``by_lot``: every lot is valued by itself. ``needs`` names the column, of ``needed_in``, that a
    method cannot do without. ``under_ifrs``: IAS 2.25 permits it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    order: int
    layers: Layers
    periodic: bool = False
    by_lot: bool = False
    needs: str = ""
    needed_in: str = ""
    under_ifrs: bool = True

    @property
    def code(self) -> int:
        """The number of its layers."""
        return int(self.layers)
