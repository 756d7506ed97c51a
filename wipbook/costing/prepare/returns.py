"""What returns belong to: the issue, shipment or receipt whose cost they carry (accounting rule 12)."""

from __future__ import annotations

from typing import Any

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
_SAME = ["material", "_what", "_job"]
_LEVELS = (["of"], [*_SAME, "Lot"], [*_SAME, "Document", "Line"], [*_SAME, "Document"], [*_SAME, "_customer"])
"""What a return may name, the most exact first."""
_Label = tuple[int, tuple[object, ...]]


def with_groups(moves: pl.DataFrame) -> pl.DataFrame:
    """``moves``, in costing order, with ``group``, the number of what a return comes back from (-1: none).

    A return belongs to what it names: Reverses, Lot, Document and Line, Document; else a return from a job to all that
    was issued to it, a sales return to the customer's shipments, goods found again to all of their kind. What left
    belongs to the first return that asks for it: no later row changes what an earlier return came back at.
    """
    back = moves.filter(pl.col("operation") == RETURN_IN)
    if back.is_empty():
        return moves.with_columns(pl.lit(-1, dtype=pl.Int64).alias("group"))
    asked = [set(back.select(keys).drop_nulls().iter_rows()) for keys in _LEVELS]
    returns = pl.col("operation") == RETURN_IN
    sources = returns | (pl.col("_leaves") & pl.col("material").is_in(back["material"].implode()))
    names = sorted({name for keys in _LEVELS for name in keys} - {"of"})
    claims = _Claims(asked)
    for row in moves.filter(sources).select(pl.col(ROW).cast(pl.Int64), "of", returns.alias("_back"), *names).iter_rows(
        named=True
    ):
        if row["_back"]:
            claims.give_back(row)
        else:
            claims.leave(row)
    groups = pl.DataFrame(claims.groups(), schema={"_at": pl.Int64, "group": pl.Int64}, orient="row")
    moves = looked_up(moves.with_columns(pl.col(ROW).cast(pl.Int64).alias("_at")), "_at", groups)
    return moves.drop("_at").with_columns(pl.col("group").fill_null(-1))


class _Claims:
    """Which return what left belongs to, found in one walk through time."""

    def __init__(self, asked: list[set[tuple[object, ...]]]) -> None:
        self._asked = asked
        self._there: dict[_Label, list[int]] = {}
        self._seen: dict[_Label, int] = {}
        self._owners: set[_Label] = set()
        self._label: dict[int, _Label] = {}

    @staticmethod
    def _keys(row: dict[str, object]) -> list[_Label]:
        """The labels of a row, the most exact first; a level of which it leaves something blank is not among them."""
        found = []
        for level, names in enumerate(_LEVELS):
            key = tuple(row[name] for name in names)
            if None not in key:
                found.append((level, key))
        return found

    def leave(self, row: dict[str, Any]) -> None:
        for level, key in self._keys(row | {"of": row[ROW]}):
            if key in self._asked[level]:
                self._there.setdefault((level, key), []).append(row[ROW])

    def give_back(self, row: dict[str, Any]) -> None:
        labels = self._keys(row)
        for label in labels:
            there = self._there.get(label)
            if not there:
                continue
            fresh = [each for each in there[self._seen.get(label, 0):] if each not in self._label]
            self._seen[label] = len(there)
            self._label |= dict.fromkeys(fresh, label)
            if fresh:
                self._owners.add(label)
            self._label[row[ROW]] = label if label in self._owners else self._label[there[-1]]
            return
        self._label[row[ROW]] = (-1, (row[ROW],))

    def groups(self) -> list[tuple[int, int]]:
        """Each row that left or came back with the number of its group."""
        numbers: dict[_Label, int] = {}
        return [(row, numbers.setdefault(label, len(numbers))) for row, label in sorted(self._label.items())]


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


_SENT = (["Lot"], ["Document", "Line"], ["Document"])


def with_origins(moves: pl.DataFrame) -> pl.DataFrame:
    """``moves``, in costing order, with ``position`` and ``origin``: the position of what a row sends back (-1: none).

    Reverses names it; else the lot, the line of a document, or the document; where that is several receipts the row
    becomes a part of each of them, in proportion to what others did not send back, and its cost is their average. Else
    it is the latest receipt from the supplier; of a lot taken back without a name, the job's latest before it. What was
    made and taken back in the workbook of an earlier year is told apart in the same way.
    """
    moves = moves.with_row_index("_rank").with_columns(pl.col("_rank").cast(pl.Int64))
    told = pl.col("carried") & (pl.col("Type") == MovementType.COMPLETION)
    asking = moves.filter((pl.col("operation") == RETURN_OUT) | (told & pl.col("flipped")))
    if asking.is_empty():
        return moves.rename({"_rank": "position"}).with_columns(pl.lit(-1, dtype=pl.Int64).alias("origin"))
    came = moves.filter(pl.col("operation").is_in([IN, IN_AT_RATE, RETURN_IN]) | (told & ~pl.col("flipped")))
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
