"""Movements made ready for the cost flow: effective dates, order, what is valued by itself, what returns belong to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from wipbook.costing.flow import AVERAGE, COUNT_TO, FIFO, IN, IN_AT_RATE, LIFO, OUT, RETURN_IN, RETURN_OUT, STANDARD
from wipbook.costing.flow import TRANSFER as TRANSFER_OPERATION
from wipbook.costing.levels import Levels, low_level_codes
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.policy import refuse_lifo_under_ifrs
from wipbook.ledger.rejections import ROW_EXCLUDED, WARNING
from wipbook.ledger.tables import ROW
from wipbook.values.columns import times_unit_cost

METHOD_CODES = {
    "FIFO": FIFO, "LIFO": LIFO, "Moving Average": AVERAGE, "Periodic FIFO": FIFO, "Periodic LIFO": LIFO,
    "Periodic Average": AVERAGE, "Standard": STANDARD, "Specific": FIFO,
}  # fmt: skip
INTERVALS = {"Month": "1mo", "Quarter": "3mo", "Year": "1y"}
NO_STOCK = -1  # operation of rows that never touch the stores


USED = (
    "Movement", "Date", "Entered At", "Type", "Material", "Quantity", "Unit Cost", "Job", "Location", "To Location",
    "Lot", "Supplier", "Customer", "Document", "Landed Cost", ROW,
)  # fmt: skip
KEPT = (
    "Movement", "Date", "Entered At", "Type", "Material", "Location", "Job", "Lot", ROW, "level", "material", "ours",
    "key", "to_key", "operation", "quantity", "value", "group", "origin", "position", "job_scrap", "direct",
)  # fmt: skip
"""Columns of Movements that costing uses, and those of the prepared rows that outlive the preparation."""


@dataclass(frozen=True)
class Prepared:
    """``rows``: the movements in costing order with the integer columns of the cost flow; ``materials``: one row
    per material with its level, method and standard; ``keys``: what is valued by itself."""

    rows: pl.DataFrame
    materials: pl.DataFrame
    keys: pl.DataFrame
    levels: Levels


def prepare(ledger: Ledger) -> Prepared:
    """Order and classify every movement up to the as-of date.

    Rules: entries dated into a closed period but entered after it take effect on the first open day (21);
    within a day the order of entry decides (11); nothing sees a receipt of a later day (16); goods of others are
    carried at zero (58); issues inside a circle of materials are left out and the chain is named.
    """
    policy = ledger.policy
    materials = _materials(ledger)
    moves = _effective(ledger, ledger.table("Movements").select(USED))
    moves = moves.filter(pl.col("Date") <= policy.as_of)
    jobs = ledger.table("Jobs").select("Job", pl.col("Material").alias("_product"))
    moves = moves.join(jobs, on="Job", how="left", maintain_order="left")
    moves, levels = _without_circles(ledger, moves)
    materials = materials.with_columns(
        pl.col("Material").replace_strict(levels.level, default=0, return_dtype=pl.Int64).alias("level")
    )
    moves = moves.join(
        materials.select("Material", "material", "level", "method", "method_name", "ours", "standard"),
        on="Material", how="left", maintain_order="left",
    )  # fmt: skip
    moves = _keys_of(moves)
    keys = (
        moves.group_by("key_name", maintain_order=True)
        .agg(pl.col("material").first(), pl.col("_location").first(), pl.col("_lot").first())
        .with_row_index("key")
    )
    keys = keys.with_columns(pl.col("key").cast(pl.Int64)).join(
        materials.select("material", "method", "standard"), on="material", how="left", maintain_order="left"
    )
    to_keys = keys.select(pl.col("key_name").alias("to_key_name"), pl.col("key").alias("to_key"))
    moves = (
        moves.join(keys.select("key_name", "key"), on="key_name", how="left", maintain_order="left")
        .join(to_keys, on="to_key_name", how="left", maintain_order="left")
        .with_columns(pl.col("to_key").fill_null(-1))
    )
    unknown = moves.filter(pl.col("to_key_name").is_not_null() & (pl.col("to_key") < 0))
    if not unknown.is_empty():  # a location that only ever receives transfers is still a key
        extra = (
            unknown.select(
                pl.col("to_key_name").alias("key_name"), "material", pl.col("To Location").alias("_location"), "_lot"
            )
            .unique("key_name", maintain_order=True)
            .with_row_index("key", offset=keys.height)
            .with_columns(pl.col("key").cast(pl.Int64))
            .join(materials.select("material", "method", "standard"), on="material", how="left", maintain_order="left")
        )
        keys = pl.concat([keys, extra.select(keys.columns)])
        to_keys = keys.select(pl.col("key_name").alias("to_key_name"), pl.col("key").alias("to_key"))
        moves = moves.drop("to_key").join(to_keys, on="to_key_name", how="left", maintain_order="left")
        moves = moves.with_columns(pl.col("to_key").fill_null(-1))
    moves = _operations(ledger, moves)
    moves = _return_groups(moves)
    moves = _in_order(moves, INTERVALS[policy.periodic_interval])
    return Prepared(_origins(moves).select(KEPT), materials, keys, levels)


def _materials(ledger: Ledger) -> pl.DataFrame:
    policy = ledger.policy
    table = ledger.table("Materials")
    for row in table.filter(pl.col("Method").str.contains("LIFO")).select("Material", "Method", ROW).iter_rows():
        where = ledger.cells["Materials"].address(row[2], "Method") if "Materials" in ledger.cells else row[0]
        refuse_lifo_under_ifrs(policy.framework, row[1], where)
    ours = pl.col("Owner").is_null()
    return table.with_row_index("material").select(
        "Material", "Description", "Kind", "Unit", "Owner",
        pl.col("material").cast(pl.Int64),
        pl.col("Method").fill_null(policy.valuation_method).alias("method_name"),
        pl.col("Method").fill_null(policy.valuation_method)
        .replace_strict(METHOD_CODES, return_dtype=pl.Int64).alias("method"),
        pl.when(ours).then(pl.col("Standard Cost").fill_null(0)).otherwise(0).alias("standard"),
        ours.alias("ours"),
    )  # fmt: skip


def _effective(ledger: Ledger, moves: pl.DataFrame) -> pl.DataFrame:
    closed = ledger.policy.closed_through
    if closed is None:
        return moves
    late = (pl.col("Date") <= closed) & (pl.col("Entered At").dt.date() > closed)
    rows = moves.filter(late.fill_null(False))
    first_open = closed + dt.timedelta(days=1)
    if not rows.is_empty():
        ledger.rejections.add(
            ledger.cells["Movements"], rows[ROW].to_list(), "Date", [str(d) for d in rows["Date"]],
            f"a date after {closed} (Closed Through)", f"nothing, if intended: it takes effect on {first_open}",
            WARNING, rows["Movement"].to_list(),
        )  # fmt: skip
    return moves.with_columns(
        pl.when(late.fill_null(False)).then(pl.lit(first_open)).otherwise(pl.col("Date")).alias("Date")
    )


def _without_circles(ledger: Ledger, moves: pl.DataFrame) -> tuple[pl.DataFrame, Levels]:
    issues = moves.filter(pl.col("Type").is_in(["Issue", "Return from Job"]) & pl.col("_product").is_not_null())
    levels = low_level_codes(issues.select("Material", "_product").unique().iter_rows())
    if not levels.circular:
        return moves, levels
    circular = pl.DataFrame(
        sorted(levels.circular), schema={"Material": pl.String, "_product": pl.String}, orient="row"
    ).with_columns(pl.lit(True).alias("_circular"))
    moves = moves.join(circular, on=["Material", "_product"], how="left", maintain_order="left")
    bad = pl.col("_circular").fill_null(False) & pl.col("Type").is_in(["Issue", "Return from Job"])
    rows = moves.filter(bad)
    chains = "; ".join(" > ".join(chain) for chain in levels.circles)
    ledger.rejections.add(
        ledger.cells["Movements"], rows[ROW].to_list(), "Material", [repr(m) for m in rows["Material"]],
        f"materials that do not consume themselves; here {chains[:200]}",
        "correct the job or the material; give reworked goods a material of their own",
        ROW_EXCLUDED, rows["Movement"].to_list(),
    )  # fmt: skip
    return moves.filter(~bad).drop("_circular"), levels


def _keys_of(moves: pl.DataFrame) -> pl.DataFrame:
    """A material is valued per location when all its rows name one, and per lot when all name one (or Specific)."""
    stocked = ~((pl.col("Type") == "Receipt") & pl.col("Job").is_not_null())
    tracked = moves.filter(stocked).group_by("material").agg(
        pl.col("Location").is_not_null().all().alias("_by_location"),
        pl.col("Lot").is_not_null().all().alias("_by_lot"),
    )  # fmt: skip
    moves = moves.join(tracked, on="material", how="left", maintain_order="left")
    by_lot = pl.col("_by_lot").fill_null(False) | (pl.col("method_name") == "Specific")
    by_location = pl.col("_by_location").fill_null(False)
    location = pl.when(by_location).then(pl.col("Location"))
    lot = pl.when(by_lot).then(pl.col("Lot"))
    moves = moves.with_columns(location.alias("_location"), lot.alias("_lot"))
    name = pl.concat_str(
        pl.col("material").cast(pl.String), pl.col("_location").fill_null(""), pl.col("_lot").fill_null(""),
        separator="\x1f",
    )  # fmt: skip
    to_name = pl.concat_str(
        pl.col("material").cast(pl.String), pl.col("To Location").fill_null(""), pl.col("_lot").fill_null(""),
        separator="\x1f",
    )  # fmt: skip
    return moves.with_columns(
        name.alias("key_name"),
        pl.when((pl.col("Type") == "Transfer") & by_location).then(to_name).alias("to_key_name"),
    )


def _operations(ledger: Ledger, moves: pl.DataFrame) -> pl.DataFrame:
    """The operation code, the positive quantity and the value each row brings."""
    places = ledger.policy.currency_places
    counts = ledger.table("Counts").select(
        pl.col("Count").alias("Document"), "Material", pl.col("Location").alias("_count_location"),
        pl.coalesce("Recounted", "Counted").alias("_counted"),
    )  # fmt: skip
    moves = moves.with_columns(pl.col("Location").fill_null("").alias("_at"))
    counts = counts.with_columns(pl.col("_count_location").fill_null("").alias("_at")).unique(
        ["Document", "Material", "_at"], keep="first"
    )
    moves = moves.join(counts, on=["Document", "Material", "_at"], how="left", maintain_order="left")
    kind = pl.col("Type")
    quantity = pl.col("Quantity")
    counted = (kind == "Count") & pl.col("_counted").is_not_null()
    direct = kind.is_in(["Receipt", "Opening"]) & pl.col("Job").is_not_null()
    job_scrap = (kind == "Scrap") & pl.col("Job").is_not_null() & (pl.col("Material") == pl.col("_product"))
    adjust = kind.is_in(["Adjustment", "Count"])
    priced = pl.col("Unit Cost").is_not_null()
    operation = (
        pl.when(direct | job_scrap | (quantity == 0)).then(NO_STOCK)
        .when(counted).then(COUNT_TO)
        .when(kind.is_in(["Opening", "Receipt", "Completion"])).then(IN)
        .when(adjust & (quantity > 0) & priced).then(IN)
        .when(adjust & (quantity > 0)).then(IN_AT_RATE)
        .when(kind.is_in(["Return from Job", "Sales Return"])).then(RETURN_IN)
        .when(kind == "Return to Supplier").then(RETURN_OUT)
        .when((kind == "Transfer") & (pl.col("to_key") >= 0)).then(TRANSFER_OPERATION)
        .when(kind == "Transfer").then(NO_STOCK)
        .otherwise(OUT)
    )  # fmt: skip
    moves = moves.with_columns(
        operation.cast(pl.Int64).alias("operation"),
        pl.when(counted).then(pl.col("_counted")).otherwise(quantity.abs()).alias("quantity"),
        job_scrap.fill_null(False).alias("job_scrap"),
        direct.fill_null(False).alias("direct"),
    )
    value = times_unit_cost(
        moves["quantity"].fill_null(0).to_numpy(), moves["Unit Cost"].fill_null(0).to_numpy(), places
    )
    landed = moves["Landed Cost"].fill_null(0).to_numpy()
    worth = (value + landed) * moves["ours"].to_numpy()
    return moves.with_columns(pl.Series("value", worth))


def _return_groups(moves: pl.DataFrame) -> pl.DataFrame:
    """Returns come back at the cost they left with: those of a job at the job's issue cost, sales returns at the
    cost of the shipment they name, or of the customer's shipments (accounting rule 12)."""
    kind = pl.col("Type")
    documents = moves.filter(kind == "Sales Return").select("Material", "Document").drop_nulls().unique()
    documents = documents.join(
        moves.filter(kind == "Shipment").select("Material", "Document").unique(),
        on=["Material", "Document"],
        how="semi",
    ).with_columns(pl.lit(True).alias("_by_document"))
    moves = moves.join(documents, on=["Material", "Document"], how="left", maintain_order="left")
    material = pl.col("material").cast(pl.String)
    label = (
        pl.when(kind.is_in(["Issue", "Return from Job"]))
        .then(pl.concat_str(pl.lit("J"), material, pl.lit("\x1f"), pl.col("Job").fill_null("")))
        .when(kind.is_in(["Shipment", "Sales Return"]) & pl.col("_by_document").fill_null(False))
        .then(pl.concat_str(pl.lit("D"), material, pl.lit("\x1f"), pl.col("Document").fill_null("")))
        .when(kind.is_in(["Shipment", "Sales Return"]))
        .then(pl.concat_str(pl.lit("C"), material, pl.lit("\x1f"), pl.col("Customer").fill_null("")))
    )
    moves = moves.with_columns(label.alias("_group"))
    returned = moves.filter(pl.col("operation") == RETURN_IN).select("_group").unique(maintain_order=True)
    groups = returned.with_row_index("group").with_columns(pl.col("group").cast(pl.Int64))
    moves = moves.join(groups, on="_group", how="left", maintain_order="left")
    return moves.with_columns(pl.col("group").fill_null(-1))


