"""The reports of contracts: what is in progress, what was completed, how margins faded."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.contracts.positions import CONTRACT, IN_PROGRESS, positions
from wipbook.books.results import Results
from wipbook.values.cell_numbers import share_of
from wipbook.values.lookup import looked_up
from wipbook.values.period import months_later

MONTHS = 12
FADE = {
    "Job": pl.String, "Month": pl.Date, "Price": pl.Int64, "Estimated Cost": pl.Int64, "Estimated Profit": pl.Int64,
    "Profit %": pl.Int64, "Change": pl.Int64, "Since First": pl.Int64, "Basis": pl.String,
}
BY_MONTH = {"Month": pl.String, "Contracts": pl.Int64, "Price": pl.Int64, "Estimated Profit": pl.Int64,
            "Profit %": pl.Int64}


def in_progress(results: Results) -> pl.DataFrame:
    """The contracts that are not completed, as ``contract_rows``."""
    return contract_rows(results).filter(pl.col("Stage") == IN_PROGRESS)


def completed(results: Results) -> pl.DataFrame:
    """Those that were completed or cancelled by the as-of date, with the day."""
    days = results.ledger.table("Jobs").select(
        "Job", pl.coalesce("Finished", "Closed", pl.lit(results.policy.as_of)).alias("Completed On")
    )
    return looked_up(contract_rows(results).filter(pl.col("Stage") != IN_PROGRESS), "Job", days)


def contract_rows(results: Results) -> pl.DataFrame:
    """``CONTRACT`` with Description, Customer, Customer Name, Cost to Date (without what is not installed), and what
    was earned, spent and provided for before the period (Earned Before, Cost Before, Provision Before)."""
    return results.once(contract_rows, lambda: _contract_rows(results))


def _contract_rows(results: Results) -> pl.DataFrame:
    held = results.contract_positions
    names = results.ledger.table("Jobs").select("Job", "Description", "Customer")
    customers = results.ledger.table("Customers").select("Customer", pl.col("Name").alias("Customer Name"))
    before = _before(results).select(
        "Job", *(pl.col(name).alias(f"{short} Before") for name, short in (
            ("Earned Revenue", "Earned"), ("Cost", "Cost"), ("Loss Provision", "Provision"),
        ))
    )
    frame = looked_up(looked_up(held, "Job", names, before), "Customer", customers)
    profit = pl.col("Earned Revenue") - pl.col("Cost")
    return frame.with_columns(
        pl.col("Earned Before", "Cost Before", "Provision Before").fill_null(0),
        (pl.col("Cost") - pl.col("Uninstalled Material")).alias("Cost to Date"), profit.alias("Gross Profit"),
        (pl.col("Contract Price") + pl.col("Approved Changes")).alias("Price"),
    ).with_columns(
        (pl.col("Price") - pl.col("Estimated Cost")).alias("Estimated Profit"),
        share_of(profit, pl.col("Earned Revenue")).alias("Gross Profit %"),
        share_of(pl.col("Price") - pl.col("Estimated Cost"), pl.col("Price")).alias("Estimated Profit %"),
    )


def margin_fade(results: Results) -> pl.DataFrame:
    """``FADE``: the profit expected of each contract in progress at each of the last ``MONTHS`` month ends, as it is
    known now of that day. Shares in millionths; Change is that of Profit % against the month before."""
    return results.once(margin_fade, lambda: _margin_fade(results))


def _margin_fade(results: Results) -> pl.DataFrame:
    parts = []
    for end in _ends(results):
        frame = positions(results.contracts, end, results.policy.as_of).filter(
            (pl.col("Stage") == IN_PROGRESS) & pl.col("Estimated Cost").is_not_null()
        )
        parts.append(frame.with_columns(pl.lit(end).alias("Month")))
    price = pl.col("Contract Price") + pl.col("Approved Changes")
    frame = pl.concat([pl.DataFrame(schema={**CONTRACT, "Month": pl.Date}), *parts]).sort("Job", "Month").with_columns(
        price.alias("Price"), (price - pl.col("Estimated Cost")).alias("Estimated Profit"),
    ).with_columns(share_of(pl.col("Estimated Profit"), pl.col("Price")).alias("Profit %"))
    share = pl.col("Profit %")
    return frame.with_columns(
        (share - share.shift(1)).over("Job").alias("Change"), (share - share.first()).over("Job").alias("Since First")
    ).select(*FADE)


def margin_by_month(results: Results) -> pl.DataFrame:
    """``BY_MONTH``: all contracts in progress together, a row for each of the last ``MONTHS`` month ends."""
    fade = margin_fade(results)
    sums = fade.group_by("Month").agg(
        pl.len().cast(pl.Int64).alias("Contracts"), pl.col("Price").sum(), pl.col("Estimated Profit").sum()
    )
    frame = looked_up(pl.DataFrame({"Month": _ends(results)}, schema={"Month": pl.Date}), "Month", sums)
    frame = frame.with_columns(pl.col("Contracts", "Price", "Estimated Profit").fill_null(0))
    return frame.with_columns(
        share_of(pl.col("Estimated Profit"), pl.col("Price")).fill_null(0).alias("Profit %"),
        pl.col("Month").dt.strftime("%Y-%m"),
    ).select(*BY_MONTH)


def _before(results: Results) -> pl.DataFrame:
    """Where contracts stood the day before the period: as it was closed, where it was."""
    policy = results.policy
    day = policy.period_start - dt.timedelta(days=1)
    for record in results.ledger.closed.upto(policy.as_of).standing:
        if record.end == day:
            return record.part("contracts")
    return positions(results.contracts, day, policy.as_of)


def _ends(results: Results) -> list[dt.date]:
    """The last month ends, the as-of date last."""
    as_of = results.policy.as_of
    first = as_of.replace(day=1)
    return [months_later(first, -back) - dt.timedelta(days=1) for back in range(MONTHS - 2, -1, -1)] + [as_of]
