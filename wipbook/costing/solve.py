"""The whole cost of the plant: stock and jobs solved together, level by level, whole tables at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from wipbook.costing import job_flow as jobs_loop
from wipbook.costing.compiled import run
from wipbook.costing.flow import IN, IN_AT_RATE, OUT, RETURN_IN
from wipbook.costing.labor import labor_costs
from wipbook.costing.movements import NO_STOCK, Prepared, prepare
from wipbook.costing.overhead import Pools, applied, labor_activity, overhead_report, plant_activity, pools_of
from wipbook.costing.stock import StockEvents, StockFlow, StockKeys, cost_flow
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.rejections import ROW_EXCLUDED, WARNING
from wipbook.ledger.tables import ROW
from wipbook.values.columns import times_unit_cost

ELEMENTS = ("Material", "Labor", "Overhead", "Subcontract")
RESULTS = (
    "quantity_in", "quantity_out", "value_in", "value_out", "true_up", "variance", "shortage", "quantity_after",
    "value_after",
)  # fmt: skip


@dataclass(frozen=True)
class Solution:
    """All that follows from the facts, amounts in the smallest currency unit, quantities in millionths.

    ``movements``: every movement used with its costs, in workbook order; ``layers``: open layers (key, Date,
    Movement, quantity, value); ``keys``: what is valued by itself with on_hand and worth; ``job_entries``: Job,
    Date, Entry (Material, Labor, Overhead, Subcontract, Completed, Scrapped, Expensed), Element, Amount, signed as it changes
    the job; ``labor``: tickets; ``overhead``: pools by month.
    """

    movements: pl.DataFrame
    layers: pl.DataFrame
    keys: pl.DataFrame
    materials: pl.DataFrame
    job_entries: pl.DataFrame
    labor: pl.DataFrame
    overhead: pl.DataFrame
    charged: pl.DataFrame


def solve(
    ledger: Ledger, progress: Callable[[str], None] = lambda step: None, jit: bool | None = None
) -> Solution:
    """Cost every movement and job of the ledger up to its as-of date.

    With Negative Stock = refuse, the entry that would drive a balance below zero is left out and listed: the last
    one entered among those that went before the shortage (accounting rule 18).
    """
    while True:
        prepared = prepare(ledger)
        outcome = _solve_once(ledger, prepared, progress, jit)
        if ledger.policy.negative_stock != "refuse" or not _refuse_shortages(ledger, outcome):
            break
    if ledger.policy.negative_stock != "allow":
        _list_shortages(ledger, outcome)
    return outcome


def _solve_once(
    ledger: Ledger, prepared: Prepared, progress: Callable[[str], None], jit: bool | None
) -> Solution:
    policy = ledger.policy
    places = policy.currency_places
    pools = pools_of(ledger)
    labor = labor_costs(ledger)
    jobs = _jobs(ledger, prepared)
    rows = prepared.rows
    results = {name: np.zeros(rows.height, dtype=np.int64) for name in RESULTS}
    level = rows["level"].to_numpy()
    value = rows["value"].to_numpy().copy()
    outside = _outside_entries(ledger, prepared, pools, labor, places)
    entries: list[pl.DataFrame] = []
    charged: list[pl.DataFrame] = [outside["charged"]]
    flows: list[tuple[int, StockFlow]] = []
    highest = max(int(level.max()) if level.size else 0, int(jobs["level"].max() or 0) if jobs.height else 0)
    material_in: list[pl.DataFrame] = []
    for current in range(highest + 1):
        progress(f"costing level {current} of {highest}")
        made_here = jobs.filter(pl.col("level") == current)
        if made_here.height:
            issued = pl.concat(material_in).join(made_here.select("Job"), on="Job", how="semi") if material_in else None
            job_rows, overhead_rows = _cost_jobs(
                ledger, prepared, pools, made_here, issued, outside["entries"], value, jit
            )
            entries.append(job_rows)
            charged.append(overhead_rows)
        at = np.flatnonzero((level == current) & (rows["operation"].to_numpy() != NO_STOCK))
        if not at.size:
            continue
        stock = _cost_stock(rows, at, value, prepared, places, jit)
        flows.append((current, stock))
        for name in RESULTS:
            results[name][at] = getattr(stock, name)
        material_in.append(_to_jobs(rows, at, results))
    progress("gathering results")
    return _gather(ledger, prepared, results, value, flows, entries, charged, pools, labor)


def _cost_stock(
    rows: pl.DataFrame, at: np.ndarray, value: np.ndarray, prepared: Prepared, places: int, jit: bool | None
) -> StockFlow:
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
        groups=int(rows["group"].max() or 0) + 1,
    )
    keys = StockKeys(prepared.keys["method"].to_numpy(), prepared.keys["standard"].to_numpy())
    return cost_flow(events, keys, places, jit)


def _to_jobs(rows: pl.DataFrame, at: np.ndarray, results: dict[str, np.ndarray]) -> pl.DataFrame:
    """Issues (+) and returns (-) of one level as job entries."""
    part = rows[at].select("Job", "Date", "Type", ROW).with_columns(
        pl.Series("_in", results["value_in"][at]), pl.Series("_out", results["value_out"][at])
    )  # fmt: skip
    part = part.filter(pl.col("Type").is_in(["Issue", "Return from Job"]))
    return part.select("Job", "Date", (pl.col("_out") - pl.col("_in")).alias("Amount"))


def _jobs(ledger: Ledger, prepared: Prepared) -> pl.DataFrame:
    """Jobs with their number, level, standard, plan and the day their books were closed (null: open)."""
    as_of = ledger.policy.as_of
    table = ledger.table("Jobs").join(
        prepared.materials.select("Material", "level", pl.col("standard").alias("_standard")), on="Material", how="left",
        maintain_order="left",
    )  # fmt: skip
    closed = pl.col("Status").is_in(["Closed", "Cancelled"])
    closing = pl.when(closed).then(pl.coalesce("Closed", "Finished", pl.lit(as_of)))
    finished = pl.when(pl.col("Status").is_in(["Finished", "Closed"])).then(
        pl.coalesce("Finished", "Closed", pl.lit(as_of))
    )
    standard = pl.col("_standard") if ledger.policy.completion_basis == "standard" else pl.lit(-1, dtype=pl.Int64)
    return table.with_row_index("job").select(
        "Job", pl.col("job").cast(pl.Int64), "Material", "level", "Quantity", standard.alias("standard"),
        pl.when(closing <= as_of).then(closing).alias("close_day"),
        (finished <= as_of).fill_null(False).alias("finished"),
    )  # fmt: skip


def _outside_entries(
    ledger: Ledger, prepared: Prepared, pools: Pools, labor: pl.DataFrame, places: int
) -> dict[str, pl.DataFrame]:
    """What jobs are charged from outside the stores: labor, overhead on labor and machines, direct purchases."""
    direct_labor = labor.filter(pl.col("Direct") != 0).select(
        "Job", "Date", pl.lit(jobs_loop.LABOR).alias("element"), pl.col("Direct").alias("Amount")
    )
    charged = applied(pools, labor_activity(ledger, pools, labor), places)
    units = prepared.rows.filter(pl.col("Type") == "Completion").select(
        "Job", "Date", pl.col("quantity").alias("Activity")
    )
    charged = pl.concat([charged, applied(pools, plant_activity(pools, "units", units), places)])
    overhead = charged.select(
        "Job", "Date", pl.lit(jobs_loop.OVERHEAD).alias("element"), "Amount"
    )
    direct = prepared.rows.filter(pl.col("direct"))
    bought = direct.select(
        "Job", "Date",
        pl.when(pl.col("Type") == "Opening").then(jobs_loop.MATERIAL).otherwise(jobs_loop.SUBCONTRACT).alias("element"),
        pl.col("value").alias("Amount"),
    )  # fmt: skip
    return {"entries": pl.concat([direct_labor, overhead, bought]), "charged": charged}


def _cost_jobs(
    ledger: Ledger,
    prepared: Prepared,
    pools: Pools,
    jobs: pl.DataFrame,
    issued: pl.DataFrame | None,
    outside: pl.DataFrame,
    value: np.ndarray,
    jit: bool | None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Run the job flow for the jobs of one level; completions get their value in ``value``.

    Returns the job entries and the overhead charged on material cost.
    """
    places = ledger.policy.currency_places
    issues = issued if issued is not None else pl.DataFrame(schema={"Job": pl.String, "Date": pl.Date, "Amount": pl.Int64})
    on_material = applied(
        pools, plant_activity(pools, "material cost", issues.rename({"Amount": "Activity"})), places
    )
    inflows = pl.concat([
        outside.join(jobs.select("Job"), on="Job", how="semi"),
        issues.select("Job", "Date", pl.lit(jobs_loop.MATERIAL).alias("element"), "Amount"),
        on_material.select("Job", "Date", pl.lit(jobs_loop.OVERHEAD).alias("element"), "Amount"),
    ]).with_columns(
        pl.lit(jobs_loop.INFLOW).alias("kind"), pl.lit(0, dtype=pl.Int64).alias("quantity"),
        pl.lit(-1, dtype=pl.Int64).alias("position"),
    )  # fmt: skip
    output = prepared.rows.filter((pl.col("Type") == "Completion") | pl.col("job_scrap")).join(
        jobs.select("Job"), on="Job", how="semi", maintain_order="left"
    )
    outflows = output.select(
        "Job", "Date", pl.lit(0).alias("element"), pl.lit(0, dtype=pl.Int64).alias("Amount"),
        pl.when(pl.col("Type") == "Completion").then(jobs_loop.COMPLETION).otherwise(jobs_loop.SCRAP).alias("kind"),
        "quantity", "position",
    )  # fmt: skip
    last = outflows.group_by("Job").agg(
        pl.col("Date").filter(pl.col("kind") == jobs_loop.COMPLETION).max().alias("_last_day"),
        pl.col("Date").max().alias("_last_output"),
        pl.col("quantity").sum().alias("_output"),
    )
    jobs = jobs.join(last, on="Job", how="left", maintain_order="left")
    closes = jobs.filter(pl.col("close_day").is_not_null()).select(
        "Job", pl.max_horizontal("close_day", "_last_output").alias("Date"), pl.lit(0).alias("element"),
        pl.lit(0, dtype=pl.Int64).alias("Amount"), pl.lit(jobs_loop.CLOSE).alias("kind"),
        pl.lit(0, dtype=pl.Int64).alias("quantity"), pl.lit(-1, dtype=pl.Int64).alias("position"),
    )  # fmt: skip
    events = pl.concat([inflows, outflows, closes], how="vertical_relaxed")
    numbers = jobs.with_row_index("_number").select("Job", pl.col("_number").cast(pl.Int64), "finished", "_last_day")
    events = events.join(numbers, on="Job", how="inner", maintain_order="left").sort(
        "_number", "Date", "kind", "position", maintain_order=True
    )
    final = (pl.col("finished") & (pl.col("Date") >= pl.col("_last_day"))).fill_null(False).cast(pl.Int64)
    events = events.with_columns(final.alias("final"))
    count = events.height
    relieved = np.zeros(4 * count, dtype=np.int64)
    expensed = np.zeros(4 * count, dtype=np.int64)
    run(
        jobs_loop.job_flow,
        [
            events["_number"].to_numpy(), events["kind"].cast(pl.Int64).to_numpy(),
            events["element"].cast(pl.Int64).to_numpy(), events["Amount"].to_numpy(),
            events["quantity"].to_numpy(), events["final"].to_numpy(), jobs["Quantity"].to_numpy(),
            jobs["_output"].fill_null(0).to_numpy(), jobs["standard"].to_numpy(), 10 ** (12 - places),
        ],
        [np.zeros(4, dtype=np.int64), relieved, expensed],
        rows=count,
        jit=jit,
    )  # fmt: skip
    total = relieved.reshape(-1, 4).sum(axis=1)
    position = events["position"].to_numpy()
    done = (events["kind"] == jobs_loop.COMPLETION).to_numpy()
    ours = prepared.rows["ours"].to_numpy()
    value[position[done]] = total[done] * ours[position[done]]
    return _job_entries(events, relieved.reshape(-1, 4), expensed.reshape(-1, 4)), on_material