def _in_order(moves: pl.DataFrame, interval: str) -> pl.DataFrame:
    """By level and material, then time. A periodic method is its perpetual twin with all that came in during an
    interval put before all that went out."""
    periodic = pl.col("method_name").str.starts_with("Periodic")
    when = pl.when(periodic).then(pl.col("Date").dt.truncate(interval)).otherwise(pl.col("Date"))
    place = pl.when(periodic).then(
        pl.when(pl.col("operation").is_in([IN, IN_AT_RATE, RETURN_IN])).then(0)
        .when(pl.col("operation") == TRANSFER_OPERATION).then(1)
        .otherwise(2)
    ).otherwise(0)  # fmt: skip
    return moves.sort([pl.col("level"), pl.col("material"), when, place, pl.col("Date"), pl.col(ROW)])


def _origins(moves: pl.DataFrame) -> pl.DataFrame:
    """The receipt a return to the supplier sends back: same material and document, else supplier, the latest."""
    moves = moves.with_row_index("position").with_columns(pl.col("position").cast(pl.Int64))
    returns = moves.filter(pl.col("operation") == RETURN_OUT)
    if returns.is_empty():
        return moves.with_columns(pl.lit(-1, dtype=pl.Int64).alias("origin"))
    receipts = moves.filter((pl.col("operation") == IN) & (pl.col("Type") == "Receipt"))
    best: dict[int, int] = {}
    for keys in (["material", "key", "Supplier"], ["material", "key", "Document"]):
        pairs = returns.drop_nulls(keys).join(
            receipts.select(*keys, pl.col("position").alias("_origin")), on=keys, how="inner"
        )
        latest = pairs.filter(pl.col("_origin") < pl.col("position")).group_by("position").agg(pl.col("_origin").max())
        best.update(latest.select("position", "_origin").rows())
    return moves.with_columns(
        pl.col("position").replace_strict(best, default=-1, return_dtype=pl.Int64).alias("origin")
    )
