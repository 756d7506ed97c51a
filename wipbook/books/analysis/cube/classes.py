"""Classes of the axes of the cube: A, B, C by what carries the cost of a year, X, Y, Z by how evenly it comes."""

from __future__ import annotations

import polars as pl

from wipbook.calculators.stock.abc_classes import CUTS

_MONTHS = 12
_EVEN = ((1, 4, "X"), (1, 1, "Y"))
"""Up to which square of the coefficient of variation (0.5, 1), as a fraction, a class goes; Z is the rest."""


def classes(rows: pl.DataFrame, axis: str, last: int) -> pl.DataFrame:
    """``axis`` and Class, ``AX`` to ``CZ``, of ``rows`` (``axis``, Month as a number, Amount) by the twelve months up
    to ``last``.

    A: those before it come to less than 80 % of the whole, B: to less than 95 %, and the first after the As in any
    case; what comes to nothing, or less, is C. Equal amounts are ranked by name. X: the months' amounts vary by at most
    half of their mean (coefficient of variation, months without any are 0), Y: by at most the whole of it. In integers
    throughout.

    120 of 140 come before Q, 85.7 %:

    >>> rows = pl.DataFrame({"Product": ["P"] * 12 + ["Q"], "Month": [*range(12), 5], "Amount": [10] * 12 + [20]})
    >>> classes(rows, "Product", 11).rows()
    [('P', 'AX'), ('Q', 'BZ')]
    """
    recent = rows.filter(pl.col("Month").is_between(last - _MONTHS + 1, last) & pl.col(axis).is_not_null())
    months = recent.group_by(axis, "Month").agg(pl.col("Amount").sum())
    sums: dict[str, tuple[int, int]] = {}
    for name, amounts in months.group_by(axis).agg(pl.col("Amount")).iter_rows():
        sums[name] = sum(amounts), sum(amount * amount for amount in amounts)
    ranked = sorted(sums, key=lambda name: (-max(sums[name][0], 0), name))
    whole = sum(max(total, 0) for total, _ in sums.values())
    found, before, latest = [], 0, "A"
    cuts = [(letter, *cut.as_integer_ratio()) for letter, cut in zip("AB", CUTS, strict=True)]
    for name in ranked:
        total, squares = sums[name]
        letter = next((one for one, up, low in cuts if total > 0 and before * low < whole * up), "C")
        letter = latest = "B" if letter == "C" and latest == "A" and total > 0 else letter
        spread = _MONTHS * squares - total * total
        even = next((one for up, low, one in _EVEN if total > 0 and spread * low <= total * total * up), "Z")
        found.append((name, letter + even))
        before += max(total, 0)
    return pl.DataFrame(found, schema={axis: pl.String, "Class": pl.String}, orient="row").sort(axis)
