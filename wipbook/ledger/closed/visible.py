"""What the sheets Periods and Closing Balances say of the records, row by row, and whether they still say it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

import polars as pl

from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.record import Kind, Record
from wipbook.port.tables import TableSource

Schema = Mapping[str, pl.DataType | type[pl.DataType]]
PERIODS: Schema = {
    "Record": pl.Int64, "Kind": pl.String, "Period Start": pl.Date, "Period End": pl.Date, "When": pl.Datetime("us"),
    "By": pl.String, "Reason": pl.String, "Despite": pl.String, "Raw Materials": pl.Int64, "WIP": pl.Int64,
    "Finished Goods": pl.Int64, "Copy": pl.String, "Copy Hash": pl.String, "Hash": pl.String,
}
BALANCES: Schema = {
    "Record": pl.Int64, "Period End": pl.Date, "Of": pl.String, "Material": pl.String, "Location": pl.String,
    "Lot": pl.String, "Job": pl.String, "Element": pl.String, "Role": pl.String, "Quantity": pl.Int64,
    "Value": pl.Int64,
}
STOCK, JOB, ROLE = "stock", "job", "account"
_MILLION = 1_000_000


def periods_rows(closed: Closed) -> pl.DataFrame:
    """A row per record (``PERIODS``); the three balances since the first day, in the smallest currency unit."""
    rows = []
    for number, record in enumerate(closed.records, 1):
        held = roles_of(Closed(closed.records[:number])) if record.kind is Kind.CLOSE else {}
        said = [held.get(role, 0) if held else None for role in ("Raw Materials", "WIP", "Finished Goods")]
        rows.append((
            record.number, record.kind.value, record.start, record.end, record.when, record.by, record.reason or None,
            ", ".join(record.despite) or None, *said, record.copy or None, record.copy_hash or None, record.hash,
        ))
    return pl.DataFrame(rows, schema=PERIODS, orient="row")


def balance_rows(closed: Closed) -> pl.DataFrame:
    """What each close held at its end (``BALANCES``): stock by what is valued by itself, cost in jobs by element, every
    account since the first day. Zero balances are not listed; quantities are in millionths."""
    parts = [pl.DataFrame(schema=BALANCES)]
    for number, record in enumerate(closed.records, 1):
        if record.kind is Kind.CLOSE:
            parts.append(_balances(Closed(closed.records[:number]), record))
    return pl.concat(parts)


def roles_of(closed: Closed) -> dict[str, int]:
    """The balance of every account role since the first day, by the closes that stand."""
    parts = [record.part(name).select("Role", "Amount") for record in closed.standing for name in ("before", "entries")]
    if not parts:
        return {}
    sums = pl.concat(parts).group_by("Role").agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0).sort("Role")
    return dict(sums.iter_rows())


def _balances(closed: Closed, record: Record) -> pl.DataFrame:
    jobs = pl.concat([
        each.part(name).select("Job", "Element", "Amount")
        for each in closed.standing for name in ("jobs before", "jobs", "jobs prior")
    ]).group_by("Job", "Element").agg(pl.col("Amount").sum().alias("Value")).filter(pl.col("Value") != 0)
    roles = roles_of(closed)
    blocks = {
        STOCK: record.part("stock").drop("Stage"),
        JOB: jobs.sort("Job", "Element"),
        ROLE: pl.DataFrame({"Role": list(roles), "Value": list(roles.values())},
                           schema={"Role": pl.String, "Value": pl.Int64}),
    }
    found = []
    for of, frame in blocks.items():
        said = frame.with_columns(
            pl.lit(record.number, dtype=pl.Int64).alias("Record"), pl.lit(record.end).alias("Period End"),
            pl.lit(of).alias("Of"),
        )
        blank = [pl.lit(None, dtype=kind).alias(name) for name, kind in BALANCES.items() if name not in said.columns]
        found.append(said.with_columns(blank).select(*BALANCES))
    return pl.concat(found)


def faults_of_sheets(source: TableSource, closed: Closed, places: int) -> list[str]:
    """Rows of Periods and Closing Balances that were changed or deleted, or are nobody's; in words, with the first."""
    found = []
    for sheet, table, rows, schema in (
        ("Periods", "Periods", periods_rows(closed), PERIODS),
        ("Closing Balances", "ClosingBalances", balance_rows(closed), BALANCES),
    ):
        if table not in source.tables():
            if rows.height:
                found.append(f"the sheet {sheet} is gone")
            continue
        shown = _shown(source.read_table(table).frame, schema)
        if shown is None:
            found.append(f"{sheet}: a column is missing or was renamed")
            continue
        meant = Counter(_told(row, schema) for row in rows.iter_rows(named=True))
        there = Counter(_seen(row, schema, places) for row in shown)
        missing, strange = meant - there, there - meant
        if missing or strange:
            first = next(iter(missing or strange))
            what = "was changed or deleted" if missing else "is not of any close"
            found.append(f"{sheet}: {max(missing.total(), strange.total())} rows are not what was closed; a row of "
                         f"record {first[0]} ({', '.join(str(part) for part in first[1:] if part)}) {what}")
    return found


def _shown(frame: pl.DataFrame, schema: Schema) -> list[dict[str, object]] | None:
    if not set(schema) <= set(frame.columns):
        return None
    rows = frame.select(list(schema))
    return [row for row in rows.iter_rows(named=True) if any(value is not None for value in row.values())]


def _told(row: Mapping[str, object], schema: Schema) -> tuple[object, ...]:
    return tuple(row[name] for name in schema)


def _seen(row: Mapping[str, object], schema: Schema, places: int) -> tuple[object, ...]:
    return tuple(_understood(row[name], kind, name, places) for name, kind in schema.items())


def _understood(value: object, kind: object, name: str, places: int) -> object:
    """A cell as the record would say it; itself where it says something else."""
    if value is None or value == "":
        return None
    if kind == pl.Date:
        return value.date() if isinstance(value, dt.datetime) else value
    if isinstance(value, dt.datetime):
        return value.replace(microsecond=0)
    if kind == pl.Int64 and isinstance(value, int | float):
        scale = 1 if name == "Record" else _MILLION if name == "Quantity" else 10**places
        return round(value * scale)
    if kind == pl.String and isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if kind != pl.String else str(value)

