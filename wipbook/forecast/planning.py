"""The whole plan: materials and work, made from the same books."""

from __future__ import annotations

from dataclasses import dataclass

from wipbook.forecast.material.material_plan import MaterialPlanning
from wipbook.forecast.performance.performance_plan import ShopPlanning


@dataclass(frozen=True)
class Planning(MaterialPlanning, ShopPlanning):
    """Every table of forecast and flow, each made once, on first use."""
