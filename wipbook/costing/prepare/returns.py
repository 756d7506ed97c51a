"""What returns belong to: the issue, shipment or receipt whose cost they carry (accounting rule 12)."""

from __future__ import annotations

import polars as pl

from wipbook.costing.kernel.cost_layers import IN, IN_AT_RATE, RETURN_IN, RETURN_OUT
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.allocate import allocate
from wipbook.values.lookup import looked_up

_SOURCE = {
    MovementType.ISSUE: "issue", MovementType.RETURN_FROM_JOB: "issue", MovementType.SHIPMENT: "shipment",
    MovementType.SALES_RETURN: "shipment", MovementType.SCRAP: "scrap", MovementType.RETURN_TO_SUPPLIER: "sent back",
    MovementType.ADJUSTMENT: "adjustment", MovementType.COUNT: "adjustment", MovementType.TRANSFER: "transfer",
}
"""What kind of thing that left a row is, or comes back from."""


def with_groups(moves: pl.DataFrame) -> pl.DataFrame:
    """``moves`` with ``group``, the number of what a return comes back from (-1: none).

    A return belongs to what it names: Reverses, Lot, Document and Line, Document; else a return from a job to all that
    was issued to it, a sales return to the customer's shipments, goods found again to all of their kind. What a return
    names exactly is not averaged with what others name less exactly.
    """
    back = moves.filter(pl.col("operation") == RETURN_IN)
    if back.is_empty():
        return moves.with_columns(pl.lit(-1, dtype=pl.Int64).alias("group"))
    row = pl.col(ROW).cast(pl.Int64).alias("_at")
    sources = moves.filter(
        (pl.col("operation") != RETURN_IN) & pl.col("_leaves") & pl.col("Material").is_in(back["Material"].implode())
    ).with_columns(row, row.alias("of"))
    left = back.with_columns(row)
    labels: list[pl.DataFrame] = []
    for level, keys in enumerate(_LEVELS):
        names = left.drop_nulls(keys).select("_at", *keys)
        if names.is_empty() or sources.is_empty():
            continue
        label = pl.concat_str(pl.lit(str(level)), *(pl.col(key).cast(pl.String) for key in keys), separator="\x1f")
        given = sources.drop_nulls(keys).join(names.select(keys).unique(), on=keys, how="semi")
        came = names.join(given.select(keys).unique(), on=keys, how="semi")
        labels += [each.select("_at", label.alias("_label")) for each in (given, came)]
        sources = sources.join(given, on="_at", how="anti")
        left = left.join(came, on="_at", how="anti")
    alone = pl.concat_str(pl.lit("-"), pl.col("material"), pl.col("_what"), pl.col("_job"), separator="\x1f")
    labels.append(left.select("_at", alone.alias("_label")))
    known = pl.concat(labels).sort("_at")
    numbers = known.select("_label").unique(maintain_order=True).with_row_index("group")
    known = looked_up(known, "_label", numbers).select("_at", pl.col("group").cast(pl.Int64))
    return looked_up(moves.with_columns(row), "_at", known).drop("_at").with_columns(pl.col("group").fill_null(-1))


def with_sources(moves: pl.DataFrame) -> pl.DataFrame:
    """``moves`` with what they are or come back from (``_what``) and whether goods leave by them (``_leaves``)."""
    kind = pl.col("Type")
    leaving = kind.is_in([MovementType.ISSUE, MovementType.SHIPMENT, MovementType.SCRAP,
                          MovementType.RETURN_TO_SUPPLIER])
    back = kind.is_in([MovementType.RETURN_FROM_JOB, MovementType.SALES_RETURN])
    signed = kind.is_in([MovementType.ADJUSTMENT, MovementType.COUNT])
    return moves.with_columns(
        kind.replace_strict(_SOURCE, default="", return_dtype=pl.String).alias("_what"),
        pl.when(kind.is_in([MovementType.ISSUE, MovementType.RETURN_FROM_JOB])).then(pl.col("Job").fill_null(""))
        .otherwise(pl.lit("")).alias("_job"),
        pl.when(kind.is_in([MovementType.SHIPMENT, MovementType.SALES_RETURN])).then(pl.col("Customer").fill_null(""))
        .otherwise(pl.lit("")).alias("_customer"),
        ((leaving & ~pl.col("flipped")) | (back & pl.col("flipped")) | (signed & (pl.col("Quantity") < 0)))
        .fill_null(False).alias("_leaves"),
    )


