"""Returns of more than had left: costed at the last known cost, and pointed at."""

from __future__ import annotations

import polars as pl

from wipbook.costing.kernel.cost_layers import RETURN_IN
from wipbook.costing.workings import Workings
from wipbook.ledger.tables import ROW
from wipbook.values.fixed import cell_text


def list_unfounded_returns(workings: Workings, movements: pl.DataFrame) -> None:
    """Returns of more than had left until then are listed: what exceeds it comes back at the last known cost."""
    grouped = movements.filter(pl.col("group") >= 0).sort("position")
    balance = (pl.col("quantity_out") - pl.col("quantity_in")).cum_sum().over("group")
    excess = grouped.with_columns((-balance).alias("_excess")).filter(
        (pl.col("operation") == RETURN_IN) & (pl.col("_excess") > 0)
    )
    excess = excess.unique("group", keep="first", maintain_order=True).sort(ROW)
    workings.doubt(
        "Movements", excess, "Quantity",
        [
            f"{cell_text(quantity)}, {cell_text(missing)} more than had left"
            for quantity, missing in excess.select("quantity", "_excess").iter_rows()
        ],
        "no more than went out before, to that job or customer",
        "enter the missing issue or shipment, or correct the return; it was taken at the last known cost",
    )
