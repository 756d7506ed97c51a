"""What is known of the jobs of departments, by period: units, charges, relief, counts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import polars as pl

from wipbook.costing.relief.counted import Count, Counted
from wipbook.costing.relief.outputs import BY_PRODUCT
from wipbook.costing.relief.periods import Periods, day_number, periods
from wipbook.costing.solution import Solution
from wipbook.costing.workings import Workings
from wipbook.ledger.ledger import Ledger
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.codes import folded
from wipbook.values.lookup import looked_up

Pool = tuple[str, str, bool]
"""Element, component (blank: none), whether the component is relieved by itself."""
PLANNED_BASES = ("planned", "standard")


@dataclass(frozen=True)
class Step:
    good: int
    normal: int
    abnormal: int
    equivalent: int
    waiting: int
    done: bool


@dataclass
class JobFacts:
    """Periods are numbered as ``ends`` of ``Facts``. ``charged``: opened and added by pool; ``moved``: by element, what
    Job Adjustments brought; ``left``: by entry and element, positive; ``held``: units in process by element and
    component, and how that is known."""

    department: str
    product: str
    as_relieved: bool
    steps: dict[int, Step] = field(default_factory=dict)
    charged: dict[int, dict[Pool, list[int]]] = field(default_factory=lambda: defaultdict(dict))
    moved: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    left: dict[int, dict[tuple[str, str], int]] = field(default_factory=lambda: defaultdict(dict))
    closing: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    by_products: dict[int, int] = field(default_factory=dict)
    held: dict[int, dict[tuple[str, str], tuple[int, str]]] = field(default_factory=lambda: defaultdict(dict))
    counted: dict[int, int] = field(default_factory=dict)
    before: Count | None = None


@dataclass(frozen=True)
class Facts:
    """``jobs``: by job, in one order; ``ends``: the last days of all periods; ``made_by``: by material, the departments
    whose jobs make it."""

    jobs: dict[str, JobFacts]
    ends: tuple[dt.date, ...]
    made_by: dict[str, set[str]]

    def is_transferred(self, component: str, department: str) -> bool:
        """Whether another department makes a component."""
        return any(other != department for other in self.made_by.get(component, ()))


def facts_of(ledger: Ledger, solution: Solution) -> Facts:
    """Jobs with a Department, whatever its case; nothing where there is none."""
    flow = solution.flow
    if flow.steps.is_empty():
        return Facts({}, (), {})
    jobs = _jobs(ledger)
    first = flow.steps["End"].min()
    assert isinstance(first, dt.date)
    known = periods(ledger.policy, first, ledger.closed.ends)
    ends = tuple(dt.date(1970, 1, 1) + dt.timedelta(days=int(end)) for end in known.ends)
    number = {end: at for at, end in enumerate(ends)}
    for job, end, good, normal, abnormal, equivalent, waiting, done in flow.steps.iter_rows():
        jobs[job].steps[number[end]] = Step(good, normal, abnormal, equivalent, waiting, done)
    for job, end, element, component, own, opened, amount in flow.charged.iter_rows():
        both = jobs[job].charged[number[end]].setdefault((element, component or "", own), [0, 0])
        both[0 if opened else 1] += amount
    for job, end, element, component, units, how in flow.held.iter_rows():
        jobs[job].held[number[end]][element, component or ""] = units, how
    for job, end, units in flow.counted.iter_rows():
        jobs[job].counted[number[end]] = units
    _add_money(jobs, ledger, solution, known)
    _add_counts_before(jobs, ledger, ends)
    made = solution.movements.filter((pl.col("Type") == MovementType.COMPLETION) & pl.col("Job").is_in(list(jobs)))
    made_by: dict[str, set[str]] = defaultdict(set)
    for job, material in made.select("Job", "Material").unique().iter_rows():
        made_by[material].add(jobs[job].department)
    return Facts(jobs, ends, dict(made_by))


def _jobs(ledger: Ledger) -> dict[str, JobFacts]:
    """Departments are spelled as their first job in the alphabet spells them."""
    table = ledger.table("Jobs").filter(pl.col("Department").is_not_null()).sort("Job")
    basis = pl.coalesce("Relief Basis", pl.lit(ledger.policy.relief_basis)).is_in(PLANNED_BASES)
    spelled: dict[str, str] = {}
    found = {}
    for job, folded_name, name, product, planned in table.select(
        "Job", folded(pl.col("Department")).alias("_folded"), pl.col("Department").str.strip_chars(), "Material", basis
    ).iter_rows():
        found[job] = JobFacts(spelled.setdefault(folded_name, name), product, planned)
    return found


def _numbered(frame: pl.DataFrame, known: Periods) -> pl.DataFrame:
    days = frame["Date"].to_physical().cast(pl.Int64).to_numpy()
    last = len(known.ends) - 1
    return frame.with_columns(pl.Series("_period", np.minimum(known.of(days), last), dtype=pl.Int64))


def _add_money(jobs: dict[str, JobFacts], ledger: Ledger, solution: Solution, known: Periods) -> None:
    mine = pl.col("Job").is_in(list(jobs))
    entries = _numbered(solution.job_entries.filter(mine), known)
    sums = entries.group_by("Job", "_period", "Entry", "Element").agg(pl.col("Amount").sum())
    for job, period, entry, element, amount in sums.iter_rows():
        left = jobs[job].left[period]
        left[entry, element] = left.get((entry, element), 0) - amount
    by = ("Job", "Element", "_period")
    balance = entries.group_by(by).agg(pl.col("Amount").sum()).sort(by)
    for job, element, period, amount in balance.with_columns(
        pl.col("Amount").cum_sum().over("Job", "Element")
    ).iter_rows():
        jobs[job].closing[period][element] = amount
    adjustments = ledger.table("Job Adjustments").filter(pl.col("Date") <= ledger.policy.as_of)
    for column, sign in (("From Job", -1), ("To Job", 1)):
        rows = _numbered(adjustments.filter(pl.col(column).is_in(list(jobs))), known)
        for job, period, element, amount in rows.select(column, "_period", "Element", "Amount").iter_rows():
            moved = jobs[job].moved[period]
            moved[element] = moved.get(element, 0) + sign * amount
    kinds = ledger.table("Outputs").filter(pl.col("Kind") == BY_PRODUCT).select(
        pl.col("Product").alias("_main"), pl.col("Output").alias("Material"), pl.lit(True).alias("_by_product")
    )
    made = solution.movements.filter(mine & (pl.col("Type") == MovementType.COMPLETION))
    products = ledger.table("Jobs").select("Job", pl.col("Material").alias("_main"))
    made = looked_up(looked_up(made, "Job", products), ["_main", "Material"], kinds).filter(
        pl.col("_by_product").fill_null(False) & (pl.col("Material") != pl.col("_main"))
    )
    worth = (pl.col("value_in") - pl.col("value_out")).alias("worth")
    for job, period, amount in _numbered(made, known).select("Job", "_period", worth).iter_rows():
        jobs[job].by_products[period] = jobs[job].by_products.get(period, 0) + amount


def _add_counts_before(jobs: dict[str, JobFacts], ledger: Ledger, ends: tuple[dt.date, ...]) -> None:
    """What was counted last before the first period of each job: the units that it was opened with."""
    numbers = pl.DataFrame({"Job": list(jobs), "job": range(len(jobs))}, schema={"Job": pl.String, "job": pl.Int64})
    counts = Counted(Workings(ledger), numbers)
    for at, facts in enumerate(jobs.values()):
        if facts.steps:
            first = min(facts.steps)
            start = day_number(ends[first - 1]) if first else day_number(ends[0].replace(day=1)) - 1
            facts.before = counts.of(at, -(10**9), start)


def held_before(count: Count, element_number: int, *, made_goods: bool) -> int:
    """Equivalent units of an element among the units that a job was opened with; an element nobody spoke of: none."""
    return round(count.held(element_number, made_goods=made_goods) or Fraction(0))
