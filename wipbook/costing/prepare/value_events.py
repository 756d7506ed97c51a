"""Value without quantity: revaluations, charges of several receipts together, new standards.

Each is an event of one material at one place in time, which the loop of cost layers takes like a movement.
"""

from __future__ import annotations

import re

import polars as pl

from wipbook.costing.kernel.cost_layers import IN, RESTANDARD, REVALUE, STANDARD
from wipbook.costing.prepare.movements import Prepared, dated_standards, interval_start
from wipbook.costing.workings import Workings
from wipbook.ledger.tables import ROW
from wipbook.values.allocate import allocate
from wipbook.values.lookup import looked_up

REVALUATION, LANDED, NEW_STANDARD, LATE = (
    "Revaluations", "Landed cost charges", "Standards changed", "Late cost of jobs",
)
"""Lines of the statement that value events belong to."""
LAST = 2**61
EVENTS = {
    "material": pl.Int64, "when": pl.Date, "place": pl.Int64, "Date": pl.Date, "order": pl.Int64, "key": pl.Int64,
    "operation": pl.Int64, "value": pl.Int64, "origin": pl.Int64, "position": pl.Int64, "Line": pl.String,
    "Source": pl.String,
}


def value_events(workings: Workings, prepared: Prepared) -> pl.DataFrame:
    """Every value event that is typed, as ``EVENTS``; ``position`` is that of its movement, -1 where it has none.

    What cannot be placed (a document nobody received on, a material at several places without one) is listed and left
    out.
    """
    parts = [_revaluations(workings, prepared), _charges(workings, prepared), _standards(workings, prepared)]
    return pl.concat([pl.DataFrame(schema=EVENTS), *parts])


def placed(workings: Workings, prepared: Prepared, events: pl.DataFrame) -> pl.DataFrame:
    """``events`` (Date, order, origin, value, position, Line, Source, operation) with key, material, when and place of
    what they speak of; never before it came."""
    rows = prepared.rows.select(
        pl.col("position").alias("origin"), "material", "key", pl.col("Date").alias("_day"),
        pl.col("order").alias("_order"),
    )
    events = looked_up(events, "origin", rows).with_columns(pl.max_horizontal("Date", "_day").alias("Date"))
    late = pl.col("Date") == pl.col("_day")
    order = pl.when(late).then(pl.max_horizontal("order", "_order")).otherwise(pl.col("order"))
    events = looked_up(events.with_columns(order.alias("order")), "material",
                       prepared.materials.select("material", "method_name"))
    return events.with_columns(
        interval_start(workings).alias("when"), pl.lit(0, dtype=pl.Int64).alias("place")
    ).select(*EVENTS)


def _receipts(prepared: Prepared) -> pl.DataFrame:
    came = prepared.rows.filter((pl.col("operation") == IN) & pl.col("ours"))
    return came.select(
        "position", "Date", "order", "Material", "material", "key", "Document", "Line", "Lot", "quantity", "value",
        "Location", ROW, "Type",
    )


def _revaluations(workings: Workings, prepared: Prepared) -> pl.DataFrame:
    rows = prepared.rows.filter(pl.col("operation") == REVALUE)
    if rows.is_empty():
        return pl.DataFrame(schema=EVENTS)
    came = _receipts(prepared)
    keys = prepared.rows.group_by("material").agg(pl.col("key").unique())
    held = dict(keys.iter_rows())
    by_row = dict(came.select(pl.col(ROW).cast(pl.Int64), "position").iter_rows())
    found: list[tuple[object, ...]] = []
    refused: dict[int, str] = {}
    for row in rows.iter_rows(named=True):
        base = (row["Date"], row["order"], row["position"], REVALUATION, row["Movement"], REVALUE)
        names = {name: row[name] for name in ("Lot", "Document", "Line") if row[name] is not None}
        if row["of"] is not None and row["of"] in by_row:
            found.append((*base, by_row[row["of"]], row["value"]))
            continue
        if names.keys() & {"Lot", "Document"}:
            same = came.filter(pl.col("material") == row["material"])
            for name, value in names.items():
                same = same.filter(pl.col(name) == value)
            if same.is_empty():
                refused[row[ROW]] = "a receipt (or lot) of this material that the row names"
                continue
            for at, part in zip(same["position"], allocate(row["value"], same["quantity"].to_list()), strict=True):
                found.append((*base, at, part))
            continue
        if len(held[row["material"]]) > 1 and row["Location"] is None:
            refused[row[ROW]] = "a document, a lot or a location: the material is valued at several places"
            continue
        found.append((*base, -1, row["value"]))
    _refuse(workings, rows, refused)
    events = _frame(found)
    general = events.filter(pl.col("origin") < 0)
    own = rows.select("position", "material", "key", "when", "place")
    general = looked_up(general, "position", own)
    return pl.concat([
        placed(workings, prepared, events.filter(pl.col("origin") >= 0)),
        general.select(*EVENTS),
    ])


