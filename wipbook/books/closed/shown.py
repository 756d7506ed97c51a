"""What reports show of closed periods: what was recorded, and adjustments where they were posted."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.closed.adjustments import recorded_jobs
from wipbook.books.closed.span import Span
from wipbook.books.closed.stock_at import PLACE
from wipbook.books.statement import GL_ROLE
from wipbook.costing.solution import Solution
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.record import ENTRIES, JOBS, Record
from wipbook.schema.ledger.statement_line import OPENING, PRIOR_PERIODS
from wipbook.values.lookup import looked_up

STAGED = {"Line": pl.String, "Stage": pl.String, "Amount": pl.Int64}


def staged(entries: pl.DataFrame) -> pl.DataFrame:
    """Entries of the three stages as Line, Stage, Amount."""
    return entries.filter(pl.col("Role").is_in(list(GL_ROLE))).select(
        "Line", pl.col("Role").replace_strict(GL_ROLE, return_dtype=pl.String).alias("Stage"), "Amount"
    )


def statement_parts(held: Span, adjusted: pl.DataFrame) -> pl.DataFrame:
    """What the closes, and the adjustments of prior periods, put on the statement: Line, Stage, Amount.

    ``adjusted``: those that are posted on the first open day; they count where the report goes on beyond it.
    """
    before = [staged(record.part(name)).with_columns(pl.lit(OPENING).alias("Line"))
              for record in held.before for name in ("before", "entries")]
    opened = [staged(record.part("before")).with_columns(pl.lit(OPENING).alias("Line")) for record in held.inside]
    inside = [staged(record.part("entries")) for record in held.inside]
    posted = [staged(adjusted)] if held.open else []
    return pl.concat([pl.DataFrame(schema=STAGED), *before, *opened, *inside, *posted])


def balances_at(closed: Closed, day: dt.date) -> dict[str, int] | None:
    """What each stage held at the end of a closed period, as it was closed; None for any other day."""
    if day not in closed.ends:
        return None
    parts = [staged(record.part(name)) for record in closed.standing if record.end <= day
             for name in ("before", "entries")]
    sums = pl.concat(parts).group_by("Stage").agg(pl.col("Amount").sum())
    return {stage: int(amount) for stage, amount in sums.iter_rows()}


def job_parts(held: Span, adjusted: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """``before``, ``during`` and ``prior`` (adjustments of prior periods) of the cost sheets of jobs, each as ``JOBS``,
    as far as they were recorded."""
    empty = pl.DataFrame(schema=JOBS)
    before = [record.part(name) for record in held.before for name in ("jobs before", "jobs", "jobs prior")]
    opened = [record.part("jobs before") for record in held.inside]
    during = [record.part("jobs") for record in held.inside]
    prior = [record.part("jobs prior") for record in held.inside]
    return {
        "before": pl.concat([empty, *before, *opened]),
        "during": pl.concat([empty, *during]),
        "prior": pl.concat([empty, *prior, *([adjusted] if held.open else [])]),
    }


def jobs_as_closed(closed: Closed, record: Record) -> pl.DataFrame:
    """All that the cost sheets of jobs held when the period of ``record`` was closed: ``JOBS``."""
    return recorded_jobs(Closed(tuple(each for each in closed.standing if each.end <= record.end)))


def stock_as_closed(record: Record, valuation: pl.DataFrame, solution: Solution) -> pl.DataFrame:
    """The valuation with the quantities and values that were closed."""
    names = solution.materials.select("Material", "Description", "Kind", "Unit", "Owner",
                                      pl.col("method_name").alias("Method"))
    held = looked_up(record.part("stock"), "Material", names)
    last = valuation.select(*PLACE, "Last Movement")
    return held.join(last, on=PLACE, how="left", nulls_equal=True, maintain_order="left").select(valuation.columns)


def posted_entries(closed: Closed, computed: pl.DataFrame, adjusted: pl.DataFrame) -> pl.DataFrame:
    """Date, Line, Role, Job, Material, Kind, Amount as the ledger should have them: closed periods as they were
    recorded (at their last day), adjustments of prior periods on the first open day, then what is computed.

    What lay before the first period that was ever closed keeps its days and lines, which the ledger may have been given
    already; where it comes to something else now, a line Prior periods on its last day brings it back to what was
    recorded.
    """
    if not closed.standing:
        return computed
    blank = pl.lit(None, dtype=pl.String).alias("Material")
    columns = computed.columns

    def dated(frame: pl.DataFrame, day: dt.date) -> pl.DataFrame:
        return frame.select(*ENTRIES).with_columns(pl.lit(day).alias("Date"), blank).select(columns)

    first = closed.standing[0]
    before = computed.filter(pl.col("Date") < first.start)
    parts = [before, dated(_back_to(first.part("before"), before), first.start - dt.timedelta(days=1))]
    parts += [dated(record.part("entries"), record.end) for record in closed.standing]
    last = closed.standing[-1].end
    parts.append(dated(adjusted, last + dt.timedelta(days=1)))
    return pl.concat([*parts, computed.filter(pl.col("Date") > last)])


def _back_to(recorded: pl.DataFrame, computed: pl.DataFrame) -> pl.DataFrame:
    """What leads from computed entries back to recorded ones, by role and job."""
    by = ("Role", "Job")
    both = pl.concat([recorded.select(*by, "Amount"), computed.select(*by, -pl.col("Amount"))])
    changed = both.group_by(by).agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0).sort(by, nulls_last=False)
    return changed.select(
        pl.lit(PRIOR_PERIODS).alias("Line"), "Role", "Job", pl.lit(None, dtype=pl.String).alias("Kind"), "Amount"
    )
