"""What jobs made: lots, products beside the main one, by-products, scrapped product, and what was taken back."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

import polars as pl

from wipbook.costing.kernel import job_relief
from wipbook.costing.prepare.movements import Prepared
from wipbook.costing.workings import Workings
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.columns import times_unit_cost
from wipbook.values.lookup import looked_up

_HEAVIEST = 10**6
BY_PRODUCT = "By-Product"
"""Kind of an output that is credited to its job at what it sells for."""


def outputs_of(workings: Workings, prepared: Prepared, jobs: pl.DataFrame) -> pl.DataFrame:
    """Every output of ``jobs``, in the order it was made: job, Date, position, kind, quantity (signed millionths),
    units (in equivalents of the main product times ``weight`` of the job), main (units of the main product, scrap and
    what was taken back included), worth (of a by-product, at NRV), back (position of the lot taken back, or null).

    A lot taken back in the period it was made in is of kind GOOD, with the sign of the quantity.
    """
    rows = prepared.rows.filter((pl.col("Type") == MovementType.COMPLETION) | pl.col("job_scrap"))
    made = rows.join(jobs.select("Job", "job", pl.col("Material").alias("_main")), on="Job", how="inner")
    made = made.sort("job", "Date", "order").select(
        "job", "Job", "Date", "position", "Material", "_main", "flipped", "Abnormal", "quantity", "origin", "ours",
        (pl.col("Type") == MovementType.COMPLETION).alias("_completion"), ROW,
    )
    made = _with_kinds(workings, made)
    return _with_units(workings, prepared, made)


def _with_kinds(workings: Workings, made: pl.DataFrame) -> pl.DataFrame:
    outputs = workings.table("Outputs").select(
        pl.col("Product").alias("_main"), pl.col("Output").alias("Material"), pl.col("Kind").alias("_kind"),
        pl.col("Cost Share %").alias("_percent"), pl.col("Quantity Per").alias("_per"),
    )
    made = looked_up(made, ["_main", "Material"], outputs)
    usual = workings.policy.product_scrap == "abnormal"
    abnormal = pl.col("Abnormal").fill_null(usual)
    by_product = (pl.col("_kind") == BY_PRODUCT).fill_null(False) & (pl.col("Material") != pl.col("_main"))
    kind = (
        pl.when(~pl.col("_completion")).then(
            pl.when(abnormal).then(job_relief.ABNORMAL_SCRAP).otherwise(job_relief.NORMAL_SCRAP)
        )
        .when(by_product).then(job_relief.BY_PRODUCT)
        .otherwise(job_relief.GOOD)
    )
    sign = pl.when(pl.col("flipped")).then(-1).otherwise(1)
    return made.with_columns(
        kind.cast(pl.Int64).alias("kind"), (pl.col("quantity") * sign).alias("quantity"),
        pl.when(pl.col("flipped") & (pl.col("origin") >= 0)).then(pl.col("origin")).alias("back"),
    )


def _with_units(workings: Workings, prepared: Prepared, made: pl.DataFrame) -> pl.DataFrame:
    """Equivalents: a unit of another output weighs what its cost basis says against one of the main product."""
    others = made.filter((pl.col("Material") != pl.col("_main")) & (pl.col("kind") == job_relief.GOOD))
    weights = _weights(workings, prepared, made, others) if others.height else {}
    frame = pl.DataFrame(
        [(job, material, weight) for (job, material), weight in weights.items()],
        schema={"job": pl.Int64, "Material": pl.String, "_weight": pl.Int64}, orient="row",
    )
    made = looked_up(made, ["job", "Material"], frame).with_columns(pl.col("_weight").fill_null(1))
    mains = frame.join(made.select("job", pl.col("_main").alias("Material")).unique(), on=["job", "Material"])
    made = looked_up(made, "job", mains.select("job", pl.col("_weight").alias("weight")))
    net = workings.table("Materials").select(
        "Material",
        (pl.col("Selling Price").fill_null(0) - pl.col("Completion Cost").fill_null(0)
         - pl.col("Selling Cost").fill_null(0)).clip(0).alias("_nrv"),
    )
    made = looked_up(made, "Material", net)
    worth = times_unit_cost(
        made["quantity"].to_numpy(), made["_nrv"].fill_null(0).to_numpy(), workings.policy.currency_places
    )
    counted = pl.col("kind") != job_relief.BY_PRODUCT
    neglected = workings.policy.normal_loss == "neglected"
    shared = counted & (pl.col("kind") != job_relief.NORMAL_SCRAP) if neglected else counted
    return made.with_columns(
        pl.col("weight").fill_null(1),
        pl.when(shared).then(pl.col("quantity") * pl.col("_weight")).otherwise(0).alias("units"),
        pl.when(counted & (pl.col("Material") == pl.col("_main"))).then(pl.col("quantity")).otherwise(0).alias("main"),
        pl.Series("worth", worth),
    ).select(
        "job", "Job", "Date", "position", "Material", "kind", "quantity", "units", "main", "worth", "back", "weight",
        "ours",
    )


def _weights(
    workings: Workings, prepared: Prepared, made: pl.DataFrame, others: pl.DataFrame
) -> dict[tuple[int, str], int]:
    """What one unit of each output of a job with several weighs, as whole numbers without a common factor."""
    basis = workings.policy.joint_cost_basis
    facts = _unit_values(workings, prepared, made)
    shares = workings.table("Outputs").select("Product", "Output", "Cost Share %", "Quantity Per")
    share_of = {(product, output): (share, per) for product, output, share, per in shares.iter_rows()}
    weights: dict[tuple[int, str], int] = {}
    for job, main in made.join(others.select("job").unique(), on="job", how="semi").select(
        "job", "_main"
    ).unique().sort("job").iter_rows():
        materials = sorted({main, *others.filter(pl.col("job") == job)["Material"]})
        found = {material: _weight(basis, facts, share_of, job, main, material) for material in materials}
        if not all(found.values()):
            # one of them has no value of the kind: all are shared by the next kind that all have
            for name in ("sales value", "own value", "quantity"):
                found = {material: _weight(name, facts, share_of, job, main, material) for material in materials}
                if all(found.values()):
                    break
        weights |= {(job, material): weight for material, weight in _whole(found).items()}
    return weights


def _weight(
    basis: str, facts: dict[tuple[int, str], tuple[int, int, int]], share_of: dict[tuple[str, str], tuple[int, int]],
    job: int, main: str, material: str,
) -> Fraction:
    price, net, own = facts.get((job, material), (0, 0, 0))
    if basis == "quantity":
        return Fraction(1)
    if basis == "percent":
        rest = 100_000_000 - sum(share or 0 for (product, _), (share, _) in share_of.items() if product == main)
        share, per = share_of.get((main, material), (rest if material == main else 0, 1_000_000))
        return Fraction(max(0, share or 0), per or 1_000_000)
    return Fraction({"sales value": price, "NRV": max(0, net), "own value": own}[basis])


def _whole(found: dict[str, Fraction]) -> dict[str, int]:
    common = 1
    for weight in found.values():
        common = common * weight.denominator // gcd(common, weight.denominator)
    numbers = {material: int(weight * common) for material, weight in found.items()}
    divisor = gcd(*numbers.values())
    numbers = {material: number // divisor for material, number in numbers.items()}
    largest = max(numbers.values())
    if largest > _HEAVIEST:
        numbers = {material: max(1, number * _HEAVIEST // largest) for material, number in numbers.items()}
    return numbers


def _unit_values(
    workings: Workings, prepared: Prepared, made: pl.DataFrame
) -> dict[tuple[int, str], tuple[int, int, int]]:
    """Per job and output: selling price, net realisable value, and what a unit of it was worth by itself (its last
    priced receipt up to the job's first output, else its standard cost)."""
    first = made.group_by("job").agg(pl.col("Date").min().alias("_first"))
    outputs = made.select("job", "Material").unique().join(first, on="job")
    known = workings.table("Materials").select(
        "Material", pl.col("Selling Price").fill_null(0).alias("_price"),
        (pl.col("Selling Price").fill_null(0) - pl.col("Completion Cost").fill_null(0)
         - pl.col("Selling Cost").fill_null(0)).alias("_net"),
        pl.col("Standard Cost").fill_null(0).alias("_standard"),
    )
    priced = prepared.rows.filter(
        pl.col("Type").is_in([MovementType.RECEIPT, MovementType.OPENING]) & (pl.col("value") > 0)
        & (pl.col("quantity") > 0) & ~pl.col("flipped") & ~pl.col("direct")
    ).select("Material", pl.col("Date").alias("_day"), "order", "value", "quantity")
    last = outputs.join(priced, on="Material").filter(pl.col("_day") <= pl.col("_first")).sort("_day", "order")
    last = last.group_by("job", "Material").agg(pl.col("value").last(), pl.col("quantity").last())
    scale = 10 ** (12 - workings.policy.currency_places)
    frame = looked_up(looked_up(outputs, ["job", "Material"], last), "Material", known)
    found = {}
    for job, material, value, quantity, price, net, standard in frame.select(
        "job", "Material", "value", "quantity", "_price", "_net", "_standard"
    ).iter_rows():
        own = value * scale // quantity if quantity else standard
        found[job, material] = (price, net, own)
    return found
