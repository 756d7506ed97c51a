"""The whole plan: demand, materials, work and how well it is done, made from the same books."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from wipbook.books.books import Books
from wipbook.forecast.demand.demand_plan import DemandPlan
from wipbook.forecast.material.material_plan import MaterialPlan
from wipbook.forecast.material.replenishment_plan import ReplenishmentPlan
from wipbook.forecast.material.supply_plan import SupplyPlan
from wipbook.forecast.performance.performance_plan import PerformancePlan
from wipbook.forecast.shop.shop_plan import ShopPlan
from wipbook.ledger.policy import Policy


@dataclass(frozen=True)
class Plan:
    """Every table of forecast and flow, in parts that are each made once, on first use.

    ``horizon`` in months from the as-of date; ``service_level`` in percent (95 means 95 %). A part
    holds the parts it stands on.
    """

    books: Books
    horizon: int = 6
    service_level: float = 95.0

    @property
    def policy(self) -> Policy:
        """What a sheet that is filled from a plan asks of it, as of the books."""
        return self.books.policy

    @cached_property
    def supply(self) -> SupplyPlan:
        """What is there and on its way."""
        return SupplyPlan(self.books)

    @cached_property
    def demand(self) -> DemandPlan:
        """What is asked for."""
        return DemandPlan(self.books, self.supply, self.horizon)

    @cached_property
    def material(self) -> MaterialPlan:
        """What to order, and what runs short."""
        ordering = ReplenishmentPlan(self.books, self.supply, self.demand, self.horizon, self.service_level)
        return MaterialPlan(self.books, self.supply, self.demand, ordering)

    @cached_property
    def shop(self) -> ShopPlan:
        """What is to be worked where and when."""
        return ShopPlan(self.books, self.horizon)

    @cached_property
    def performance(self) -> PerformancePlan:
        """How well jobs, people, machines and suppliers do."""
        return PerformancePlan(self.books, self.shop)
