"""What can be costed but is probably not what was meant: listed as warnings, changed in nothing."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.costing.kernel.cost_layers import STANDARD
from wipbook.costing.prepare.movements import Prepared
from wipbook.costing.prepare.stock_effects import NO_STOCK
from wipbook.costing.prepare.stock_keys import valued_by_lot
from wipbook.costing.workings import Workings
from wipbook.ledger.closed.late_entries import entered_late
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType


def list_late_entries(workings: Workings) -> None:
    """Entries of a period that was closed before they were entered (accounting rule 21): they keep their dates, and
    what they change there is posted on the first open day."""
    recorded, typed = workings.closed.through, workings.policy.closed_through
    through = recorded or typed
    if through is None:
        return
    rows = workings.table("Movements").filter(entered_late(workings.closed, typed))
    first_open = through + dt.timedelta(days=1)
    workings.doubt(
        "Movements", rows, "Date", [str(d) for d in rows["Date"]], f"a date after {through} (closed through)",
        f"nothing, if intended: what it changes is posted on {first_open}, see Prior Periods" if recorded
        else "nothing, if intended; close the period (wipbook close), so that it keeps the figures it had",
    )


def list_missing_standards(workings: Workings, prepared: Prepared) -> None:
    """Materials valued at standard that have none: all they cost would be variance."""
    used = prepared.materials.filter((pl.col("method") == STANDARD) & pl.col("ours") & (pl.col("standard") == 0)).join(
        prepared.rows.select("material"), on="material", how="semi"
    )
    rows = workings.table("Materials").join(used.select("Material"), on="Material", how="semi", maintain_order="left")
    rows = rows.filter(pl.col("Standard Cost").is_null())
    workings.doubt(
        "Materials", rows, "Standard Cost", "(blank)",
        "a standard cost, for a material valued at standard", "fill in Standard Cost, 0 if it really costs nothing",
    )


def list_missing_weights(workings: Workings, prepared: Prepared) -> None:
    """Materials that were completed and have no weight, where a pool is applied by weight: they are charged nothing."""
    if not (workings.table("Overhead")["Driver"] == "weight").any():
        return
    made = prepared.rows.filter(pl.col("Type") == MovementType.COMPLETION).select("Material")
    rows = workings.table("Materials").filter(pl.col("Weight").is_null()).join(
        made, on="Material", how="semi", maintain_order="left"
    )
    workings.doubt(
        "Materials", rows, "Weight", "(blank)",
        "a weight, for a material that was completed where overhead is applied by weight",
        "fill in Weight, 0 if none of that overhead is its",
    )


def list_missing_lots(workings: Workings, prepared: Prepared) -> None:
    """The first movement of each material valued by Specific that names no lot."""
    specific = prepared.materials.filter(valued_by_lot()).select("material")
    if specific.is_empty():
        return
    bare = prepared.rows.filter(pl.col("Lot").is_null() & (pl.col("operation") != NO_STOCK))
    bare = bare.join(specific, on="material", how="semi").sort(ROW).unique("material", keep="first").sort(ROW)
    workings.doubt(
        "Movements", bare, "Lot", "(blank)",
        "a lot, for a material valued by Specific; this is the first without one",
        "fill in Lot; goods without one are valued together, oldest first",
    )


def list_missing_locations(workings: Workings, prepared: Prepared) -> None:
    """The first movement without a location of each material whose others mostly name one.

    One blank is enough to value the material for the whole plant; a blank among many locations is an oversight.
    """
    stored = prepared.rows.filter(pl.col("operation") != NO_STOCK)
    share = stored.group_by("material").agg(pl.col("Location").is_not_null().mean().alias("_named"))
    mostly = share.filter((pl.col("_named") > 0.5) & (pl.col("_named") < 1)).select("material")
    bare = stored.filter(pl.col("Location").is_null()).join(mostly, on="material", how="semi")
    bare = bare.sort(ROW).unique("material", keep="first").sort(ROW)
    workings.doubt(
        "Movements", bare, "Location", "(blank)",
        "a location, as most movements of the material have; this is the first without one",
        "fill in Location; until then the material is valued for the whole plant, not by location",
    )
