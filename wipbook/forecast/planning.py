"""The whole plan: materials and work, made from the same books."""

from __future__ import annotations

from dataclasses import dataclass

from wipbook.forecast.material_planning import MaterialPlanning
from wipbook.forecast.shop_planning import ShopPlanning


@dataclass(frozen=True)
class Planning(MaterialPlanning, ShopPlanning):
    """Every table of forecast and flow, each made once, on first use."""
