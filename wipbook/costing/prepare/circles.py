"""Materials that consume themselves, over jobs or by their bill: named, and kept from being costed in a circle."""

from __future__ import annotations

import polars as pl

from wipbook.costing.prepare.levels import Levels, low_level_codes
from wipbook.costing.workings import Workings
from wipbook.values.lookup import looked_up

_INTO_JOBS = ["Issue", "Return from Job"]
_LONGEST = 200


def without_circles(workings: Workings, moves: pl.DataFrame) -> tuple[pl.DataFrame, Levels]:
    """``moves`` (with the job's product in ``_product``) without issues inside a circle; and the levels of the rest.

    What is left out is listed with its chain.
    """
    into_jobs = pl.col("Type").is_in(_INTO_JOBS) & pl.col("_product").is_not_null()
    levels = low_level_codes(moves.filter(into_jobs).select("Material", "_product").unique().iter_rows())
    if not levels.circular:
        return moves, levels
    circular = pl.DataFrame(
        sorted(levels.circular), schema={"Material": pl.String, "_product": pl.String}, orient="row"
    ).with_columns(pl.lit(True).alias("_circular"))
    moves = looked_up(moves, ["Material", "_product"], circular)
    bad = into_jobs & pl.col("_circular").fill_null(False)
    rows = moves.filter(bad)
    workings.refuse(
        "Movements", rows, "Material", [repr(m) for m in rows["Material"]],
        f"materials that do not consume themselves; here {_chains(levels)}",
        "correct the job or the material; give reworked goods a material of their own",
    )
    return moves.filter(~bad).drop("_circular"), levels


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
