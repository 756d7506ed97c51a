"""The value of each open layer, also where the method keeps one value for all."""

from __future__ import annotations

import polars as pl

from wipbook.costing.kernel.cost_layers import AVERAGE, STANDARD
from wipbook.values.fixed import multiply_divide


def spread_values(layers: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Give the layers of averaged and standard keys their share of the key's value; add shortages as a layer.

    The share is the difference of two rounded running totals, so layers sum to the key's value to the cent.
    """
    pooled = keys.filter(pl.col("method").is_in([AVERAGE, STANDARD]) & (pl.col("on_hand") > 0))
    worth = dict(pooled.select("key", "worth").iter_rows())
    whole = dict(pooled.select("key", "on_hand").iter_rows())
    running: dict[int, tuple[int, int]] = {}
    values = []
    for key, quantity, value in layers.select("key", "quantity", "value").iter_rows():
        if key in worth:
            so_far, given = running.get(key, (0, 0))
            reached = multiply_divide(worth[key], so_far + quantity, whole[key])
            running[key] = (so_far + quantity, reached)
            value = reached - given
        values.append(value)
    layers = layers.with_columns(pl.Series("value", values, dtype=pl.Int64))
    short = keys.filter(pl.col("on_hand") < 0).select(
        "key", pl.lit(None, dtype=pl.Int64).alias("position"), pl.col("on_hand").alias("quantity"),
        pl.col("worth").alias("value"), pl.lit("(short)").alias("Movement"), pl.lit(None, dtype=pl.Date).alias("Date"),
        pl.lit(None, dtype=pl.String).alias("Lot"), pl.col("on_hand").alias("whole_quantity"),
        pl.col("worth").alias("whole_value"),
    ).select(layers.columns)
    return pl.concat([layers, short], how="vertical_relaxed")