def _job_entries(events: pl.DataFrame, relieved: np.ndarray, expensed: np.ndarray) -> pl.DataFrame:
    """Long form: Job, Date, Entry, Element, Amount; what leaves the job is negative."""
    element = events["element"].cast(pl.Int64).replace_strict(dict(enumerate(ELEMENTS)), return_dtype=pl.String)
    inward = events.with_columns(element.alias("Element")).filter(pl.col("kind") == jobs_loop.INFLOW)
    parts = [inward.select("Job", "Date", pl.col("Element").alias("Entry"), "Element", "Amount")]
    entry = pl.when(pl.col("kind") == jobs_loop.SCRAP).then(pl.lit("Scrapped")).otherwise(pl.lit("Completed"))
    for number, name in enumerate(ELEMENTS):
        for amounts, label in ((relieved[:, number], entry), (expensed[:, number], pl.lit("Expensed"))):
            out = events.with_columns(pl.Series("Amount", -amounts)).filter(pl.col("Amount") != 0)
            parts.append(out.select("Job", "Date", label.alias("Entry"), pl.lit(name).alias("Element"), "Amount"))
    return pl.concat(parts)


def _gather(
    ledger: Ledger,
    prepared: Prepared,
    results: dict[str, np.ndarray],
    value: np.ndarray,
    flows: list[tuple[int, StockFlow]],
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
    }  # fmt: skip
    all_charged = pl.concat(charged, how="vertical_relaxed")
    return Solution(
        movements=movements.sort(ROW),
        layers=_spread(layers, keys),
        keys=keys,
        materials=prepared.materials,
        job_entries=pl.concat([pl.DataFrame(schema=entry_schema), *entries]),
        labor=labor,
        overhead=overhead_report(ledger, pools, all_charged),
        charged=all_charged,
    )


