"""Fixed-point integers as the numbers that cells hold."""

from __future__ import annotations

import numpy as np
import polars as pl

from wipbook.values.fixed import divide_half_up

_EXACT = 2**53
"""Up to here a float is an integer's own; beyond, an integer is rounded before it is divided."""

_FEW = 100
_MILLION = 1_000_000


def share_of(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """``part`` over ``whole``, both whole numbers, in millionths, rounded half away from zero; blank without a whole.

    >>> pl.DataFrame({"a": [1, -1, 5], "b": [3, 2, 0]}).select(share_of(pl.col("a"), pl.col("b"))).to_series().to_list()
    [333333, -500000, None]
    """
    return pl.struct(part.alias("part"), whole.alias("whole")).map_elements(
        lambda row: divide_half_up(row["part"] * _MILLION, row["whole"])
        if row["whole"] and row["part"] is not None else None,
        return_dtype=pl.Int64,
    )


def cell_numbers(column: pl.Expr, places: int) -> pl.Expr:
    """The double nearest to what each fixed-point integer of ``10**-places`` stands for.

    Dividing a column by a power of ten is not enough: polars multiplies by the reciprocal there, which misses the
    nearest double in one of seven amounts, and not the same ones in a short column as in a long one.

    >>> pl.DataFrame({"x": [55983270, 9007199254740993]}).select(cell_numbers(pl.col("x"), 5))["x"].to_list()
    [559.8327, 90071992547.40993]
    """
    return column.map_batches(lambda values: cell_values(values, places), return_dtype=pl.Float64)


def cell_values(values: pl.Series, places: int) -> pl.Series:
    """The same of a column at hand, without a query; numbers that are doubles already stay.

    >>> cell_values(pl.Series([559832, None]), 3).to_list()
    [559.832, None]
    """
    if values.dtype.is_float():
        return values
    power = 10**places
    if len(values) <= _FEW:  # every operation on a column costs a query, and most tables are short
        divided = [None if value is None else value / power for value in values.to_list()]
        return pl.Series(values.name, divided, dtype=pl.Float64)
    gaps = values.null_count()
    whole = values.fill_null(0) if gaps else values
    array = None if whole.dtype == pl.Int128 else whole.cast(pl.Int64).to_numpy()
    if array is None or (len(array) and (array.max() > _EXACT or array.min() < -_EXACT)):
        # Python divides integers of any size to the nearest double.
        numbers = pl.Series(values.name, [value / power for value in whole.to_list()], dtype=pl.Float64)
    else:
        numbers = pl.Series(values.name, array.astype(np.float64) / float(power))
    return numbers.set(values.is_null(), None) if gaps else numbers
