"""When the revenue of a job is earned."""

from __future__ import annotations

from enum import StrEnum


class Revenue(StrEnum):
    """Setting and column Revenue (IFRS 15.35, ASC 606-10-25-27).

    ``on delivery``: what is made stands in stock until it is shipped, its cost with it; ``over time``: the customer
    gets the benefit while the work is done, so that its cost is Contract Cost as it is incurred, and no inventory.
    """

    ON_DELIVERY = "on delivery"
    OVER_TIME = "over time"


REVENUES = tuple(each.value for each in Revenue)