def _spread(layers: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Give the layers of averaged and standard keys their share of the key's value; add shortages as a layer.

    The share is the difference of two rounded running totals, so layers sum to the key's value to the cent.
    """
    from wipbook.costing.flow import AVERAGE, STANDARD
    from wipbook.values.fixed import multiply_divide

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
        pl.lit(None, dtype=pl.String).alias("Lot"),
    )  # fmt: skip
    return pl.concat([layers, short], how="vertical_relaxed")


def _refuse_shortages(ledger: Ledger, outcome: Solution) -> bool:
    """Take out, per key, the entry to blame for its first shortage; False when nothing was short."""
    short = outcome.movements.filter(pl.col("shortage") > 0)
    if short.is_empty():
        return False
    first = short.group_by("key").agg(pl.col("position").min().alias("_short_at"))
    leaving = outcome.movements.filter(
        ~pl.col("operation").is_in([IN, IN_AT_RATE, RETURN_IN, NO_STOCK])
    ).join(first, on="key", how="inner").filter(pl.col("position") <= pl.col("_short_at"))  # fmt: skip
    blamed = leaving.sort(
        pl.col("Entered At"), pl.col(ROW), nulls_last=False
    ).group_by("key", maintain_order=True).last()  # fmt: skip
    rows = blamed.sort(ROW)
    ledger.rejections.add(
        ledger.cells["Movements"], rows[ROW].to_list(), "Quantity",
        [f"{q / 1_000_000:g}" for q in rows["quantity"]],
        "no more than is on hand, now and later (Settings: Negative Stock = refuse)",
        "enter the missing receipt, correct the quantity or date, or allow negative stock",
        ROW_EXCLUDED, rows["Movement"].to_list(),
    )  # fmt: skip
    ledger.tables["Movements"] = ledger.table("Movements").filter(~pl.col(ROW).is_in(rows[ROW].implode()))
    return True


def _list_shortages(ledger: Ledger, outcome: Solution) -> None:
    """The first shortage of each key is listed; the rest follow from it."""
    short = outcome.movements.filter(pl.col("shortage") > 0).sort("position").unique("key", keep="first", maintain_order=True)
    if short.is_empty() or ledger.policy.negative_stock != "warn":
        return
    ledger.rejections.add(
        ledger.cells["Movements"], short[ROW].to_list(), "Quantity",
        [f"{q / 1_000_000:g}, {s / 1_000_000:g} more than was on hand" for q, s in short.select("quantity", "shortage").iter_rows()],
        "no more than is on hand", "enter the missing receipt, or correct the quantity or the date",
        WARNING, short["Movement"].to_list(),
    )  # fmt: skip


__all__ = ["ELEMENTS", "OUT", "Solution", "solve", "times_unit_cost"]