_SAME = ["material", "_what", "_job"]
_LEVELS = (["of"], [*_SAME, "Lot"], [*_SAME, "Document", "Line"], [*_SAME, "Document"], [*_SAME, "_customer"])
_SENT = (["Lot"], ["Document", "Line"], ["Document"])


def with_origins(moves: pl.DataFrame) -> pl.DataFrame:
    """``moves``, in costing order, with ``position`` and ``origin``: the position of what a row sends back (-1: none).

    Reverses names it; else the lot, the line of a document, or the document; where that is several receipts the row
    becomes a part of each of them, in proportion to what others did not send back, and its cost is their average. Else
    it is the latest receipt from the supplier; of a lot taken back without a name, the job's latest before it.
    """
    moves = moves.with_row_index("_rank").with_columns(pl.col("_rank").cast(pl.Int64))
    asking = moves.filter(pl.col("operation") == RETURN_OUT)
    if asking.is_empty():
        return moves.rename({"_rank": "position"}).with_columns(pl.lit(-1, dtype=pl.Int64).alias("origin"))
    came = moves.filter(pl.col("operation").is_in([IN, IN_AT_RATE, RETURN_IN]))
    lots = came.filter(pl.col("Type") == MovementType.COMPLETION)
    receipts = came.filter(pl.col("Type").is_in([MovementType.RECEIPT, MovementType.OPENING]))
    named = asking.filter(pl.col("of").is_not_null()).select("_rank", "of", "quantity").join(
        came.select(pl.col(ROW).cast(pl.Int64).alias("of"), pl.col("_rank").alias("_origin")), on="of", how="inner"
    )
    parts = [named.select("_rank", "_origin", "quantity")]
    sent_back = dict(named.group_by("_origin").agg(pl.col("quantity").sum()).iter_rows())
    completed = pl.col("Type") == MovementType.COMPLETION
    left = asking.join(named, on="_rank", how="anti")
    parts.append(_latest(left.filter(completed), lots, ["material", "key", "Job"]))
    left = left.filter(~completed)
    for keys in _SENT:
        pairs = _before(left, receipts, ["material", "key", *keys])
        parts.append(_shared(pairs, sent_back))
        left = left.join(pairs, on="_rank", how="anti")
    parts.append(_latest(left, receipts, ["material", "key", "Supplier"]))
    found = pl.concat(parts).rename({"quantity": "_part"})
    moves = looked_up(moves, "_rank", found).with_columns(pl.coalesce("_part", "quantity").alias("quantity"))
    moves = moves.with_row_index("position").with_columns(pl.col("position").cast(pl.Int64))
    origins = moves.filter(pl.col("_rank").is_in(found["_origin"].implode()))
    places = dict(origins.select("_rank", "position").iter_rows())
    return moves.with_columns(
        pl.col("_origin").replace_strict(places, default=-1, return_dtype=pl.Int64).fill_null(-1).alias("origin")
    ).drop("_rank", "_part", "_origin")


def _before(asking: pl.DataFrame, came: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Every receipt before a row that both name the same: _rank, quantity of the row, _origin, _size."""
    pairs = asking.drop_nulls(keys).select("_rank", "quantity", *keys).join(
        came.select(*keys, pl.col("_rank").alias("_origin"), pl.col("quantity").alias("_size")), on=keys, how="inner"
    )
    return pairs.filter(pl.col("_origin") < pl.col("_rank"))


def _latest(asking: pl.DataFrame, came: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    pairs = _before(asking, came, keys).group_by("_rank").agg(pl.col("_origin").max(), pl.col("quantity").first())
    return pairs.select("_rank", "_origin", "quantity")


def _shared(pairs: pl.DataFrame, sent_back: dict[int, int]) -> pl.DataFrame:
    """The parts of each row over its receipts."""
    rows = []
    for (rank,), group in pairs.sort("_rank", "_origin").group_by("_rank", maintain_order=True):
        quantity = group["quantity"][0]
        weights = [max(0, size - sent_back.get(at, 0)) for at, size in group.select("_origin", "_size").iter_rows()]
        if not sum(weights):
            weights = [1] * len(weights)
        for origin, part in zip(group["_origin"], allocate(quantity, weights), strict=True):
            if part:
                rows.append((rank, origin, part))
    schema = {"_rank": pl.Int64, "_origin": pl.Int64, "quantity": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")
