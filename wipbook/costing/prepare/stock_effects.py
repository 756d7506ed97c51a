"""What each movement does to the stores: its operation, its positive quantity, the value it brings."""

from __future__ import annotations

import numpy as np
import polars as pl

from wipbook.costing.kernel.cost_layers import (
    COUNT_TO,
    IN,
    IN_AT_RATE,
    NO_VALUE,
    OUT,
    RETURN_IN,
    RETURN_OUT,
    REVALUE,
    TRANSFER,
)
from wipbook.costing.workings import Workings
from wipbook.ledger.tables import FINER, ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.columns import Integers, TooLarge, times_unit_cost
from wipbook.values.fixed import cell_text, divide_half_up

NO_STOCK = -1  # operation of rows that never touch the stores
TOLD_AGAIN = (MovementType.ISSUE, MovementType.RETURN_FROM_JOB, MovementType.COMPLETION, MovementType.REVALUATION)
"""What a job took from the stores, gave back and made, and cost that followed: told again in the workbook of the next
year, where the stores know it no more."""

# A movement is worth less than this many units of currency, and all movements together less than what 64 bits
# hold with room for the sums of reports.
_MOST_WORTH = 9e12
_MOST_IN_ALL = 2e18


def with_kinds(moves: pl.DataFrame) -> pl.DataFrame:
    """``moves`` (with the job's product in ``_product``) with ``direct``, ``job_scrap`` and ``carried``.

    A Receipt or an Opening of a job goes straight into it and a Return to Supplier of a job straight out of it, a Scrap
    of its own product is lost inside it: none of them touches the stores. Nor does what a job took and made in the
    workbook of an earlier year (``carried``, and ``direct`` as well): what is left of it was carried forward by itself.
    """
    kind = pl.col("Type")
    of_job = pl.col("Job").is_not_null()
    own = (pl.col("Material") == pl.col("_product")).fill_null(False)
    straight = [MovementType.RECEIPT, MovementType.OPENING, MovementType.RETURN_TO_SUPPLIER]
    carried = pl.col("Carried").is_not_null() & kind.is_in(TOLD_AGAIN) & of_job
    return moves.with_columns(
        ((kind.is_in(straight) & of_job) | carried).alias("direct"),
        ((kind == MovementType.SCRAP) & of_job & own).alias("job_scrap"),
        carried.alias("carried"),
    )


def with_operations(workings: Workings, moves: pl.DataFrame) -> pl.DataFrame:
    """The operation code, the positive quantity and the value each row brings."""
    places = workings.policy.currency_places
    moves = _with_counts(workings, moves)
    kind, flipped = pl.col("Type"), pl.col("flipped")
    quantity = pl.col("Quantity")
    counted = (kind == MovementType.COUNT) & pl.col("_counted").is_not_null() & pl.col("of").is_null()
    adjust = kind.is_in([MovementType.ADJUSTMENT, MovementType.COUNT])
    named = pl.col("of").is_not_null()
    priced = pl.col("Unit Cost").is_not_null() | pl.col("Amount").is_not_null()
    came = kind.is_in([MovementType.OPENING, MovementType.RECEIPT, MovementType.COMPLETION])
    back = kind.is_in([MovementType.RETURN_FROM_JOB, MovementType.SALES_RETURN])
    operation = (
        pl.when(pl.col("direct") | pl.col("job_scrap")).then(NO_STOCK)
        .when(counted).then(COUNT_TO)
        .when((kind == MovementType.REVALUATION) | (adjust & (quantity == 0) & pl.col("Amount").is_not_null()))
        .then(REVALUE)
        .when(quantity == 0).then(NO_STOCK)
        .when(came & flipped).then(RETURN_OUT)
        .when(came).then(IN)
        .when(adjust & named & (quantity > 0)).then(RETURN_IN)
        .when(adjust & named).then(RETURN_OUT)
        .when(adjust & (quantity > 0) & priced).then(IN)
        .when(adjust & (quantity > 0)).then(IN_AT_RATE)
        .when(back & flipped).then(RETURN_OUT)
        .when(back).then(RETURN_IN)
        .when((kind == MovementType.TRANSFER) & (pl.col("to_key") >= 0)).then(TRANSFER)
        .when(kind == MovementType.TRANSFER).then(NO_STOCK)
        .when(flipped).then(RETURN_IN)
        .when(kind == MovementType.RETURN_TO_SUPPLIER).then(RETURN_OUT)
        .otherwise(OUT)
    )
    moves = moves.with_columns(
        operation.cast(pl.Int64).alias("operation"),
        pl.when(counted).then(pl.col("_counted")).otherwise(quantity.abs()).alias("quantity"),
    )
    moves = _without_the_boundless(workings, moves)
    return moves.with_columns(pl.Series("value", _worth(workings, moves, places)))


