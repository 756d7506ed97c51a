"""Standard prices and rates: what an input should have cost."""

from __future__ import annotations

import polars as pl

from wipbook.costing.charges.rates import with_straight_rates
from wipbook.costing.solution import Solution
from wipbook.costing.workings import Workings
from wipbook.ledger.ledger import Ledger
from wipbook.values.columns import HUNDRED_PERCENT
from wipbook.values.fixed import multiply_divide

STANDARD_METHOD = "Standard"


class Standards:
    """``price``: by material, its standard cost in millionths of currency, where it has one above zero;
    ``at_standard``: materials whose stock is held at standard; ``scale``: quantity x price / scale is the smallest
    currency unit."""

    def __init__(self, ledger: Ledger, solution: Solution) -> None:
        self.scale = 10 ** (12 - ledger.policy.currency_places)
        dated = ledger.table("Standards").filter(pl.col("From") <= ledger.policy.as_of).sort(
            "Material", "From", "Standard Cost"
        ).group_by("Material").agg(pl.col("Standard Cost").last())
        master = ledger.table("Materials").select("Material", "Standard Cost").drop_nulls()
        said: dict[str, int] = dict(master.iter_rows()) | dict(dated.iter_rows())
        self.price = {material: price for material, price in said.items() if price > 0}
        self.unit = {material: (unit or "").strip().lower()
                     for material, unit in ledger.table("Materials").select("Material", "Unit").iter_rows()}
        self.at_standard = frozenset(
            solution.materials.filter(pl.col("method_name") == STANDARD_METHOD)["Material"].to_list()
        )

    def money(self, quantity: int, price: int) -> int:
        return multiply_divide(quantity * price, 1, self.scale)


def standard_labor(ledger: Ledger, solution: Solution) -> pl.DataFrame:
    """Tickets on jobs with ``Standard``, what their hours cost at the standard rate of the person (dated Rates, else
    Employees), burden included where it is direct cost; null where nobody says a rate."""
    worked = solution.labor.filter(pl.col("Job").is_not_null() & ~pl.col("Idle"))
    frame = with_straight_rates(Workings(ledger), worked)
    scale = 10 ** (12 - ledger.policy.currency_places)
    with_burden = ledger.policy.burden_to == "job"
    costs = []
    for hours, rate, burden in frame.select("Hours", "_straight", "_burden").iter_rows():
        base = None if rate is None else multiply_divide(hours * rate, 1, scale)
        more = multiply_divide(base * burden, 1, HUNDRED_PERCENT) if base is not None and with_burden else 0
        costs.append(None if base is None else base + more)
    return frame.with_columns(pl.Series("Standard", costs, dtype=pl.Int64))
