"""What is doubtful about amounts and corrections: costs nobody uses, counts nobody made, goods that were gone."""

from __future__ import annotations

import polars as pl

from wipbook.costing.kernel.cost_layers import NO_COST, OWN_GONE, RETURN_OUT
from wipbook.costing.workings import Workings
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.fixed import cell_text, money_text


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
    # what is told again of the year before says what it cost there
    taken = taken | pl.col("Carried").is_not_null()
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
    rows = movements.filter((pl.col("remark") == NO_COST) & (pl.col("quantity_in") > 0) & pl.col("ours")).sort(ROW)
    workings.doubt(
        "Movements", rows, "Unit Cost", "no cost is known",
        "a unit cost, for goods that were never received at one", "fill in Unit Cost or Amount",
    )


def list_gone_goods(workings: Workings, movements: pl.DataFrame) -> None:
    """Rows that take back what is gone (others leave in its place, at the cost of the method) or never was."""
    back = movements.filter((pl.col("operation") == RETURN_OUT) & (pl.col("flipped") | pl.col("of").is_not_null()))
    rows = back.filter((pl.col("remark") == OWN_GONE) | (pl.col("origin") < 0)).sort(ROW)
    workings.doubt(
        "Movements", rows, "Quantity", [cell_text(quantity) for quantity in rows["quantity"]],
        "no more than is still there of what it takes back",
        "check what happened to the goods; others left in their place, at the cost of the method",
    )