def _worth(workings: Workings, moves: pl.DataFrame, places: int) -> Integers:
    """What each row brings: its Amount, else quantity times unit cost; landed cost on top. Of goods of others nothing.

    A unit cost with more digits than six places (a price per thousand) counts with all of them.
    """
    quantity = moves["quantity"].fill_null(0).to_numpy()
    value = times_unit_cost(quantity, moves["Unit Cost"].fill_null(0).to_numpy(), places)
    finer = moves.filter(pl.col(FINER).fill_null(0) != 0)
    if finer.height:
        at = np.flatnonzero((moves[FINER].fill_null(0) != 0).to_numpy())
        value[at] = [
            divide_half_up((cost * 10**9 + rest) * size, 10 ** (21 - places))
            for size, cost, rest in finer.select("quantity", pl.col("Unit Cost").fill_null(0), FINER).iter_rows()
        ]
    typed = moves["Amount"]
    signed = (pl.col("operation") == REVALUE) | (pl.col("Type") == MovementType.REVALUATION)
    own = moves.select(pl.when(signed).then(pl.col("Amount"))
                       .otherwise(pl.col("Amount").abs())).to_series()
    value = np.where(typed.is_not_null().to_numpy(), own.fill_null(0).to_numpy(), value)
    landed = moves["Landed Cost"].fill_null(0).to_numpy()
    worth = np.asarray((value + landed) * moves["ours"].to_numpy(), dtype=np.int64)
    _refuse_boundless_sums(workings, moves, worth)
    leaves = (moves["operation"] == RETURN_OUT).to_numpy()
    return np.where(leaves, NO_VALUE, worth)


def _with_counts(workings: Workings, moves: pl.DataFrame) -> pl.DataFrame:
    """What was counted, for a Count whose line in Counts speaks of all that is valued together.

    A line that names one place or lot of a material that is not valued by place or lot cannot reset its balance;
    there the difference in Quantity is booked, as it is for a Count without a line.
    """
    counts = workings.table("Counts").select(
        pl.col("Count").alias("Document"), "Material", pl.col("Location").alias("_location"),
        pl.col("Lot").alias("_lot"), pl.coalesce("Recounted", "Counted").alias("_counted"),
    )
    return moves.join(
        counts, on=["Document", "Material", "_location", "_lot"], how="left", nulls_equal=True, maintain_order="left"
    )


def _without_the_boundless(workings: Workings, moves: pl.DataFrame) -> pl.DataFrame:
    """A movement too large for 64 bits is listed and left out; it would otherwise be wrong without a word."""
    worth = pl.col("quantity").cast(pl.Float64) / 1e6 * pl.col("Unit Cost").fill_null(0).cast(pl.Float64) / 1e6
    boundless = (worth > _MOST_WORTH).fill_null(False)
    rows = moves.filter(boundless)
    workings.refuse(
        "Movements", rows, "Unit Cost",
        [f"{cell_text(q)} at {cell_text(c)}" for q, c in rows.select("quantity", "Unit Cost").iter_rows()],
        f"a movement worth less than {_MOST_WORTH:,.0f}", "look for a quantity or cost with too many digits",
    )
    return moves.filter(~boundless)


def _refuse_boundless_sums(workings: Workings, moves: pl.DataFrame, worth: Integers) -> None:
    for name, sizes in (("Quantity", moves["quantity"].fill_null(0).to_numpy()), ("Unit Cost", worth)):
        if np.abs(sizes).sum(dtype=np.float64) > _MOST_IN_ALL:
            largest = int(np.abs(sizes).argmax())
            raise TooLarge(
                where=workings.where("Movements", moves[ROW][largest], name),
                found=f"the largest of movements that sum to more than {_MOST_IN_ALL:.0e} of the smallest unit",
                expected="sums that 64 bits hold",
                remedy="look for quantities or costs with too many digits",
            )
