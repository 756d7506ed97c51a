"""Materials that consume themselves, over jobs or by their bill."""

from __future__ import annotations

import polars as pl

from wipbook.costing.prepare.levels import Levels, low_level_codes
from wipbook.costing.workings import Workings
from wipbook.schema.stock.movement_type import MovementType

_INTO_JOBS = ["Issue", "Return from Job"]
_LONGEST = 200


def levels_of(moves: pl.DataFrame) -> Levels:
    """Levels of the materials that jobs consume and make (``moves`` with the job's product in ``_product``): an output
    stands above everything its job consumed."""
    into = moves.filter(pl.col("Type").is_in(_INTO_JOBS) & pl.col("_product").is_not_null())
    pairs = into.select("Material", "_product").unique()
    other = moves.filter((pl.col("Type") == MovementType.COMPLETION) & (pl.col("Material") != pl.col("_product")))
    if other.height:
        made = other.select("Job", pl.col("Material").alias("_product")).unique()
        pairs = pl.concat([pairs, into.select("Job", "Material").join(made, on="Job").select("Material", "_product")])
    return low_level_codes(pairs.unique().iter_rows())


def with_circular(moves: pl.DataFrame, levels: Levels) -> pl.DataFrame:
    """``moves`` with ``circular``: whether its material is in a circle of materials that consume one another (rework
    into the same material is the shortest): they are costed together, period by period."""
    inside = sorted({material for pair in levels.circular for material in pair})
    return moves.with_columns(pl.col("Material").is_in(inside).alias("circular"))


def list_circular_bills(workings: Workings) -> None:
    """A bill of material in which a product goes into itself is listed with its chain, one warning per row of it.

    Costing does not use the bill, so nothing is left out.
    """
    bill = workings.table("Bill of Materials")
    levels = low_level_codes(bill.select("Component", "Product").unique().iter_rows())
    if not levels.circular:
        return
    circular = pl.DataFrame(
        sorted(levels.circular), schema={"Component": pl.String, "Product": pl.String}, orient="row"
    )
    rows = bill.join(circular, on=["Component", "Product"], how="semi", maintain_order="left")
    workings.doubt(
        "Bill of Materials", rows, "Component", [repr(m) for m in rows["Component"]],
        f"components that do not contain their product; here {_chains(levels)}",
        "remove or correct one row of the circle",
    )


def _chains(levels: Levels) -> str:
    chains = "; ".join(" > ".join(chain) for chain in levels.circles)
    return chains if len(chains) <= _LONGEST else chains[:_LONGEST] + " ..."
