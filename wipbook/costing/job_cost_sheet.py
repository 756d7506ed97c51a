"""The cost sheet of one job, and the roll-forward of many, from plain tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from wipbook.errors import WipbookError
from wipbook.values.rounding import half_up

PLACES, RATE_PLACES = 2, 6
SIGNS = {"": 1, "issue": 1, "receipt": 1, "opening": 1, "return from job": -1}
"""What a movement of the job does to its cost; other types (completions, scrap) take goods out and are no input."""


class CannotCost(WipbookError, ValueError):
    """A row of a job that cannot be costed."""


@dataclass(frozen=True)
class JobMaterial:
    job: str
    quantity: Decimal = field(metadata={"aliases": ("Qty",)})
    material: str = field(default="Direct material", metadata={"aliases": ("Item",)})
    type: str = ""
    unit_cost: Decimal | None = field(default=None, metadata={"aliases": ("Rate",)})
    cost: Decimal | None = field(default=None, metadata={"aliases": ("Amount",)})


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

    Each row is rounded to the cent, half-up; the rates shown are averages. Returns from the job are deducted. Errors:
    ``CannotCost`` when nothing belongs to the job, or a movement has neither a cost nor a unit cost.

    >>> cost_sheet("J", [JobMaterial("J", Decimal(2), unit_cost=Decimal(3))], [], [])[-1].amount
    Decimal('6.00')
    """
    sums: dict[str, list[Decimal]] = {}
    for number, row in enumerate(materials, 2):
        sign = SIGNS.get(row.type.casefold())
        if row.job.casefold() != job.casefold() or sign is None:
            continue
        if row.cost is None and row.unit_cost is None:
            raise CannotCost(
                where=f"movements, row {number}", found="neither Cost nor Unit Cost", expected="one of them"
            )
        cost = row.cost if row.cost is not None else half_up(row.quantity * (row.unit_cost or Decimal(0)), PLACES)
        _add(sums, row.material, sign * abs(row.quantity), sign * abs(cost))
    for ticket in labor:
        if ticket.job.casefold() == job.casefold():
            _add(sums, "Direct labor", ticket.hours, half_up(ticket.hours * ticket.rate, PLACES))
    for pool in overhead:
        if not pool.job or pool.job.casefold() == job.casefold():
            _add(sums, f"{pool.pool} applied", pool.activity, half_up(pool.activity * pool.rate, PLACES))
    if not sums:
        raise CannotCost(where="job", found=repr(job), expected="a job of the tables")
    lines = [
        CostLine(name, quantity, half_up(amount / quantity, RATE_PLACES) if quantity else None, amount)
        for name, (quantity, amount) in sums.items()
    ]
    return [*lines, CostLine("Total", None, None, sum((line.amount for line in lines), Decimal(0)))]


def _add(sums: dict[str, list[Decimal]], name: str, quantity: Decimal, amount: Decimal) -> None:
    total = sums.setdefault(name, [Decimal(0), Decimal(0)])
    total[0] += quantity
    total[1] += amount


@dataclass(frozen=True)
class JobPeriod:
    """What a period did to a job; amounts in currency, all positive."""

    job: str
    opening: Decimal = Decimal(0)
    material: Decimal = Decimal(0)
    labor: Decimal = Decimal(0)
    overhead: Decimal = Decimal(0)
    subcontract: Decimal = Decimal(0)
    completed: Decimal = Decimal(0)
    scrapped: Decimal = Decimal(0)
    closing: Decimal | None = None


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


def roll_forward(jobs: Sequence[JobPeriod]) -> list[RolledJob]:
    """Opening + material + labor + overhead + subcontract - completed - scrapped = closing, by job and in total.

    Where the table has a Closing of its own, Status says whether it agrees (accounting rule 23).

    >>> roll_forward([JobPeriod("J", opening=Decimal(5), labor=Decimal(2), completed=Decimal(6))])[0].closing
    Decimal('1')
    """
    rows = []
    for job in jobs:
        closing = job.opening + job.material + job.labor + job.overhead + job.subcontract - job.completed - job.scrapped
        difference = Decimal(0) if job.closing is None else job.closing - closing
        status = "ok" if not difference else f"the closing given differs by {difference:,.2f}"
        rows.append(RolledJob(job.job, job.opening, job.material, job.labor, job.overhead, job.subcontract,
                              job.completed, job.scrapped, closing, status))  # fmt: skip

    def down(name: str) -> Decimal:
        return sum((getattr(row, name) for row in rows), Decimal(0))

    added = down("opening") + down("material") + down("labor") + down("overhead") + down("subcontract")
    foots = added - down("completed") - down("scrapped") == down("closing")
    differs = [row.job for row in rows if row.status != "ok"]
    status = f"{len(differs)} of {len(rows)} closings given differ" if differs else "foots and cross-foots"
    names = ("opening", "material", "labor", "overhead", "subcontract", "completed", "scrapped", "closing")
    totals = {name: down(name) for name in names}
    return [*rows, RolledJob(job="Total", status=status if foots else "does not foot", **totals)]