def _frame(found: list[tuple[object, ...]]) -> pl.DataFrame:
    names = ("Date", "order", "position", "Line", "Source", "operation", "origin", "value")
    return pl.DataFrame(found, schema={name: EVENTS[name] for name in names}, orient="row")


def _refuse(workings: Workings, rows: pl.DataFrame, refused: dict[int, str]) -> None:
    for expected in dict.fromkeys(refused.values()):
        named = rows.filter(pl.col(ROW).is_in([row for row, why in refused.items() if why == expected]))
        workings.refuse(
            "Movements", named, "Document", named["Document"].fill_null("(blank)").to_list(), expected,
            "fill in Document and Line (or Lot) of the receipt it belongs to",
        )


def _charges(workings: Workings, prepared: Prepared) -> pl.DataFrame:
    """Charges over several receipts, shared by quantity, value or weight of what came."""
    charges = workings.table("Landed Cost Charges").filter(pl.col("Date") <= workings.policy.as_of)
    if charges.is_empty():
        return pl.DataFrame(schema=EVENTS)
    weights = workings.table("Materials").select("Material", pl.col("Weight").alias("_weight"))
    came = looked_up(_receipts(prepared), "Material", weights)
    came = came.with_columns(pl.col("Document").str.to_lowercase().alias("_document"),
                             pl.col("Line").str.to_lowercase().alias("_line"))
    found: list[tuple[object, ...]] = []
    for row in charges.iter_rows(named=True):
        parts, missing = [], []
        for name in filter(None, (each.strip() for each in re.split(r"[;,\n]", row["Documents"]))):
            document, _, line = name.lower().partition("/")
            same = came.filter(pl.col("_document") == name.lower())
            if same.is_empty() and line:
                same = came.filter((pl.col("_document") == document.strip()) & (pl.col("_line") == line.strip()))
            if same.is_empty():
                missing.append(name)
            parts.append(same)
        one = charges.filter(pl.col(ROW) == row[ROW])
        if missing or not parts:
            workings.refuse(
                "Landed Cost Charges", one, "Documents", ", ".join(missing) or "(blank)",
                "documents of receipts on the sheet Movements", "correct the document, or enter its receipt",
            )
            continue
        receipts = pl.concat(parts).unique("position", maintain_order=True)
        size = {"quantity": "quantity", "value": "value", "weight": "_mass"}[row["Basis"] or "value"]
        basis = receipts.with_columns(
            (pl.col("quantity") // 1000 * pl.col("_weight").fill_null(0) // 1000).alias("_mass")
        )[size].to_list()
        if min(basis) < 0 or not sum(basis):
            workings.refuse(
                "Landed Cost Charges", one, "Basis", row["Basis"] or "value",
                f"receipts with a {row['Basis'] or 'value'} above zero to share by",
                "choose another basis, or fill in what is missing",
            )
            continue
        for at, part in zip(receipts["position"], allocate(row["Amount"], basis), strict=True):
            found.append((row["Date"], LAST, -1, LANDED, row["Charge"], REVALUE, at, part))
    return placed(workings, prepared, _frame(found))


def _standards(workings: Workings, prepared: Prepared) -> pl.DataFrame:
    """New standard costs of materials valued at standard, at the beginning of their day."""
    standards = dated_standards(workings).filter(pl.col("From") <= workings.policy.as_of)
    valued = prepared.materials.filter((pl.col("method") == STANDARD) & pl.col("ours"))
    started = prepared.rows.group_by("material", "key").agg(pl.col("Date").min().alias("_first"))
    first = started.group_by("material").agg(pl.col("_first").min().alias("_begun"))
    rows = standards.join(valued.select("Material", "material"), on="Material").join(first, on="material")
    rows = rows.filter(pl.col("From") > pl.col("_begun")).join(started, on="material")
    return rows.select(
        "material", pl.col("From").alias("when"), pl.lit(-1, dtype=pl.Int64).alias("place"),
        pl.col("From").alias("Date"), pl.lit(-1, dtype=pl.Int64).alias("order"), "key",
        pl.lit(RESTANDARD, dtype=pl.Int64).alias("operation"), pl.col("Standard Cost").alias("value"),
        pl.lit(-1, dtype=pl.Int64).alias("origin"), pl.lit(-1, dtype=pl.Int64).alias("position"),
        pl.lit(NEW_STANDARD).alias("Line"), pl.col("Material").alias("Source"),
    ).cast(EVENTS)  # type: ignore[arg-type]
