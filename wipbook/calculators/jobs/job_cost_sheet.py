"""The cost sheet of one job, and the roll-forward of many, from plain tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter

from wipbook.errors import WipbookError
from wipbook.values.fixed import currency_text
from wipbook.values.rounding import all_half_up, half_up

PLACES, RATE_PLACES, ZERO = 2, 6, Decimal(0)
MOVES = ("opening", "material", "labor", "overhead", "subcontract", "completed", "scrapped")
DIFFERS = "the closing given differs"
SIGNS = {"": 1, "issue": 1, "receipt": 1, "opening": 1, "return from job": -1}
"""What a movement of the job does to its cost."""
NO_INPUT = frozenset((
    "completion", "scrap", "transfer", "shipment", "adjustment", "count", "return to supplier", "sales return",
))
"""Types that take goods out of the job, or do not concern it."""


class CannotCost(WipbookError, ValueError):
    """A row of a job that cannot be costed."""


@dataclass(frozen=True)
class JobMaterial:
    job: str
    quantity: Decimal = field(metadata={"aliases": ("Qty",)})
    material: str = field(default="Direct material", metadata={"aliases": ("Item",)})
    type: str = ""
    unit_cost: Decimal | None = field(default=None, metadata={"least": 0, "aliases": ("Rate",)})
    cost: Decimal | None = field(default=None, metadata={"aliases": ("Amount",)})
    row: int = field(default=0, metadata={"row_number": True})


@dataclass(frozen=True)
class JobLabor:
    job: str
    hours: Decimal = field(metadata={"least": 0})
    rate: Decimal = field(metadata={"least": 0})


@dataclass(frozen=True)
class JobOverhead:
    """Activity of a pool in a job, at its predetermined rate."""

    activity: Decimal = field(metadata={"least": 0, "aliases": ("Quantity", "Hours")})
    rate: Decimal = field(metadata={"least": 0})
    pool: str = "Overhead"
    job: str = ""
    row: int = field(default=0, metadata={"row_number": True})


@dataclass(frozen=True)
class CostLine:
    element: str
    quantity: Decimal | None
    rate: Decimal | None
    amount: Decimal


def cost_sheet(
    job: str, materials: Sequence[JobMaterial], labor: Sequence[JobLabor], overhead: Sequence[JobOverhead]
) -> list[CostLine]:
    """Material by material, labor, overhead by pool, and the total of one job.

    Each row is rounded to the cent, half-up; the rates shown are averages. Returns from the job are deducted: beside a
    type a cost may have the sign it has in stock (an issue -, a return +), without one it must be positive. An
    overhead table without jobs is all of this one's. Errors: ``CannotCost`` for a row that does not say what it is or
    costs, or when nothing belongs to the job.

    >>> cost_sheet("J", [JobMaterial("J", Decimal(2), unit_cost=Decimal(3))], [], [])[-1].amount
    Decimal('6.00')
    """
    sums: dict[str, list[Decimal]] = {}
    for number, row in enumerate(materials, 2):
        if row.job.casefold() == job.casefold() and row.type.casefold() not in NO_INPUT:
            sign, cost = _signed(row, f"movements, row {row.row or number}")
            _add(sums, row.material, sign * row.quantity, sign * cost)
    for ticket in labor:
        if ticket.job.casefold() == job.casefold():
            _add(sums, "Direct labor", ticket.hours, half_up(ticket.hours * ticket.rate, PLACES))
    by_job = any(pool.job for pool in overhead)
    for number, pool in enumerate(overhead, 2):
        if by_job and not pool.job:
            where = f"overhead, row {pool.row or number}, Job"
            raise CannotCost(where=where, found="a blank", expected="a job, as in other rows")
        if not by_job or pool.job.casefold() == job.casefold():
            _add(sums, f"{pool.pool} applied", pool.activity, half_up(pool.activity * pool.rate, PLACES))
    if not sums:
        raise CannotCost(where="job", found=repr(job), expected="a job of the tables")
    lines = [
        CostLine(name, quantity, half_up(amount / quantity, RATE_PLACES) if quantity else None, amount)
        for name, (quantity, amount) in sums.items()
    ]
    return [*lines, CostLine("Total", None, None, sum((line.amount for line in lines), Decimal(0)))]


def _signed(row: JobMaterial, where: str) -> tuple[int, Decimal]:
    """What the row does to the job (+1 or -1) and its cost, to the cent and positive."""
    sign = SIGNS.get(row.type.casefold())
    if sign is None:
        raise CannotCost(where=f"{where}, Type", found=repr(row.type), expected="Issue, Return from Job or a blank")
    if row.quantity < 0:
        raise CannotCost(
            where=f"{where}, Quantity", found=f"{row.quantity:f}",
            expected="a positive quantity" + ("" if row.type else ", or a column Type that tells issues from returns"),
        )
    if row.cost is None and row.unit_cost is None:
        raise CannotCost(where=where, found="neither Cost nor Unit Cost", expected="one of them")
    cost = row.cost if row.cost is not None else row.quantity * (row.unit_cost or Decimal(0))
    if cost < 0 and not row.type:
        raise CannotCost(where=f"{where}, Cost", found=f"{cost:f}", expected="a positive cost")
    return sign, half_up(abs(cost), PLACES)


def _add(sums: dict[str, list[Decimal]], name: str, quantity: Decimal, amount: Decimal) -> None:
    total = sums.setdefault(name, [Decimal(0), Decimal(0)])
    total[0] += quantity
    total[1] += amount


@dataclass(frozen=True)
class JobPeriod:
    """What a period did to a job; amounts in currency, all positive (what came back may make an addition negative)."""

    job: str
    opening: Decimal = field(default=ZERO, metadata={"aliases": ("Opening WIP", "Beginning", "Beginning WIP")})
    material: Decimal = field(default=ZERO, metadata={"aliases": ("Materials", "Direct Material", "Direct Materials")})
    labor: Decimal = field(default=ZERO, metadata={"aliases": ("Labour", "Direct Labor", "Direct Labour")})
    overhead: Decimal = field(
        default=ZERO, metadata={"aliases": ("Overhead Applied", "Applied Overhead", "Manufacturing Overhead")}
    )
    subcontract: Decimal = field(default=ZERO, metadata={"aliases": ("Subcontracting", "Subcontracted")})
    completed: Decimal = field(default=ZERO, metadata={"aliases": ("Cost of Goods Manufactured", "COGM"), "least": 0})
    scrapped: Decimal = field(default=ZERO, metadata={"aliases": ("Scrap", "Abnormal Scrap"), "least": 0})
    closing: Decimal | None = field(default=None, metadata={"aliases": ("Closing WIP", "Ending", "Ending WIP", "WIP")})


@dataclass(frozen=True)
class RolledJob:
    job: str
    opening: Decimal
    material: Decimal
    labor: Decimal
    overhead: Decimal
    subcontract: Decimal
    completed: Decimal
    scrapped: Decimal
    closing: Decimal
    status: str


def roll_forward(jobs: Sequence[JobPeriod], places: int = PLACES) -> list[RolledJob]:
    """Opening + material + labor + overhead + subcontract - completed - scrapped = closing, by job and in total.

    Every amount is rounded to the last of ``places`` first, so that what is shown adds up. Where the table has a
    Closing of its own, Status says whether it agrees (accounting rule 23); it also says where more was taken out than
    was put in.

    >>> roll_forward([JobPeriod("J", opening=Decimal(5), labor=Decimal(2), completed=Decimal(6))])[0].closing
    Decimal('1.00')
    """
    columns = [all_half_up(map(attrgetter(name), jobs), places) for name in MOVES]
    closings = [o + m + w + h + s - c - x for o, m, w, h, s, c, x in zip(*columns, strict=True)]
    columns.append(closings)
    statuses = [_status(job, closing, places) for job, closing in zip(jobs, closings, strict=True)]
    sums = [sum(column, Decimal(0)) for column in columns]
    foots = sum(sums[:5], Decimal(0)) - sums[5] - sums[6] == sums[7]
    differing = sum(status.startswith(DIFFERS) for status in statuses)
    status = f"{differing} of {len(jobs)} closings given differ" if differing else "foots and cross-foots"
    rows = list(map(RolledJob, [job.job for job in jobs], *columns, statuses))
    totals = dict(zip((*MOVES, "closing"), sums, strict=True))
    return [*rows, RolledJob(job="Total", status=status if foots else "does not foot", **totals)]


def _status(job: JobPeriod, closing: Decimal, places: int) -> str:
    if job.closing is not None and (difference := half_up(job.closing, places) - closing):
        return f"{DIFFERS} by {currency_text(difference, places)}"
    return "below zero: more was taken out than was put in" if closing < 0 else "ok"
