"""Negative stock: which entry is refused, and which are pointed at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from heapq import heappop, heappush

import polars as pl

from wipbook.costing.kernel.cost_layers import COUNT_TO, IN, IN_AT_RATE, NO_COST, RETURN_IN, TRANSFER
from wipbook.costing.prepare.stock_effects import NO_STOCK
from wipbook.costing.workings import Workings
from wipbook.ledger.tables import ROW
from wipbook.values.fixed import cell_text

_COMING = frozenset({IN, IN_AT_RATE, RETURN_IN})
_NEVER_ENTERED = -(2**62)


def refuse_shortages(workings: Workings, movements: pl.DataFrame) -> bool:
    """Take out the entries to blame for shortages; False when nothing was short.

    Whenever a balance would fall below zero, the last one entered of what had gone out since the last count is to
    blame (accounting rule 18). A count is evidence and never to blame; neither is a row that was there when its period
    was closed: what came since is looked at.
    """
    short = movements.filter(pl.col("shortage") > 0).select("material").unique()
    if short.is_empty():
        return False
    events = (
        movements.filter(pl.col("operation") != NO_STOCK)
        .join(short, on="material", how="semi")
        .sort("position")
        .select(
            "operation", "key", "to_key", "quantity",
            pl.col("Entered At").cast(pl.Int64).fill_null(_NEVER_ENTERED), ROW,
        )
    )
    blamed = _to_blame(events.rows(), workings.closed_rows("Movements"))
    rows = movements.filter(pl.col(ROW).is_in(list(blamed))).sort(ROW)
    workings.refuse(
        "Movements", rows, "Quantity", [cell_text(quantity) for quantity in rows["quantity"]],
        "no more than is on hand, now and later (Settings: Negative Stock = refuse)",
        "enter the missing receipt, correct the quantity or date, or allow negative stock",
    )
    return bool(blamed)


def _to_blame(events: Sequence[tuple[int, int, int, int, int, int]], closed: Collection[int]) -> set[int]:
    """The rows of ``events`` (operation, key, to_key, quantity, entered, row; in costing order) to leave out; never one
    that is ``closed``."""
    blamed: set[int] = set()
    swept = False
    while not swept:
        swept = True
        balance: dict[int, int] = defaultdict(int)
        gone: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        for operation, key, to_key, quantity, entered, row in events:
            if row in blamed:
                continue
            if operation in _COMING:
                balance[key] += quantity
                continue
            if operation == COUNT_TO:
                balance[key] = quantity
                gone[key].clear()
                continue
            balance[key] -= quantity
            target = to_key if operation == TRANSFER else -1
            if row not in closed:
                heappush(gone[key], (-entered, -row, quantity, target))
            while balance[key] < 0 and gone[key]:
                _, last, back, reached = heappop(gone[key])
                blamed.add(-last)
                balance[key] += back
                if reached >= 0 and -last != row:
                    swept = False  # what was used where it should have gone must be looked at again
            if target >= 0 and row not in blamed:
                balance[target] += quantity
    return blamed


def list_shortages(workings: Workings, movements: pl.DataFrame) -> None:
    """The first shortage of each key is listed; the rest follow from it."""
    if workings.policy.negative_stock != "warn":
        return
    short = movements.select("key", "position", "shortage", "quantity", "remark", "Movement", ROW).filter(
        pl.col("shortage") > 0
    ).sort("position").unique("key", keep="first", maintain_order=True)
    if short.is_empty():
        return
    workings.doubt(
        "Movements", short, "Quantity",
        [
            f"{cell_text(quantity)}, {cell_text(missing)} more than was on hand"
            + (", and no cost was known" if remark == NO_COST else "")
            for quantity, missing, remark in short.select("quantity", "shortage", "remark").iter_rows()
        ],
        "no more than is on hand", "enter the missing receipt, or correct the quantity or the date",
    )
