"""The whole cost of the plant: stock and jobs solved together, level by level, whole tables at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from wipbook.costing.charges.jobs import cost_jobs, job_table, outside_entries
from wipbook.costing.charges.labor import labor_costs
from wipbook.costing.charges.overhead import overhead_report
from wipbook.costing.charges.pools import Pools, pools_of
from wipbook.costing.doubts.oversights import (
    list_late_entries,
    list_missing_locations,
    list_missing_lots,
    list_missing_standards,
    list_missing_weights,
)
from wipbook.costing.doubts.shortages import list_shortages, refuse_shortages
from wipbook.costing.doubts.unfounded_returns import list_unfounded_returns
from wipbook.costing.kernel.layer_values import spread_values
from wipbook.costing.kernel.stock import StockCosts, StockEvents, StockKeys, cost_stock
from wipbook.costing.prepare.circles import list_circular_bills
from wipbook.costing.prepare.movements import Prepared, prepare
from wipbook.costing.prepare.stock_effects import NO_STOCK
from wipbook.costing.workings import Workings
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.rejections import Listed
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.columns import TooLarge

RESULTS = (
    "quantity_in", "quantity_out", "value_in", "value_out", "true_up", "variance", "shortage", "quantity_after",
    "value_after",
)


@dataclass(frozen=True)
class Solution:
    """All that follows from the facts, amounts in the smallest currency unit, quantities in millionths.

    ``movements``: every movement used with its costs, in workbook order; ``layers``: open layers (key, Date,
    Movement, quantity, value); ``keys``: what is valued by itself with on_hand and worth; ``job_entries``: Job,
    Date, Entry (an element, Completed, Scrapped or Expensed), Element, Amount, signed as it changes the job;
    ``labor``: tickets; ``overhead``: pools by month; ``doubts``: what costing found wrong, and ``left_out``: by sheet,
    the ``_row`` of what it could not use.
    """

    movements: pl.DataFrame
    layers: pl.DataFrame
    keys: pl.DataFrame
    materials: pl.DataFrame
    job_entries: pl.DataFrame
    labor: pl.DataFrame
    overhead: pl.DataFrame
    charged: pl.DataFrame
    doubts: Listed = field(default_factory=Listed)
    left_out: Mapping[str, frozenset[int]] = field(default_factory=dict)


def solve(ledger: Ledger, progress: Callable[[str], None] = lambda step: None, jit: bool | None = None) -> Solution:
    """Cost every movement and job of the ledger up to its as-of date; the ledger stays as it was read.

    With Negative Stock = refuse, the entry that would drive a balance below zero is left out and listed: the last
    one entered among those that went before the shortage (accounting rule 18).
    """
    workings = Workings(ledger)
    list_late_entries(workings)
    list_circular_bills(workings)
    while True:
        prepared = prepare(workings)
        outcome = _solve_once(workings, prepared, progress, jit)
        if workings.policy.negative_stock != "refuse" or not refuse_shortages(workings, outcome.movements):
            break
    list_shortages(workings, outcome.movements)
    list_unfounded_returns(workings, outcome.movements)
    list_missing_standards(workings, prepared)
    list_missing_lots(workings, prepared)
    list_missing_weights(workings, prepared)
    list_missing_locations(workings, prepared)
    left_out = {sheet: frozenset(rows) for sheet, rows in workings.left_out.items()}
    return replace(outcome, doubts=workings.rejections.listed(), left_out=left_out)


def _solve_once(workings: Workings, prepared: Prepared, progress: Callable[[str], None], jit: bool | None) -> Solution:
    policy = workings.policy
    places = policy.currency_places
    pools = pools_of(workings)
    labor = labor_costs(workings)
    jobs = job_table(workings, prepared)
    rows = prepared.rows
    results = {name: np.zeros(rows.height, dtype=np.int64) for name in RESULTS}
    level = rows["level"].to_numpy()
    value = rows["value"].to_numpy().copy()
    outside = outside_entries(workings, prepared, pools, labor, places)
    entries: list[pl.DataFrame] = []
    charged: list[pl.DataFrame] = [outside["charged"]]
    flows: list[tuple[int, StockCosts]] = []
    highest = max([0, *level.tolist()[-1:], *jobs["level"].to_list()])
    material_in: list[pl.DataFrame] = []
    for current in range(highest + 1):
        progress(f"costing level {current} of {highest}")
        made_here = jobs.filter(pl.col("level") == current)
        if made_here.height:
            issued = pl.concat(material_in).join(made_here.select("Job"), on="Job", how="semi") if material_in else None
            job_rows, overhead_rows = cost_jobs(
                workings, prepared, pools, made_here, issued, outside["entries"], value, jit
            )
            entries.append(job_rows)
            charged.append(overhead_rows)
        at = np.flatnonzero((level == current) & (rows["operation"].to_numpy() != NO_STOCK))
        if not at.size:
            continue
        stock = _cost_stock(workings, rows, at, value, prepared, jit)
        flows.append((current, stock))
        for name in RESULTS:
            results[name][at] = getattr(stock, name)
        material_in.append(_to_jobs(rows, at, results))
    progress("gathering results")
    return _gather(workings, prepared, results, value, flows, entries, charged, pools, labor)


def _cost_stock(
    workings: Workings, rows: pl.DataFrame, at: np.ndarray, value: np.ndarray, prepared: Prepared, jit: bool | None
) -> StockCosts:
    position = np.full(rows.height + 1, -1, dtype=np.int64)
    position[at] = np.arange(at.size)
    part = rows[at]
    events = StockEvents(
        operation=part["operation"].to_numpy(),
        key=part["key"].to_numpy(),
        to_key=part["to_key"].to_numpy(),
        quantity=part["quantity"].to_numpy(),
        value=value[at],
        group=part["group"].to_numpy(),
        origin=position[part["origin"].to_numpy()],
        groups=int(rows["group"].to_numpy().max()) + 1,
    )
    keys = StockKeys(prepared.keys["method"].to_numpy(), prepared.keys["standard"].to_numpy())
    try:
        return cost_stock(events, keys, workings.policy.currency_places, jit)
    except OverflowError:
        steepest = (value[at] / np.maximum(1, events.quantity)).argmax()
        raise TooLarge(
            where=workings.where("Movements", part[ROW][int(steepest)], "Unit Cost"),
            found="a cost per unit so high that a quantity at this cost does not fit into 64 bits",
            expected="quantities and costs of usual size",
            remedy="look for a quantity or cost with too many digits, here or in the same material",
        ) from None


def _to_jobs(rows: pl.DataFrame, at: np.ndarray, results: dict[str, np.ndarray]) -> pl.DataFrame:
    """Issues (+) and returns (-) of one level as job entries."""
    part = rows[at].select("Job", "Date", "Type", ROW).with_columns(
        pl.Series("_in", results["value_in"][at]), pl.Series("_out", results["value_out"][at])
    )
    part = part.filter(pl.col("Type").is_in([MovementType.ISSUE, MovementType.RETURN_FROM_JOB]))
    return part.select("Job", "Date", (pl.col("_out") - pl.col("_in")).alias("Amount"))


def _gather(
    workings: Workings,
    prepared: Prepared,
    results: dict[str, np.ndarray],
    value: np.ndarray,
    flows: list[tuple[int, StockCosts]],
    entries: list[pl.DataFrame],
    charged: list[pl.DataFrame],
    pools: Pools,
    labor: pl.DataFrame,
) -> Solution:
    movements = prepared.rows.with_columns(
        *(pl.Series(name, array) for name, array in results.items()), pl.Series("value", value)
    )
    keys = prepared.keys
    layer_frames = []
    on_hand = np.zeros(keys.height, dtype=np.int64)
    worth = np.zeros(keys.height, dtype=np.int64)
    level = prepared.rows["level"].to_numpy()
    operation = prepared.rows["operation"].to_numpy()
    for current, stock in flows:
        on_hand += stock.on_hand
        worth += stock.worth
        at = np.flatnonzero((level == current) & (operation != NO_STOCK))
        layer_frames.append(
            pl.DataFrame(
                {
                    "key": stock.layers.key,
                    "position": at[stock.layers.event],
                    "quantity": stock.layers.quantity,
                    "value": stock.layers.value,
                }
            )
        )
    empty = pl.DataFrame(schema={"key": pl.Int64, "position": pl.Int64, "quantity": pl.Int64, "value": pl.Int64})
    layers = pl.concat([empty, *layer_frames]).join(
        prepared.rows.select("position", "Movement", "Date", "Lot"), on="position", how="left", maintain_order="left"
    )
    keys = keys.with_columns(pl.Series("on_hand", on_hand), pl.Series("worth", worth))
    entry_schema = {
        "Job": pl.String, "Date": pl.Date, "Entry": pl.String, "Element": pl.String, "Amount": pl.Int64
    }
    all_charged = pl.concat(charged, how="vertical_relaxed")
    return Solution(
        movements=movements.sort(ROW),
        layers=spread_values(layers, keys),
        keys=keys,
        materials=prepared.materials,
        job_entries=pl.concat([pl.DataFrame(schema=entry_schema), *entries]),
        labor=labor,
        overhead=overhead_report(workings, pools, all_charged),
        charged=all_charged,
    )
