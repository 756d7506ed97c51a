"""Process cost by department and period: units, weighted average, FIFO, and the jobs behind them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from wipbook.books.process.chain import MOST, Chain, JobPeriod
from wipbook.books.process.job_facts import facts_of
from wipbook.books.process.pools import TRANSFERRED_IN, PoolPeriod
from wipbook.costing.solution import Solution
from wipbook.ledger.ledger import Ledger
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.values.fixed import divide_half_up

LABELS = (TRANSFERRED_IN, *ELEMENTS)
_NAMED = {"Department": pl.String, "Period": pl.Date}
UNITS = _NAMED | dict.fromkeys(
    ("Opening Units", "Started", "To Account For", "Completed", "Normal Loss", "Abnormal Loss", "In Process",
     "Accounted For", "WIP Average", "WIP FIFO", "FIFO Difference"), pl.Int64,
) | {"Note": pl.String}
"""Step 1, a row per department and period. Started follows from the others; WIP is that of the period's end."""
AVERAGE = _NAMED | {"Element": pl.String} | dict.fromkeys(
    ("Opening", "Added", "Moved", "To Account For", "Equivalent Units", "Unit Cost", "Completed", "Abnormal Loss",
     "Other", "Closing"), pl.Int64,
)
"""Steps 2 to 5 by weighted average, as the jobs were relieved, a row per department, period and element. Moved: by Job
Adjustments; Other: late cost, expensed, by-products; Completed with the normal loss."""
FIFO = _NAMED | {"Element": pl.String} | dict.fromkeys(
    ("FIFO Opening", "FIFO Added", "FIFO Units", "FIFO Unit Cost", "From Opening", "Through", "FIFO Abnormal",
     "FIFO Other", "FIFO Closing", "Difference"), pl.Int64,
)
"""The same first in, first out. Through: started and completed; Difference: closing less that of the average."""
JOBS = {"Department": pl.String, "Job": pl.String, "Material": pl.String, "In Process": pl.Int64, "Known": pl.String,
        "Closing": pl.Int64}


@dataclass(frozen=True)
class ProcessReport:
    """``units``: ``UNITS``; ``average``: ``AVERAGE``; ``fifo``: ``FIFO``; ``jobs``: ``JOBS``, as of the as-of date.
    Money in the smallest currency unit, units and unit costs in millionths."""

    units: pl.DataFrame
    average: pl.DataFrame
    fifo: pl.DataFrame
    jobs: pl.DataFrame


def process_report(ledger: Ledger, solution: Solution) -> ProcessReport:
    """The production report of each department, for the periods that end in the reporting period.

    A job belongs to the department that the sheet Jobs names; a department is its jobs added up, each relieved by
    itself. The weighted average takes cost and equivalent units from the relief of the jobs, so it has their work in
    process to the cent. FIFO begins each period with what it left in the one before, from the first one on; both come
    to what there is to account for. Units in process are those counted (sheet Units in Process), else the most that an
    element holds; where nobody can tell how much of an element is in process, Note names job and element.
    """
    facts = facts_of(ledger, solution)
    rows: dict[tuple[str, dt.date], list[JobPeriod]] = defaultdict(list)
    last: dict[str, JobPeriod] = {}
    for job, own in facts.jobs.items():
        for row in Chain(facts, job).periods():
            last[job] = row
            moved = row.pools and any((p.opening, p.added, p.moved, p.closing, p.fifo_closing) != (0,) * 5
                                      for p in row.pools)
            if facts.ends[row.period] >= ledger.policy.period_start and (moved or row.opening or row.good):
                rows[own.department, facts.ends[row.period]].append(row)
    places = ledger.policy.currency_places
    units, average, fifo = [], [], []
    for (department, end), jobs in sorted(rows.items(), key=lambda item: (item[0][0].casefold(), item[0][1])):
        units.append((department, end, *_units(jobs)))
        pools = [pool for job in jobs for pool in job.pools]
        for label in LABELS:
            mine = [pool for pool in pools if pool.key.label == label]
            if mine:
                average.append((department, end, label, *_average(mine, jobs, places)))
                fifo.append((department, end, label, *_fifo(mine, jobs, places)))
    held = [
        (facts.jobs[job].department, job, facts.jobs[job].product, row.closing, row.known or None,
         sum(pool.closing for pool in row.pools))
        for job, row in last.items()
    ]
    return ProcessReport(
        pl.DataFrame(units, schema=UNITS, orient="row"), pl.DataFrame(average, schema=AVERAGE, orient="row"),
        pl.DataFrame(fifo, schema=FIFO, orient="row"),
        pl.DataFrame(sorted(held, key=lambda row: (row[0].casefold(), row[1])), schema=JOBS, orient="row"),
    )


