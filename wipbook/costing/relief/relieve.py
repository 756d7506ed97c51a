"""Relieve the jobs of one level: from charges and outputs to what each lot cost, late cost and what was expensed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from wipbook.costing.charges.jobs import MATERIAL, OPENED
from wipbook.costing.kernel import job_relief
from wipbook.costing.kernel.compiled import Blank, run
from wipbook.costing.prepare.movements import Prepared
from wipbook.costing.relief.counted import Counted
from wipbook.costing.relief.flow import Flow, flow_of
from wipbook.costing.relief.in_process import Findings, InProcess, Progress, Step
from wipbook.costing.relief.outputs import outputs_of
from wipbook.costing.relief.periods import Periods
from wipbook.costing.relief.pools import bill_of_jobs, with_made_goods, with_pools
from wipbook.costing.workings import Workings
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.columns import Integers
from wipbook.values.lookup import looked_up

_BEFORE_ALL = -(10**9)
BASES = {
    "equivalent units": job_relief.EQUIVALENT, "to date": job_relief.EQUIVALENT, "planned": job_relief.PLANNED,
    "standard": job_relief.STANDARD,
}
ENTRY = {"Job": pl.String, "Date": pl.Date, "Entry": pl.String, "Element": pl.String, "Amount": pl.Int64}
LATE = {"Job": pl.String, "Date": pl.Date, "position": pl.Int64, "Amount": pl.Int64}
PERIOD = {
    "Job": pl.String, "Start": pl.Date, "End": pl.Date, "Made": pl.Int64, "In Process": pl.Int64, "Done": pl.Boolean,
}
"""A period in which a job made something: units of its product, the most units that a pool counts as in process."""
BASIS = {"Job": pl.String, "Relief Basis": pl.String, "In Process": pl.Int64, "Guessed": pl.String}
LATE_COST = "Late Cost"
_OUT = (LATE_COST, "Expensed", "Scrapped")


@dataclass(frozen=True)
class Relief:
    """``entries``: what was charged and what left, as job entries; ``late``: late cost by lot (the position of its
    completion); ``basis``: how the units in process of each open job are known; ``overhead``: what pools on material
    cost charged; ``periods``: what was made and what was in process, by period; ``flow``: both in full, of jobs with a
    department. Completions have their value."""

    entries: pl.DataFrame
    late: pl.DataFrame
    basis: pl.DataFrame
    periods: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PERIOD))
    overhead: pl.DataFrame = field(default_factory=pl.DataFrame)
    flow: Flow = field(default_factory=Flow)


def relieve(
    workings: Workings, prepared: Prepared, periods: Periods, jobs: pl.DataFrame, charges: pl.DataFrame,
    value: np.ndarray, jit: bool | None,
) -> Relief:
    """Relieve ``jobs`` (see ``job_table``) of ``charges``: Job, Date, element, Component, Amount, Quantity.

    Completions get their value in ``value``, and so do lots taken back: what they take out of the stores.
    """
    if jobs.is_empty():
        return Relief(pl.DataFrame(schema=ENTRY), pl.DataFrame(schema=LATE), pl.DataFrame(schema=BASIS))
    jobs = jobs.sort("job")
    numbers = jobs.select("Job", "job")
    charged = charges.join(numbers, on="Job", how="inner")
    first = charged.group_by("job").agg(pl.col("Date").min().alias("_first"))
    jobs = looked_up(jobs, "job", first).with_columns(pl.coalesce("Released", "_first", pl.lit(workings.policy.as_of))
                                                      .alias("bill_day"))
    counted = Counted(workings, jobs)
    goods = prepared.rows.filter((pl.col("Type") == MovementType.COMPLETION) & pl.col("Job").is_not_null())["Material"]
    bill = with_made_goods(bill_of_jobs(workings, jobs), charged, counted.jobs, goods.unique())
    charged = with_pools(charged, bill)
    made = outputs_of(workings, prepared, jobs)
    charged = charged.with_columns(pl.Series("period", periods.of(charged["Date"].to_physical().to_numpy())))
    made = made.with_columns(pl.Series("period", periods.of(made["Date"].to_physical().to_numpy())))
    made = _in_their_period(made)
    steps = _steps(jobs, charged, made, periods, counted, workings.policy.normal_loss == "neglected")
    charged = looked_up(charged, ["job", "period"], steps.select("job", "period", "step")).sort(
        "step", "Date", "pool", "Amount"
    )
    made = looked_up(made, ["job", "period"], steps.select("job", "period", "step")).with_row_index("output")
    findings = _in_process(workings, jobs, steps, charged, made, bill, frozenset(goods))
    flow = flow_of(jobs, steps, charged, bill, findings.held)
    charged = _without_needless_pools(charged, steps, findings)
    return replace(_run(workings, jobs, steps, charged, made, findings, value, jit), flow=flow)


def _without_needless_pools(charged: pl.DataFrame, steps: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """Pools are told apart only where not all of one is relieved: for most jobs the elements are enough."""
    told = {row[0] for row in (*findings.points, *findings.specials)}
    jobs = steps.filter(pl.col("step").is_in(sorted(told))).select("job").unique()
    apart = pl.col("job").is_in(jobs["job"].implode())
    return charged.with_columns(
        pl.when(apart).then(pl.col("pool")).otherwise(pl.col("element")).cast(pl.Int64).alias("pool")
    )


def _in_their_period(made: pl.DataFrame) -> pl.DataFrame:
    """What is taken back of a lot of the same period is netted against it; of an earlier one it goes back into the
    job."""
    lots = made.select(pl.col("position").alias("back"), pl.col("period").alias("_period"), pl.col("job").alias("_job"))
    made = looked_up(made, "back", lots)
    earlier = (pl.col("back").is_not_null() & (pl.col("_period") < pl.col("period"))
               & (pl.col("kind") == job_relief.GOOD))
    return made.with_columns(
        pl.when(earlier).then(job_relief.TAKE_BACK).otherwise(pl.col("kind")).alias("kind"),
        pl.when(earlier).then(-pl.col("units")).otherwise(pl.col("units")).alias("units"),
    ).drop("_period", "_job")


def _steps(
    jobs: pl.DataFrame, charged: pl.DataFrame, made: pl.DataFrame, periods: Periods, counted: Counted, neglected: bool
) -> pl.DataFrame:
    """One row per job and period in which something happens, with what was made, what is done, when it is expensed.

    ``neglected``: normal loss shares no cost. Where unfinished units were counted a job is not done by what it made.
    """
    starts = np.concatenate([[_BEFORE_ALL], periods.ends[:-1]])
    ends = pl.DataFrame({"period": np.arange(len(periods.ends)), "start": starts, "end": periods.ends})
    days = jobs.select(
        "job", "Quantity", pl.col("done_day").to_physical().alias("finish"),
        pl.col("expense_day").to_physical().alias("expense"),
    )

    def period_of(name: str) -> pl.DataFrame:
        dated = days.filter(pl.col(name).is_not_null() & (pl.col(name) <= int(periods.ends[-1])))
        return dated.select("job", pl.Series("period", periods.of(dated[name].to_numpy())))

    steps = pl.concat([
        charged.select("job", "period"), made.select("job", "period"), period_of("finish"), period_of("expense"),
    ]).unique().sort("job", "period")
    taken = pl.col("kind") == job_relief.TAKE_BACK
    scrap = pl.col("kind").is_in([job_relief.NORMAL_SCRAP, job_relief.ABNORMAL_SCRAP])
    output = made.group_by("job", "period").agg(
        pl.col("units").filter(~taken).sum().alias("made"),
        pl.col("main").filter(~taken).sum().alias("made_main"),
        (-pl.col("main").filter(taken).sum()).alias("taken_back"),
        pl.col("units").filter(taken).sum().alias("taken_units"),
        pl.col("units").filter(pl.col("kind") == job_relief.GOOD).sum().alias("good"),
        pl.col("units").filter(pl.col("kind") == job_relief.NORMAL_SCRAP).sum().alias("normal"),
        pl.col("main").filter(pl.col("kind") == job_relief.GOOD).sum().alias("good_main"),
        pl.col("main").filter(pl.col("kind") == job_relief.NORMAL_SCRAP).sum().alias("normal_main"),
        pl.col("main").filter(pl.col("kind") == job_relief.ABNORMAL_SCRAP).sum().alias("abnormal_main"),
        pl.col("weight").max(), pl.col("Date").max().to_physical().alias("last_output"), scrap.any().alias("scrap"),
    )
    spent = charged.group_by("job", "period").agg(pl.col("Date").max().to_physical().alias("last_charge"))
    figures = ("made", "made_main", "taken_back", "taken_units", "good", "normal", "good_main", "normal_main",
               "abnormal_main")
    count = counted.by_period(periods)
    steps = looked_up(looked_up(steps, ["job", "period"], output, spent, count), "job", days)
    steps = steps.join(ends, on="period", how="left", maintain_order="left").with_columns(
        pl.col(*figures).fill_null(0), pl.col("weight").fill_null(1), pl.col("scrap").fill_null(False),
    ).with_row_index("step").with_columns(pl.col("step").cast(pl.Int64))
    net = pl.col("made_main") - pl.col("taken_back")
    steps = steps.with_columns(
        pl.max_horizontal("last_output", "last_charge").fill_null(pl.col("end")).alias("last_day"),
        (net.cum_sum().over("job") - net).alias("before_main"),
        (pl.col("normal_main") if neglected else pl.lit(0, dtype=pl.Int64)).cum_sum().over("job").alias("neglected"),
        (pl.col("good_main") - pl.col("taken_back")).alias("good_main"),
        ((pl.col("made") - pl.col("taken_units")).cum_sum().over("job") - (pl.col("made") - pl.col("taken_units")))
        .alias("before"),
        (pl.int_range(pl.len()).over("job") == pl.len().over("job") - 1).alias("last"),
    )
    finished = (pl.col("finish") <= pl.col("end")).fill_null(False)
    whole = (pl.col("before_main") + net >= pl.col("Quantity")) & (pl.col("before_main") + net > 0)
    whole = whole & (pl.col("counted").fill_null(0) <= 0)
    steps = steps.with_columns((finished | whole).alias("done")).with_columns(
        pl.col("done").shift(1, fill_value=False).over("job").alias("was_done"),
        pl.when(finished).then(pl.col("finish")).otherwise(pl.col("last_day")).alias("done_day"),
        pl.when((pl.col("expense") <= pl.col("end")).fill_null(False))
        .then(pl.max_horizontal("expense", "last_output", "last_charge")).otherwise(0).alias("expense_day"),
    )
    return _with_waiting_scrap(steps)


def _with_waiting_scrap(steps: pl.DataFrame) -> pl.DataFrame:
    """Normal scrap of a period without good units is borne by those of the next one: it counts as made there."""
    if not steps["scrap"].any():
        return steps.with_columns(pl.lit(0, dtype=pl.Int64).alias("waiting"))
    made = steps["made"].to_list()
    waits = []
    waiting, job_before = 0, None
    for at, (job, good, normal) in enumerate(steps.select("job", "good", "normal").iter_rows()):
        if job != job_before:
            waiting, job_before = 0, job
        made[at] += waiting
        waits.append(waiting)
        waiting = waiting + normal if good <= 0 else 0
    return steps.with_columns(pl.Series("made", made, dtype=pl.Int64), pl.Series("waiting", waits, dtype=pl.Int64))


def _in_process(
    workings: Workings, jobs: pl.DataFrame, steps: pl.DataFrame, charged: pl.DataFrame, made: pl.DataFrame,
    bill: pl.DataFrame, goods: frozenset[str],
) -> Findings:
    """Ask what is in process, of the jobs where that matters: not done, and something made or charged; or done after
    units were made in an earlier period, which may have been before a component was issued."""
    basis = dict(jobs.select("job", "basis").iter_rows())
    ends = pl.col("done") & ~pl.col("was_done") & (pl.col("before_main") > 0)
    shown = pl.col("job").is_in(jobs.filter(pl.col("Department").is_not_null())["job"].implode())
    open_ = steps.filter((~pl.col("done") & ((pl.col("made") > 0) | pl.col("last") | shown)) | ends)
    asked = open_.select("job").unique(maintain_order=True)
    averaged = jobs.filter(pl.col("basis").is_in(["equivalent units", "to date"]))
    asked = asked.join(averaged, on="job", how="semi", maintain_order="left")
    if asked.is_empty():
        return Findings()
    asked_jobs, asked_bill = (frame.join(asked, on="job", how="semi") for frame in (jobs, bill))
    finder = InProcess(Progress(workings, asked_jobs, asked_bill.sort("job", "Component"), goods))
    rows: dict[int, dict[int, list[tuple[int, int, int]]]] = {}
    wanted = charged.join(asked, on="job", how="semi").select(
        "job", "pool", pl.col("Date").to_physical(), "Amount", pl.col("Quantity").fill_null(0)
    )
    for job, pool, day, amount, quantity in wanted.iter_rows():
        rows.setdefault(job, {}).setdefault(pool, []).append((day, amount, quantity))
    firsts = dict(
        made.filter(pl.col("kind").is_in([job_relief.GOOD, job_relief.BY_PRODUCT])).group_by("job")
        .agg(pl.col("Date").min().to_physical())
        .iter_rows()
    )
    by_job: dict[int, list[Step]] = {}
    weight: dict[int, int] = {}
    planned: dict[int, int] = {}
    columns = ("step", "start", "end", "last", "done", "was_done", "made", "made_main", "before_main", "before",
               "taken_back", "taken_units", "waiting", "neglected")
    for job, wide, quantity, *step in steps.join(asked, on="job", how="semi", maintain_order="left").select(
        "job", "weight", "Quantity", *columns
    ).iter_rows():
        by_job.setdefault(job, []).append(Step(*step))
        weight[job], planned[job] = max(wide, weight.get(job, 1)), quantity
    taken_pools = range(job_relief.ELEMENT_COUNT)
    for job, its in by_job.items():
        charges = rows.get(job, {})
        if any(step.taken_back for step in its):
            # what was taken back lies in pools of its own; they are asked like all others
            day = min(step.end for step in its if step.taken_back)
            charges = charges | {pool: [(day, 0, 0)] for pool in taken_pools}
        finder.job(job, planned[job], weight[job], basis[job] == "to date", its, charges, firsts.get(job))
    return finder.findings


def _run(
    workings: Workings, jobs: pl.DataFrame, steps: pl.DataFrame, charged: pl.DataFrame,
    made: pl.DataFrame, findings: Findings, value: np.ndarray, jit: bool | None,
) -> Relief:
    numbers = jobs.with_row_index("_number").select("job", "Job", pl.col("_number").cast(pl.Int64))
    steps = looked_up(steps, "job", numbers)
    points = _table(findings.points, ("step", "pool", "made", "all"))
    specials = _table(findings.specials, ("step", "pool", "kind", "part", "all", "day"))
    points = points.sort("step", "pool")
    specials = specials.sort("step", "kind", "pool")
    count = steps.height
    output_at = dict(made.select("position", "output").iter_rows()) if made["back"].null_count() < made.height else {}
    of = made["back"].replace_strict(output_at, default=-1, return_dtype=pl.Int64).fill_null(-1)
    scales = _unit_values(workings, jobs, steps)
    pools = (max(charged["pool"].to_list()) if charged.height else 0) + 2 + 2 * job_relief.ELEMENT_COUNT
    rows = charged.height + made.height + count
    late_room = max(16, made.height * 4 + count)
    out_room = 16 + 12 * count + 4 * charged.height
    while True:
        answer, filled = run(
            job_relief.relieve_jobs,
            [
                steps["_number"].to_numpy(), _offsets(charged["step"], count), _offsets(made["step"], count),
                _offsets(points["step"], count), _offsets(specials["step"], count),
                steps["done"].cast(pl.Int64).to_numpy(), steps["done_day"].cast(pl.Int64).to_numpy(),
                steps["end"].cast(pl.Int64).to_numpy(), steps["made"].to_numpy(),
                steps["expense_day"].cast(pl.Int64).to_numpy(),
                charged["pool"].to_numpy(), charged["element"].cast(pl.Int64).to_numpy(),
                charged["Amount"].to_numpy(), charged["Date"].to_physical().cast(pl.Int64).to_numpy(),
                made["kind"].cast(pl.Int64).to_numpy(), made["units"].to_numpy(),
                made["Date"].to_physical().cast(pl.Int64).to_numpy(), made["worth"].to_numpy(), of.to_numpy(),
                points["pool"].to_numpy(), points["made"].to_numpy(), points["all"].to_numpy(),
                specials["pool"].to_numpy(), specials["kind"].to_numpy(), specials["part"].to_numpy(),
                specials["all"].to_numpy(), specials["day"].to_numpy(),
                jobs["basis"].replace_strict(BASES, return_dtype=pl.Int64).to_numpy(), *scales,
            ],
            [
                Blank(pools), Blank(pools), Blank(pools), Blank(4), Blank(4), Blank(made.height + 1),
                Blank(made.height + 1), Blank(4 * made.height + 4), *[Blank(late_room)] * 4, *[Blank(out_room)] * 5,
                Blank(2),
            ],
            rows=rows,
            jit=jit,
        )
        if answer != job_relief.OUT_OF_ROOM:
            break
        late_room, out_room = 2 * late_room, 2 * out_room
    relieved = filled[7][: 4 * made.height].reshape(-1, 4)
    lates, outs = (int(number) for number in filled[-1])
    late = [column[:lates] for column in filled[8:12]]
    out = [column[:outs] for column in filled[12:17]]
    _set_values(made, relieved, value)
    job_names = steps.select("step", "Job")
    return Relief(
        pl.concat([_charged(charged), _relieved(made, relieved), _journal(out, job_names)]),
        _late(late, made, job_names),
        _basis(jobs, findings),
        _by_period(steps, findings),
    )


def _table(rows: Sequence[tuple[int, ...]], names: tuple[str, ...]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict.fromkeys(names, pl.Int64), orient="row")


def _offsets(step: pl.Series, count: int) -> Integers:
    """Where the rows of each step begin, and where the last ends."""
    return np.searchsorted(step.to_numpy(), np.arange(count + 1), side="left").astype(np.int64)


def _unit_values(workings: Workings, jobs: pl.DataFrame, steps: pl.DataFrame) -> tuple[Integers, Integers]:
    """Planned or standard cost of so many equivalents, per job."""
    places = workings.policy.currency_places
    weight = steps.group_by("job").agg(pl.col("weight").max())
    frame = looked_up(jobs, "job", weight).with_columns(pl.col("weight").fill_null(1))
    planned = pl.col("basis") == "planned"
    by_budget = planned & (pl.col("planned_cost") > 0)
    worth = pl.when(by_budget).then(pl.col("planned_cost")).otherwise(pl.col("standard"))
    scale = pl.when(by_budget).then(pl.col("Quantity")).otherwise(10 ** (12 - places)) * pl.col("weight")
    both = frame.select(worth.alias("worth"), scale.alias("scale"))
    return both["worth"].to_numpy(), both["scale"].to_numpy()


def _set_values(made: pl.DataFrame, relieved: np.ndarray, value: np.ndarray) -> None:
    total = relieved.sum(axis=1)
    scrapped = made["kind"].is_in([job_relief.NORMAL_SCRAP, job_relief.ABNORMAL_SCRAP]).to_numpy()
    position, ours = (made[name].to_numpy()[~scrapped] for name in ("position", "ours"))
    # what was taken back leaves the stores at what it brings back into the job
    value[position] = np.abs(total[~scrapped]) * ours


def _charged(charged: pl.DataFrame) -> pl.DataFrame:
    """What a job was opened with has come as a movement, whatever element it is of."""
    element = pl.col("element").cast(pl.Int64).replace_strict(dict(enumerate(ELEMENTS)), return_dtype=pl.String)
    opened = (pl.col("Component") == OPENED).fill_null(False)
    entry = pl.when(opened).then(pl.lit(ELEMENTS[MATERIAL])).otherwise(element)
    return charged.select("Job", "Date", entry.alias("Entry"), element.alias("Element"), "Amount").cast(
        ENTRY  # type: ignore[arg-type]
    )


def _relieved(made: pl.DataFrame, relieved: np.ndarray) -> pl.DataFrame:
    """What left the job with each output, negative; Scrapped is product lost abnormally."""
    scrap = pl.col("kind").is_in([job_relief.NORMAL_SCRAP, job_relief.ABNORMAL_SCRAP])
    entry = pl.when(scrap).then(pl.lit("Scrapped")).otherwise(pl.lit("Completed"))
    parts = [pl.DataFrame(schema=ENTRY)]
    for number, name in enumerate(ELEMENTS):
        out = made.with_columns(pl.Series("Amount", -relieved[:, number])).filter(pl.col("Amount") != 0)
        parts.append(out.select("Job", "Date", entry.alias("Entry"), pl.lit(name).alias("Element"), "Amount"))
    return pl.concat(parts)


def _journal(out: list[Integers], names: pl.DataFrame) -> pl.DataFrame:
    step, day, kind, element, amount = out
    frame = pl.DataFrame({"step": step, "Date": day, "kind": kind, "element": element, "Amount": -amount})
    frame = looked_up(frame, "step", names)
    return frame.select(
        "Job", pl.col("Date").cast(pl.Int32).cast(pl.Date),
        pl.col("kind").replace_strict(dict(enumerate(_OUT)), return_dtype=pl.String).alias("Entry"),
        pl.col("element").replace_strict(dict(enumerate(ELEMENTS)), return_dtype=pl.String).alias("Element"), "Amount",
    ).cast(ENTRY)  # type: ignore[arg-type]


def _late(late: list[Integers], made: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    lot, amount, day, step = late
    position = made["position"].to_numpy()[lot]
    frame = pl.DataFrame({"step": step, "Date": day, "position": position, "Amount": amount})
    return looked_up(frame, "step", names).select("Job", pl.col("Date").cast(pl.Int32).cast(pl.Date), "position",
                                                  "Amount").cast(LATE)  # type: ignore[arg-type]


def _by_period(steps: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    made = steps.filter(pl.col("made") > 0)
    in_process = [round(findings.by_step.get(step, 0)) for step in made["step"]]
    days = [(pl.col(name) + shift).clip(-36_500).cast(pl.Int32).cast(pl.Date).alias(label)
            for name, label, shift in (("start", "Start", 1), ("end", "End", 0))]
    return made.with_columns(pl.Series("In Process", in_process, dtype=pl.Int64)).select(
        "Job", *days, pl.col("made_main").alias("Made"), "In Process", pl.col("done").alias("Done")
    ).cast(PERIOD)  # type: ignore[arg-type]


def _basis(jobs: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    names = dict(jobs.select("job", "Job").iter_rows())
    rows = [
        (names[job], "; ".join(sorted(findings.bases.get(job, ()))), round(findings.units.get(job, 0)),
         " and ".join(sorted(findings.guessed.get(job, ()))) or None)
        for job in sorted(set(findings.bases) | set(findings.units))
    ]
    return pl.DataFrame(rows, schema=BASIS, orient="row")
