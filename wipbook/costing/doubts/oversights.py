"""What can be costed but is probably not what was meant: listed as warnings, changed in nothing."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.costing.kernel.cost_layers import STANDARD
from wipbook.costing.prepare.movements import Prepared, entered_late
from wipbook.costing.prepare.stock_effects import NO_STOCK
from wipbook.costing.prepare.stock_keys import valued_by_lot
from wipbook.costing.workings import Workings
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.fixed import cell_text, money_text


def list_late_entries(workings: Workings) -> None:
    """Entries dated into the closed period but entered after it (accounting rule 21)."""
    closed = workings.policy.closed_through
    if closed is None:
        return
    rows = workings.table("Movements").filter(entered_late(closed))
    first_open = closed + dt.timedelta(days=1)
    workings.doubt(
        "Movements", rows, "Date", [str(d) for d in rows["Date"]],
        f"a date after {closed} (Closed Through)", f"nothing, if intended: it takes effect on {first_open}",
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


def list_guesses(workings: Workings, basis: pl.DataFrame) -> None:
    """Jobs relieved although nothing says what unfinished units hold already: none of it counts as in process."""
    guessed = basis.filter(pl.col("Guessed").is_not_null()).select("Job", "Guessed")
    rows = workings.table("Jobs").join(guessed, on="Job", how="inner", maintain_order="left")
    workings.doubt(
        "Jobs", rows, "Percent Complete", [f"nothing that says how much {what} is in process" for what in
                                           rows["Guessed"]],
        "a bill of material, planned hours, a budget or a report on the sheet Estimates",
        "fill in one of them; until then what was charged goes to the units that were made",
    )


def list_unused_costs(workings: Workings) -> None:
    """A unit cost or an amount typed where neither is used: what leaves or comes back has the cost it has."""
    table = workings.table("Movements")
    kind = pl.col("Type")
    taken = (
        kind.is_in([MovementType.OPENING, MovementType.RECEIPT])
        | (kind.is_in([MovementType.ADJUSTMENT, MovementType.COUNT]) & (pl.col("Quantity") >= 0))
        | (kind == MovementType.REVALUATION) | ((kind == MovementType.COMPLETION) & pl.col("Job").is_null())
        | ((kind == MovementType.RETURN_TO_SUPPLIER) & pl.col("Job").is_not_null())
    ) & pl.col("Reverses").is_null()
    for column in ("Unit Cost", "Amount"):
        used = taken & (kind != MovementType.REVALUATION) if column == "Unit Cost" else taken
        rows = table.filter(pl.col(column).is_not_null() & (pl.col(column) != 0) & ~used)
        workings.doubt(
            "Movements", rows, column, [cell_text(cost) for cost in rows[column]] if column == "Unit Cost" else
            [money_text(amount, workings.policy.currency_places) for amount in rows[column]],
            "nothing: this movement has the cost of the goods it moves",
            "clear the cell; a price that came later is a Revaluation",
        )


def list_bare_counts(workings: Workings) -> None:
    """Movements of type Count that no line of the sheet Counts stands behind."""
    lines = workings.table("Counts").select(pl.col("Count").alias("Document"), "Material").unique()
    counts = workings.table("Movements").filter(
        (pl.col("Type") == MovementType.COUNT) & pl.col("Reverses").is_null()
    )
    rows = counts.join(lines, on=["Document", "Material"], how="anti", maintain_order="left")
    workings.doubt(
        "Movements", rows, "Document", rows["Document"].fill_null("(blank)").to_list(),
        "a line of the sheet Counts that it books",
        "enter the count on Counts and post it; Quantity here is the difference, not what was counted",
    )


def list_unknown_costs(workings: Workings, movements: pl.DataFrame) -> None:
    """Stock counted up or adjusted up although no cost of it is known: it is there at nothing."""
    rows = movements.filter((pl.col("unknown") > 0) & (pl.col("quantity_in") > 0) & pl.col("ours")).sort(ROW)
    workings.doubt(
        "Movements", rows, "Unit Cost", "no cost is known",
        "a unit cost, for goods that were never received at one", "fill in Unit Cost or Amount",
    )


def list_undeclared_outputs(workings: Workings) -> None:
    """Completions of something else than the job makes that the sheet Outputs does not name: co-products, or typed
    wrong."""
    jobs = workings.table("Jobs").select("Job", pl.col("Material").alias("Product"))
    made = workings.table("Movements").filter(pl.col("Type") == MovementType.COMPLETION)
    other = made.join(jobs, on="Job", how="inner", maintain_order="left").filter(
        pl.col("Material") != pl.col("Product")
    )
    known = workings.table("Outputs").select("Product", pl.col("Output").alias("Material"))
    rows = other.join(known, on=["Product", "Material"], how="anti", maintain_order="left")
    workings.doubt(
        "Movements", rows, "Material", [repr(material) for material in rows["Material"]],
        "the material the job makes, or one that the sheet Outputs says comes with it",
        "correct the material or the job, or name it on Outputs; it was costed as a co-product",
    )
