"""The double entry: everything that happens, with both of its sides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import polars as pl

from wipbook.books.statement import GL_ROLE, GONE, LINE_OF_ENTRY, LINE_OF_TYPE, carried_material, went_to_jobs
from wipbook.books.stock.valuation import STAGE_OF_KIND
from wipbook.costing.prepare.value_events import LANDED, LATE
from wipbook.costing.shown import TRUE_UP
from wipbook.costing.solution import Solution
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.schema.jobs.cost_element import CostElement
from wipbook.schema.ledger.account_role import AccountRole
from wipbook.schema.ledger.statement_line import LINES
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.fixed import multiply_divide
from wipbook.values.lookup import looked_up

MOVED, INDIRECT_LABOR, ACTUAL_OVERHEAD, CONTAINED_LABOR = (
    "Moved between jobs", "Payroll to overhead", "Actual overhead", "Payroll contained in actual overhead",
)
"""Lines of entries that touch no stage as a whole: the Statement has none of them."""
ENTRY_LINES = (*LINES, MOVED, INDIRECT_LABOR, ACTUAL_OVERHEAD, CONTAINED_LABOR)
ENTRIES = {
    "Date": pl.Date, "Line": pl.String, "Role": pl.String, "Job": pl.String, "Material": pl.String, "Kind": pl.String,
    "Amount": pl.Int64,
}
"""Columns of the entries: Job, Material and Kind (a cost element or a pay type) are blank where none is meant."""
MATERIAL, STANDARD_VARIANCE = CostElement.MATERIAL.value, "Standard cost variance"
_GROUP = ("Date", "Line", "Job", "Material", "Kind")
_PAIR = (*_GROUP, "Role", "Other", "Amount")
_ROLE_OF_STAGE = {stage: role for role, stage in GL_ROLE.items()}
_OTHER_OF_TYPE = {
    MovementType.OPENING: AccountRole.OPENING_BALANCES, MovementType.RETURN_TO_SUPPLIER: AccountRole.GRNI,
    MovementType.RECEIPT: AccountRole.GRNI, MovementType.ISSUE: AccountRole.WIP,
    MovementType.RETURN_FROM_JOB: AccountRole.WIP, MovementType.COMPLETION: AccountRole.WIP,
    MovementType.SHIPMENT: AccountRole.COGS, MovementType.SALES_RETURN: AccountRole.COGS,
    MovementType.SCRAP: AccountRole.SCRAP, MovementType.ADJUSTMENT: AccountRole.ADJUSTMENT,
    MovementType.COUNT: AccountRole.ADJUSTMENT, MovementType.TRANSFER: AccountRole.ADJUSTMENT,
    MovementType.REVALUATION: AccountRole.REVALUATION,
}
"""The account that takes the other side of a movement; landed cost and what follows a receipt have their own."""
_OTHER_OF_ENTRY = {
    "Labor": AccountRole.WAGES_CLEARING, "Overhead": AccountRole.OVERHEAD_APPLIED,
    "Scrapped": AccountRole.SCRAP, "Expensed": AccountRole.VARIANCE,
    "Contract Cost": AccountRole.CONTRACT_COST,
}
_FOLLOWED = {
    MovementType.SHIPMENT: AccountRole.COGS, MovementType.SALES_RETURN: AccountRole.COGS,
    MovementType.SCRAP: AccountRole.SCRAP, MovementType.ADJUSTMENT: AccountRole.ADJUSTMENT,
    MovementType.COUNT: AccountRole.ADJUSTMENT,
}
"""Where cost that came later goes when its goods are gone: as they went."""


def entries(ledger: Ledger, solution: Solution) -> pl.DataFrame:
    """Date, Line, Role, Job, Material, Kind, Amount (debit positive, smallest currency unit), up to the as-of date.

    Each amount is written with its other side, so the amounts of every Date, Line, Job, Material and Kind sum to zero;
    only what Job Adjustments move has its two sides in two jobs, and sums to zero by Date, Line and Kind. The stages
    are those of the Statement, and WIP by Job is the Roll-Forward. Other sides: receipts, direct purchases, returns to
    suppliers and revaluations of a receipt have Goods Received Not Invoiced (an invoice at another price is a
    revaluation of its receipt); landed cost Freight Clearing; a revaluation of what was not received Revaluation; labor
    Wages Clearing, the part of the payroll that no job bears with Overhead Control, day by day. The actual cost of the
    pools is Overhead Control out of Overhead Clearing at the end of its month; the payroll that it contains is taken
    out again there, so that Overhead Control holds it once. Up to the day the workbook of an earlier year was carried
    forward through, every other side is Opening Balances.
    """
    moves = _movements(ledger, solution)
    stages = solution.materials.select("material", "Material", _stage().alias("Role"))
    pairs = pl.concat([
        *_stock(moves, solution), *_direct(moves), *_completed(moves, solution), *_events(stages, solution),
        *_carried(stages, solution), *_charged(ledger, solution), *_overhead(solution),
    ])
    both = pl.concat([
        pairs.select(*_GROUP, "Role", "Amount"),
        pairs.select(*_GROUP, pl.col("Other").alias("Role"), -pl.col("Amount")),
        _moved(ledger).select(*_GROUP, "Role", "Amount"),
    ]).filter(pl.col("Date") <= ledger.policy.as_of).with_columns(_opened(ledger.policy.carried_forward_through))
    sums = both.group_by(*_GROUP, "Role").agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0)
    line = pl.col("Line").replace_strict(dict(zip(ENTRY_LINES, range(len(ENTRY_LINES)), strict=True)))
    return sums.sort("Date", line, "Job", "Material", "Kind", "Role").select(*ENTRIES)


def _opened(through: dt.date | None) -> pl.Expr:
    """Role: what happened in the workbook of an earlier year, up to the day it was carried forward ``through``, is an
    opening balance; its other accounts are in the ledger since then."""
    if through is None:
        return pl.col("Role")
    stages = list(_ROLE_OF_STAGE.values())
    other = ~pl.col("Role").is_in(stages)
    before = pl.col("Date") <= through
    return pl.when(other & before).then(pl.lit(AccountRole.OPENING_BALANCES.value)).otherwise("Role").alias("Role")


def _pairs(frame: pl.DataFrame, amount: pl.Expr, **columns: pl.Expr | str | None) -> pl.DataFrame:
    """``frame`` as pairs of ``amount``; a text among ``columns`` is the value itself. Job, Material and Kind are blank
    where neither says them."""
    said = {name: column if isinstance(column, pl.Expr) else pl.lit(column, dtype=pl.String)
            for name, column in columns.items()}
    blank = [pl.lit(None, dtype=pl.String).alias(name) for name in ("Job", "Material", "Kind")
             if name not in frame.columns and name not in said]
    frame = frame.with_columns(*blank, **said, Amount=amount.cast(pl.Int64))
    return frame.filter(pl.col("Amount") != 0).select(
        pl.col(name).cast(pl.String) if name not in ("Date", "Amount") else pl.col(name) for name in _PAIR
    )


def _stage() -> pl.Expr:
    """The role of the stage that goods of a Kind stand in."""
    stage = pl.col("Kind").replace_strict(STAGE_OF_KIND, return_dtype=pl.String)
    return stage.replace_strict(_ROLE_OF_STAGE, return_dtype=pl.String)


def _movements(ledger: Ledger, solution: Solution) -> pl.DataFrame:
    """Movements with Line, Role (of their stage) and ``landed``: what of the value of a receipt is landed cost; of one
    that is taken back, its part of that."""
    stages = solution.materials.select("material", "ours", _stage().alias("Role"))
    typed = ledger.table("Movements").select(ROW, pl.col("Landed Cost").fill_null(0).alias("landed"))
    moves = looked_up(solution.movements.drop("ours", strict=False), "material", stages)
    moves = looked_up(moves, ROW, typed).with_columns(
        pl.when((pl.col("Type") == MovementType.RECEIPT) & pl.col("ours")).then("landed").otherwise(0).alias("landed"),
        pl.col("Type").replace_strict(LINE_OF_TYPE, return_dtype=pl.String).alias("Line"), pl.col("of").cast(pl.Int64),
        pl.when("carried").then(pl.lit(AccountRole.OPENING_BALANCES.value)).otherwise("Role").alias("Role"),
    )
    came = {row: (landed, size) for row, landed, size in moves.filter(
        (pl.col("landed") != 0) & ~pl.col("flipped")
    ).select(ROW, "landed", "quantity").iter_rows()}
    back = moves.filter(pl.col("flipped") & pl.col("of").is_in(list(came))).select(ROW, "of", "quantity").rows()
    parts = {row: -multiply_divide(came[of][0], size, came[of][1]) for row, of, size in back if came[of][1]}
    taken = pl.col(ROW).replace_strict(parts, default=0, return_dtype=pl.Int64)
    return moves.with_columns(pl.when("flipped").then(taken).otherwise("landed").alias("landed"))


def _stock(moves: pl.DataFrame, solution: Solution) -> Iterator[pl.DataFrame]:
    """What movements do to the stores, completions apart; and what standards leave over."""
    net = pl.col("value_in") - pl.col("value_out")
    other = pl.col("Type").replace_strict({kind.value: role.value for kind, role in _OTHER_OF_TYPE.items()},
                                          return_dtype=pl.String)
    kind = pl.when(pl.col("Type").is_in([MovementType.ISSUE, MovementType.RETURN_FROM_JOB])).then(pl.lit(MATERIAL))
    of_stock = moves.filter(
        ~pl.col("Type").is_in([MovementType.COMPLETION, MovementType.REVALUATION]) & ~pl.col("direct")
    )
    yield _pairs(of_stock, net - pl.col("landed"), Other=other, Kind=kind)
    yield _pairs(of_stock, pl.col("landed"), Other=AccountRole.FREIGHT_CLEARING)
    origins = moves.select(pl.col("position").alias("origin"), pl.col("Type").alias("_origin"))
    typed = moves.filter(pl.col("Type") == MovementType.REVALUATION)
    values = looked_up(solution.events.filter(pl.col("position") >= 0), "origin", origins).select(
        "position", "_origin", pl.col("value_in").alias("_value")
    )
    invoiced = pl.when(pl.col("_origin") == MovementType.RECEIPT).then(pl.lit(AccountRole.GRNI.value))
    yield _pairs(looked_up(typed, "position", values), pl.col("_value").fill_null(0),
                 Other=invoiced.otherwise(pl.lit(AccountRole.REVALUATION.value)))
    yield _pairs(moves, -pl.col("variance"), Line=STANDARD_VARIANCE, Other=AccountRole.VARIANCE, Job=None)


def _direct(moves: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """What was bought for jobs, or was in them at the start."""
    opening = pl.col("Type") == MovementType.OPENING
    direct = moves.filter(pl.col("direct") & ~pl.col("carried"))
    yield _pairs(carried_material(moves), pl.col("Amount"), Role=AccountRole.WIP, Other=AccountRole.OPENING_BALANCES,
                 Kind=MATERIAL)
    yield _pairs(direct.filter(opening), pl.col("value"), Role=AccountRole.WIP, Other=AccountRole.OPENING_BALANCES,
                 Kind=pl.coalesce("Element", pl.lit(MATERIAL)))
    bought = direct.filter(~opening).with_columns(pl.lit(LINE_OF_ENTRY["Subcontract"]).alias("Line"))
    both = {"Role": AccountRole.WIP, "Kind": CostElement.SUBCONTRACT}
    yield _pairs(bought, pl.col("value") - pl.col("landed"), Other=AccountRole.GRNI, **both)
    yield _pairs(bought, pl.col("landed"), Other=AccountRole.FREIGHT_CLEARING, **both)


def _completed(moves: pl.DataFrame, solution: Solution) -> Iterator[pl.DataFrame]:
    """What jobs made. What a job made of goods that are not ours is work sold: it never stood in the stores."""
    made = moves.filter(pl.col("Type") == MovementType.COMPLETION)
    net = pl.col("value_in") - pl.col("value_out")
    told = pl.when("flipped").then(-pl.col("value")).otherwise("value")
    into = _pairs(made, pl.when("carried").then(told).otherwise(net), Other=AccountRole.WIP)
    yield into
    yield _left(solution, "Completed", into.select("Date", "Job", "Amount"), AccountRole.COGS)


def _events(stages: pl.DataFrame, solution: Solution) -> Iterator[pl.DataFrame]:
    """What came without quantity: charges, new standards, late cost of jobs."""
    events = looked_up(solution.events.filter(pl.col("position") < 0), "material", stages)
    came, late = pl.col("value_in"), pl.col("Line") == LATE
    charge = pl.when(pl.col("Line") == LANDED).then(pl.lit(AccountRole.FREIGHT_CLEARING.value))
    yield _pairs(events.filter(~late), came, Other=charge.otherwise(pl.lit(AccountRole.VARIANCE.value)))
    of_jobs = _pairs(events.filter(late), came, Other=AccountRole.WIP, Job=pl.col("Source"))
    yield of_jobs
    yield _left(solution, "Late Cost", of_jobs.select("Date", "Job", "Amount"), AccountRole.LATE_JOB_COST)
    yield _pairs(events, -pl.col("variance"), Line=STANDARD_VARIANCE, Other=AccountRole.VARIANCE)


def _left(solution: Solution, entry: str, known: pl.DataFrame, other: AccountRole) -> pl.DataFrame:
    """What left jobs by ``entry`` beyond what the stores took over, by day and job, on the account ``other``."""
    out = solution.job_entries.filter(pl.col("Entry") == entry).select("Date", "Job", "Amount")
    rest = pl.concat([out, known], how="vertical_relaxed").group_by("Date", "Job").agg(pl.col("Amount").sum())
    return _pairs(rest, pl.col("Amount"), Line=LINE_OF_ENTRY[entry], Role=AccountRole.WIP, Other=other)


def _carried(stages: pl.DataFrame, solution: Solution) -> Iterator[pl.DataFrame]:
    """Cost that came later and went on with the goods: into jobs, or to where goods are that are gone."""
    went = looked_up(went_to_jobs(solution), "material", stages).rename({"Role": "Other"})
    into, amount, late = pl.col("Into Job"), pl.col("Amount"), pl.col("Line") == LATE
    yield _pairs(went.filter(into), amount, Role=AccountRole.WIP, Kind=MATERIAL)
    gone = went.filter(~into).with_columns(pl.col("Line").replace(GONE))
    as_they_went = pl.col("Type").replace_strict({kind.value: role.value for kind, role in _FOLLOWED.items()},
                                                 default=AccountRole.VARIANCE.value, return_dtype=pl.String)
    shipped = pl.col("Type").is_in([MovementType.SHIPMENT, MovementType.SALES_RETURN]).fill_null(False)
    role = (
        pl.when(late & shipped).then(pl.lit(AccountRole.LATE_JOB_COST.value))
        .when(pl.col("Line").is_in([LATE, TRUE_UP])).then(as_they_went.fill_null(AccountRole.VARIANCE.value))
        .when(pl.col("Line").is_in(list(GONE.values()))).then(pl.lit(AccountRole.PRICE_DIFFERENCES.value))
        .otherwise(pl.lit(AccountRole.VARIANCE.value))
    )
    yield _pairs(gone, amount, Role=role, Job=pl.when(late).then("Source"))


def _charged(ledger: Ledger, solution: Solution) -> Iterator[pl.DataFrame]:
    """Labor and overhead of jobs, without what was only moved between them; and what jobs lost."""
    moved = _moved(ledger).select("Date", pl.col("Kind").alias("Entry"), "Job", -pl.col("Amount"),
                                  pl.col("Kind").alias("Element"))
    own = solution.job_entries.select("Date", "Entry", "Job", "Amount", "Element")
    rows = pl.concat([own, moved], how="vertical_relaxed").filter(pl.col("Entry").is_in(list(_OTHER_OF_ENTRY)))
    rows = rows.group_by("Date", "Entry", "Job", "Element").agg(pl.col("Amount").sum())
    line = pl.col("Entry").replace_strict(LINE_OF_ENTRY, return_dtype=pl.String)
    other = pl.col("Entry").replace_strict({entry: role.value for entry, role in _OTHER_OF_ENTRY.items()},
                                           return_dtype=pl.String)
    yield _pairs(rows, pl.col("Amount"), Line=line, Role=AccountRole.WIP, Other=other, Kind=pl.col("Element"))


def _moved(ledger: Ledger) -> pl.DataFrame:
    """Job Adjustments: what leaves one job and enters another."""
    rows = ledger.table("Job Adjustments").with_columns(
        pl.lit(MOVED).alias("Line"), pl.lit(AccountRole.WIP.value).alias("Role"), pl.col("Element").alias("Kind"),
        pl.lit(None, dtype=pl.String).alias("Material"),
    ).filter(pl.col("Date") <= ledger.policy.as_of)
    return pl.concat([
        rows.with_columns(pl.col(job).alias("Job"), pl.col("Amount") * sign).select(*ENTRIES)
        for job, sign in (("From Job", -1), ("To Job", 1))
    ])


def _overhead(solution: Solution) -> Iterator[pl.DataFrame]:
    """The payroll that no job bears, by pay type and day; the actual cost of the pools; what both have in common."""
    control, clearing = AccountRole.OVERHEAD_CONTROL, AccountRole.OVERHEAD_CLEARING
    yield _pairs(solution.labor.drop("Job"), pl.col("Indirect"), Line=INDIRECT_LABOR, Role=control,
                 Other=AccountRole.WAGES_CLEARING, Kind=pl.col("Pay Type"))
    month_end = pl.col("Month").dt.month_end()
    labor = solution.labor.group_by(pl.col("Date").dt.truncate("1mo").alias("Month")).agg(pl.col("Indirect").sum())
    actual = solution.overhead.filter(pl.col("Actual Cost") > 0).group_by(pl.col("Period").alias("Month")).agg(
        pl.col("Actual Cost").sum()
    )
    both = looked_up(actual, "Month", labor).with_columns(month_end.alias("Date"))
    yield _pairs(both, pl.col("Actual Cost"), Line=ACTUAL_OVERHEAD, Role=control, Other=clearing)
    contained = pl.min_horizontal("Actual Cost", pl.col("Indirect").fill_null(0))
    yield _pairs(both, -contained, Line=CONTAINED_LABOR, Role=control, Other=clearing)
