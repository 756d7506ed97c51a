"""How hours are paid: by the table Pay Types, or by what is usual where it has no rows."""

from __future__ import annotations

import polars as pl

from wipbook.costing.workings import Workings
from wipbook.schema.shop.pay_types import IDLE, OVERTIME, OVERTIME_MULTIPLIER, REGULAR
from wipbook.values.codes import agreed, folded
from wipbook.values.fixed import QUANTITY_PLACES, to_fixed

_ONE = 10**QUANTITY_PLACES


def pay_types(workings: Workings) -> pl.DataFrame:
    """A row per pay type: Pay Type, ``_premium`` (percent of base pay on top of it, in millionths, below zero for hours
    that are paid less), ``_whole`` (rate for an hour with everything, millionths of currency, or null), ``_to_job``
    (whether the premium is cost of the job), ``_idle``.

    Overtime has the premium of Settings as long as its row is as a new workbook has it; a blank pay type is Regular,
    which is there in any case. Without rows there are Regular, Overtime and Idle, as in the first release.
    """
    policy = workings.policy
    table = workings.table("Pay Types")
    if table.is_empty():
        names = pl.DataFrame({"Pay Type": [REGULAR, OVERTIME, IDLE]})
        table = names.with_columns(
            pl.lit(None, dtype=table.schema[name]).alias(name) for name in ("Multiplier", "Rate", "Premium To")
        ).with_columns((pl.col("Pay Type") == IDLE).alias("Idle"))
    kind = folded(pl.col("Pay Type"))
    delivered = pl.col("Multiplier").fill_null(to_fixed(OVERTIME_MULTIPLIER, QUANTITY_PLACES)) == to_fixed(
        OVERTIME_MULTIPLIER, QUANTITY_PLACES
    )
    by_settings = (kind == OVERTIME.lower()) & delivered & pl.col("Rate").is_null()
    to_job = pl.col("Premium To").fill_null(policy.overtime_premium_to) == "job"
    types = table.select(
        "Pay Type",
        pl.when(by_settings).then(round(policy.overtime_premium_percent * 1_000_000))
        .otherwise((pl.col("Multiplier").fill_null(_ONE) - _ONE) * 100).cast(pl.Int64).alias("_premium"),
        pl.col("Rate").alias("_whole"), to_job.alias("_to_job"), pl.col("Idle").fill_null(False).alias("_idle"),
    )
    if not types.select((kind == REGULAR.lower()).any()).item():
        plain = pl.DataFrame(
            [(REGULAR, 0, None, policy.overtime_premium_to == "job", False)], schema=types.schema, orient="row"
        )
        types = pl.concat([plain, types])
    return types


def with_pay_types(workings: Workings, tickets: pl.DataFrame) -> pl.DataFrame:
    """``tickets`` with their pay type as it is spelled there and what it means; one that is none is listed and left
    out."""
    types = pay_types(workings)
    known = types["Pay Type"]
    frame = tickets.with_columns(pl.col("Pay Type").fill_null(REGULAR))
    frame = frame.with_columns(agreed(frame["Pay Type"], agreed(known, pl.Series([REGULAR]))))
    frame = frame.with_columns(agreed(frame["Pay Type"], known))
    unknown = frame.filter(~pl.col("Pay Type").is_in(known.implode()))
    workings.refuse(
        "Labor", unknown, "Pay Type", unknown["Pay Type"].to_list(), " or ".join(known),
        "choose one of these, or add it to the sheet Pay Types",
    )
    return frame.join(types, on="Pay Type", how="inner", maintain_order="left")