def _units(jobs: list[JobPeriod]) -> tuple[int | str | None, ...]:
    def whole(values: Iterable[int]) -> int:
        return sum(values)

    opening, closing = whole(job.opening for job in jobs), whole(job.closing for job in jobs)
    good, normal = whole(job.good for job in jobs), whole(job.normal for job in jobs)
    abnormal, started = whole(job.abnormal for job in jobs), whole(job.started for job in jobs)
    average = whole(pool.closing for job in jobs for pool in job.pools)
    fifo = whole(pool.fifo_closing for job in jobs for pool in job.pools)
    return (opening, started, opening + started, good, normal, abnormal, closing, good + normal + abnormal + closing,
            average, fifo, fifo - average, _note(jobs))


def _note(jobs: list[JobPeriod]) -> str | None:
    """What a reader must know of the units; blank where there is nothing."""
    said = [f"not told how much is in process: {job.job} ({', '.join(job.untold)})" for job in jobs if job.untold]
    fewer = [job.job for job in jobs if job.started < 0]
    if fewer:
        said.append(f"more left than was there, fewer than none started: {', '.join(fewer)}")
    planned = [job.job for job in jobs if job.as_relieved]
    if planned:
        said.append(f"relieved at planned or standard cost, FIFO as relieved: {', '.join(planned)}")
    taken = [job.job for job in jobs if job.known == MOST and job.closing and not job.untold]
    if taken:
        said.append(f"whole units not counted, the most that an element holds: {', '.join(taken)}")
    return "; ".join(said) or None


def _average(pools: list[PoolPeriod], jobs: list[JobPeriod], places: int) -> tuple[int, ...]:
    opening, added, moved = (sum(getattr(pool, name) for pool in pools) for name in ("opening", "added", "moved"))
    completed, lost, other = (sum(getattr(pool.average, name) for pool in pools)
                              for name in ("completed", "lost", "other"))
    units = sum(_weighed([(pool.units, pool.opening + pool.added + pool.moved) for pool in mine])
                for mine in _by_job(pools, jobs))
    to_account = opening + added + moved
    return (opening, added, moved, to_account, units, _unit_cost(to_account - other, units, places), completed, lost,
            other, sum(pool.closing for pool in pools))


def _fifo(pools: list[PoolPeriod], jobs: list[JobPeriod], places: int) -> tuple[int, ...]:
    opening = sum(pool.fifo_opening for pool in pools)
    added = sum(pool.added + pool.moved for pool in pools)
    finished, closing = (sum(getattr(pool, name) for pool in pools) for name in ("finished", "fifo_closing"))
    completed, lost, other = (sum(getattr(pool.fifo, name) for pool in pools)
                              for name in ("completed", "lost", "other"))
    units = sum(_weighed([(pool.work, pool.added + pool.moved) for pool in mine]) for mine in _by_job(pools, jobs))
    return (opening, added, units, _unit_cost(added - other, units, places), finished, completed - finished, lost,
            other, closing, closing - sum(pool.closing for pool in pools))


def _by_job(pools: list[PoolPeriod], jobs: list[JobPeriod]) -> list[list[PoolPeriod]]:
    """The pools of each job, of those given."""
    wanted = {id(pool) for pool in pools}
    return [[pool for pool in job.pools if id(pool) in wanted] for job in jobs]


def _weighed(parts: list[tuple[int, int]]) -> int:
    """Equivalent units of an element whose pools hold different ones: weighed by what is to be accounted for."""
    if len({units for units, _ in parts}) <= 1:
        return parts[0][0] if parts else 0
    whole = sum(abs(amount) for _, amount in parts)
    return divide_half_up(sum(units * abs(amount) for units, amount in parts), whole) if whole else parts[0][0]


def _unit_cost(amount: int, units: int, places: int) -> int:
    return divide_half_up(amount * 10 ** (12 - places), units) if units > 0 else 0
