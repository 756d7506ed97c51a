"""What cannot be true whatever the types say: impossible dates, signs, movements without what they need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from wipbook.ledger.policy import Policy
from wipbook.ledger.rejections import ROW_EXCLUDED, WARNING, Reason, Rejections
from wipbook.ledger.tables import ROW
from wipbook.port.tables import TableCells
from wipbook.schema.column import Column, Role
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.sheet import InputSheet
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.codes import folded
from wipbook.values.columns import HUNDRED_PERCENT
from wipbook.values.fixed import cell_text
from wipbook.values.repeated import repeated

EARLIEST = dt.date(1950, 1, 1)
LATEST_YEARS = 10
LONGEST_SPAN = 31
"""Days that one time ticket may cover."""
_DAY = 24_000_000


@dataclass(frozen=True)
class Sense:
    """A row for which ``fault`` is true is listed at ``column``; a fatal one is left out."""

    sheet: str
    column: str
    fault: Callable[[Policy], pl.Expr]
    expected: str
    remedy: str
    fatal: bool = True
    reason: Reason = Reason.SENSE


def _column(name: str) -> pl.Expr:
    return pl.col(name)


def _days_of_span() -> pl.Expr:
    return (_column("Through") - _column("Date")).dt.total_days() + 1


_TO_COMPLETE = [f"{element} to Complete" for element in ELEMENTS]
_BACK = ["Return from Job", "Issue", "Completion"]

SENSES: tuple[Sense, ...] = (
    Sense(
        "Movements", "Quantity",
        lambda policy: (_column("Quantity") == 0)
            & ~_column("Type").is_in([MovementType.ADJUSTMENT, MovementType.COUNT, MovementType.REVALUATION]),
        "a quantity above zero, or below it to take something back; the Type says which way it went",
        "type what moved; money without a quantity is a Revaluation with an Amount",
    ),
    Sense(
        "Movements", "Job", lambda policy: _column("Type").is_in(_BACK) & _column("Job").is_null()
            & _column("Reverses").is_null(),
        "a job, for an Issue, a Return from Job or a Completion", "fill in the job",
    ),
    Sense(
        "Movements", "To Location",
        lambda policy: (_column("Type") == MovementType.TRANSFER) & _column("To Location").is_null()
            & _column("Reverses").is_null(),
        "a location the goods went to, for a Transfer", "fill in To Location",
    ),
    Sense(
        "Movements", "Amount",
        lambda policy: (_column("Type") == MovementType.REVALUATION) & _column("Amount").is_null(),
        "an amount, for a Revaluation", "fill in Amount, negative for a rebate",
    ),
    Sense(
        "Movements", "Quantity",
        lambda policy: (_column("Type") == MovementType.REVALUATION) & (_column("Quantity") != 0),
        "0, for a Revaluation: it moves money and no goods", "type 0, or choose another Type",
    ),
    Sense(
        "Movements", "Quantity",
        lambda policy: (_column("Type") == MovementType.ADJUSTMENT) & (_column("Quantity") == 0)
            & _column("Amount").is_null(),
        "a quantity, or an Amount: an Adjustment of nothing changes nothing",
        "fill in Amount (as a Revaluation), or the quantity",
    ),
    Sense(
        "Movements", "Element",
        lambda policy: _column("Element").is_not_null()
            & ((_column("Type") != MovementType.OPENING) | _column("Job").is_null()),
        "an element only where an Opening names a job", "clear Element; it counts for nothing here", fatal=False,
    ),
    *(
        Sense(
            sheet, "To", lambda policy: folded(_column("To")) == folded(_column("From")),
            f"another {what} than From", "correct one of the two, or remove the row",
        )
        for sheet, what in (("Units of Measure", "unit"), ("Rates of Exchange", "currency"))
    ),
    Sense(
        "Outputs", "Output", lambda policy: _column("Output") == _column("Product"),
        "another material than the product itself", "remove the row",
    ),
    Sense(
        "Job Adjustments", "To Job", lambda policy: _column("To Job") == _column("From Job"),
        "another job than From Job", "correct one of the two",
    ),
    Sense(
        "Movements", "Unit Cost",
        lambda policy: _column("Type").is_in([MovementType.RECEIPT, MovementType.OPENING])
            & _column("Unit Cost").is_null() & _column("Amount").is_null() & _column("Reverses").is_null(),
        "a unit cost, for a Receipt or an Opening", "fill in the unit cost; 0 if it really cost nothing", fatal=False,
    ),
    Sense(
        "Movements", "Entered At",
        lambda policy: _column("Entered At").dt.date() < _column("Date") - dt.timedelta(days=1),
        "entered on or after the day it happened", "check Date and Entered At", fatal=False,
    ),
    Sense(
        "Movements", "Date",
        lambda policy: (
            (_column("Entered At").dt.date() - _column("Date")).dt.total_days() > policy.late_entry_days
        ) & pl.lit(policy.backdating == "refuse"),
        "a date within Late Entry Days of its entry (Settings: Backdating = refuse)",
        "correct the date, or say why it is late; the row counts, at its date", fatal=False,
    ),
    Sense(
        "Jobs", "Finished", lambda policy: _column("Finished") < _column("Released"),
        "a day on or after Released", "correct Released or Finished", fatal=False,
    ),
    Sense(
        "Jobs", "Due", lambda policy: _column("Due") < _column("Released"),
        "a day on or after Released", "correct Released or Due", fatal=False,
    ),
    Sense(
        "Jobs", "Closed", lambda policy: _column("Closed") < _column("Finished"),
        "a day on or after Finished", "correct Finished or Closed", fatal=False,
    ),
    Sense(
        "Jobs", "Retention %", lambda policy: _column("Retention %") > HUNDRED_PERCENT,
        "at most 100 %", "correct the percent", fatal=False,
    ),
    Sense(
        "Estimates", "Cost to Complete",
        lambda policy: _column("Cost to Complete") != pl.sum_horizontal(_TO_COMPLETE, ignore_nulls=False),
        "the sum of its elements, where all of them are filled in",
        "correct it or the elements, or leave one of the two blank; Cost to Complete counts", fatal=False,
    ),
    *(
        Sense(
            sheet, "Hours", lambda policy: _column("Hours") == 0,
            "hours (number), more or less than zero", "type the hours, or remove the row", reason=Reason.KIND,
        )
        for sheet in ("Labor", "Machine Time")
    ),
    Sense(
        "Labor", "Through", lambda policy: ~_days_of_span().is_between(1, LONGEST_SPAN),
        f"a day from Date on, at most {LONGEST_SPAN} days in all", "correct Date or Through",
    ),
    Sense(
        "Labor", "Hours",
        lambda policy: _column("Through").is_null() & _column("Reverses").is_null() & (_column("Hours").abs() > _DAY),
        "at most 24 hours on one day",
        "fill in Through, the last day of these hours; or split the ticket by day, or correct the hours",
    ),
    Sense(
        "Labor", "Hours",
        lambda policy: (_days_of_span() > 0) & (_column("Hours").abs() > _DAY * _days_of_span()),
        "at most 24 hours for each day from Date to Through", "correct the hours, or Date and Through",
    ),
    Sense(
        "Overhead", "Through", lambda policy: _column("Through") < _column("Period"),
        "a month that is not before Period", "correct Period or Through",
    ),
    Sense(
        "Bill of Materials", "Component", lambda policy: _column("Component") == _column("Product"),
        "a component other than the product itself", "remove the row",
    ),
    Sense(
        "Employees", "Left", lambda policy: _column("Left") < _column("Hired"),
        "a day on or after Hired", "correct Hired or Left", fatal=False,
    ),
)


def check_sense(
    sheet: InputSheet, frame: pl.DataFrame, cells: TableCells, policy: Policy, rejections: Rejections
) -> pl.DataFrame:
    """``frame`` without the rows that make no sense; every one of them is listed."""
    if frame.is_empty():
        return frame
    dropped = repeated(False, frame.height, pl.Boolean)
    last = max(policy.as_of, policy.period_end)
    latest = last.replace(year=last.year + LATEST_YEARS, day=1)
    impossible = [_impossible_date(sheet, column, latest) for column in sheet.columns if column.is_date]
    senses = [*impossible, *(s for s in SENSES if s.sheet == sheet.name)]
    faults = frame.select(sense.fault(policy).fill_null(False).alias(str(at)) for at, sense in enumerate(senses))
    for sense, fault in zip(senses, faults, strict=True):
        if fault.len() != frame.height or not fault.any():
            continue
        rows = frame.filter(fault)
        shown = [_shown(sheet.column(sense.column), value, policy) for value in rows[sense.column]]
        rejections.add(
            cells, rows[ROW].to_list(), sense.column, shown, sense.expected, sense.remedy,
            ROW_EXCLUDED if sense.fatal else WARNING, rows[sheet.key[0]].to_list(), sense.reason,
        )
        if sense.fatal:
            dropped = dropped | fault
    return frame.filter(~dropped)


def _impossible_date(sheet: InputSheet, column: Column, latest: dt.date) -> Sense:
    day = pl.col(column.name).cast(pl.Date)
    return Sense(
        sheet.name, column.name, lambda policy: (day < EARLIEST) | (day > latest),
        f"a date between {EARLIEST.year} and {latest.year}", "correct the year", fatal=column.required,
        reason=Reason.DATE,
    )


def _shown(column: Column, value: object, policy: Policy) -> str:
    """A value as its cell shows it."""
    if value is None:
        return "(blank)"
    if isinstance(value, int) and column.is_number:
        return cell_text(value, policy.currency_places) if column.role is Role.AMOUNT else cell_text(value)
    return str(value)
