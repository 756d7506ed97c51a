"""What moved: every line of the Statement and every account against last period, last year and the budget."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.lines import ACCOUNT, LINE, STATEMENT, amounts
from wipbook.books.analysis.windows import Window, last_period, last_year, this_period
from wipbook.books.results import Results
from wipbook.books.statement import GL_ROLE
from wipbook.schema.ledger.account_role import ACCOUNT_ROLES
from wipbook.schema.ledger.statement_line import LINES, PRIOR_PERIODS, name_of_line
from wipbook.values.cell_numbers import share_of

FLUX = {
    "Period End": pl.Date, **LINE, "This Period": pl.Int64, "Last Period": pl.Int64, "Change": pl.Int64,
    "Change %": pl.Int64, "Last Year": pl.Int64, "Budget": pl.Int64, "Beyond": pl.Boolean, "Moved By": pl.String,
    "Where": pl.String,
}
KPI = {"KPI": pl.String, "This Period": pl.Float64, "Last Period": pl.Float64, "Last Year": pl.Float64,
       "Unit": pl.String}
BALANCE = "Balance at the end"
KPIS = 6
_DAYS_OF_YEAR, _NAMED = 365, 2
_PLACES = {
    "Direct labor": "Labor Distribution", "Overhead applied": "Overhead Applied", "Completed": "Roll-Forward",
    "Late cost of jobs": "Roll-Forward", "Expensed from closed jobs": "Roll-Forward", "Contract cost": "WIP Schedule",
    PRIOR_PERIODS: "Prior Periods", BALANCE: "Statement",
}
"""The sheet that has the rows of a line; those of others are in Movement Costs, those of accounts in Journals."""


def flux(results: Results) -> pl.DataFrame:
    """``FLUX``, a row per line with an amount in one of the windows; amounts debit positive, in the smallest unit.

    This Period is that of the reports, Last Period as many months before, Last Year the same a year before; each as it
    was posted: closed periods as they were closed. Change % in millionths of last period, blank where that had nothing.
    Budget: blank where the sheet Budgets has none. Beyond: the change is above Materiality and above Flux % of last
    period (Settings), if anything was posted in that. Moved By: the jobs, materials or kinds that changed most. Prior
    periods stand apart.
    """
    return results.once(flux, lambda: _flux(results))


def _flux(results: Results) -> pl.DataFrame:
    window = this_period(results.policy)
    windows = {"This Period": window, "Last Period": last_period(window), "Last Year": last_year(window)}
    found = {name: amounts(results.posted, each) for name, each in windows.items()}
    parts = [
        pl.concat([
            frame.group_by(*LINE).agg(pl.col("Amount").sum()), _balances(results.posted, windows[name])
        ]).rename({"Amount": name}) for name, frame in found.items()
    ]
    lines = pl.concat([part.select(*LINE) for part in parts]).unique()
    for part in parts:
        lines = lines.join(part, on=list(LINE), how="left", nulls_equal=True)
    lines = lines.with_columns(pl.col(*windows).fill_null(0)).filter(
        pl.any_horizontal([pl.col(name) != 0 for name in windows])
    )
    lines = _with_budget(results, window, lines)
    moved = _moved_by(found["This Period"], found["Last Period"], results)
    lines = lines.join(moved, on=list(LINE), how="left", nulls_equal=True)
    change, before = pl.col("This Period") - pl.col("Last Period"), pl.col("Last Period")
    material = round(results.policy.materiality * 10**results.policy.currency_places)
    compared = pl.lit(found["Last Period"].height > 0)
    beyond = compared & (change.abs() > material) & (change.abs() * 100 > before.abs() * results.policy.flux_percent)
    where = pl.when(pl.col("Of") == ACCOUNT).then(pl.lit("Journals")).otherwise(
        pl.col("Line").replace_strict(_PLACES, default="Movement Costs", return_dtype=pl.String)
    )
    order = {name: at for at, name in enumerate((*LINES, BALANCE, *ACCOUNT_ROLES))}
    stages = {stage: at for at, stage in enumerate(GL_ROLE.values())}
    return lines.with_columns(
        pl.lit(results.policy.period_end).alias("Period End"), change.alias("Change"),
        share_of(change, before.abs()).alias("Change %"), beyond.alias("Beyond"), where.alias("Where"),
    ).sort(
        pl.col("Of") == ACCOUNT,
        pl.col("Line").replace_strict(order, default=len(order), return_dtype=pl.Int64), "Line",
        pl.col("Stage").replace_strict(stages, default=0, return_dtype=pl.Int64),
    ).select(*FLUX)


def beyond_threshold(results: Results) -> int:
    """How many lines moved so far that somebody has to say why."""
    return int(flux(results)["Beyond"].sum())


def kpis(results: Results) -> pl.DataFrame:
    """``KPI``: a few figures of the same three windows; blank where nothing was posted that they are made of."""
    window = this_period(results.policy)
    windows = (window, last_period(window), last_year(window))
    columns = [_measures(results, each) for each in windows]
    rows = [(name, *(column[name] for column in columns), unit) for name, unit in (
        ("Cost of goods sold", "currency"), ("Inventory turns", "times a year"), ("Days in inventory", "days"),
        ("Days in process", "days"), ("Scrap of cost charged", "%"), ("Overhead applied of actual", "%"),
    )]
    return pl.DataFrame(rows, schema=KPI, orient="row")


def _measures(results: Results, window: Window) -> dict[str, float | None]:
    posted, entries = results.posted, results.solution.job_entries
    between = pl.col("Date").is_between(window.start, window.end)

    def role(*names: str) -> int:
        return int(posted.filter(between & pl.col("Role").is_in(names))["Amount"].sum())

    def held(*names: str) -> float:
        """The mean of the balances before and at the end of the window."""
        of = posted.filter(pl.col("Role").is_in(names))
        before, end = (int(of.filter(pl.col("Date") <= day)["Amount"].sum()) for day in (
            window.start.fromordinal(window.start.toordinal() - 1), window.end,
        ))
        return (before + end) / 2

    days = (window.end - window.start).days + 1
    sold = role("COGS", "Contract Cost")
    stock, wip = held(*GL_ROLE), held("WIP")
    completed = -int(entries.filter(between & pl.col("Entry").is_in(["Completed", "Contract Cost"]))["Amount"].sum())
    charged = int(entries.filter(between & (pl.col("Amount") > 0))["Amount"].sum())
    actual, applied = role("Overhead Control"), -role("Overhead Applied")
    return {
        "Cost of goods sold": results.money(sold) if sold else None,
        "Inventory turns": _ratio(sold * _DAYS_OF_YEAR, stock * days), "Days in inventory": _ratio(stock * days, sold),
        "Days in process": _ratio(wip * days, completed), "Scrap of cost charged": _ratio(100 * role("Scrap"), charged),
        "Overhead applied of actual": _ratio(100 * applied, actual),
    }


def _ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 2) if whole > 0 else None


def _balances(posted: pl.DataFrame, window: Window) -> pl.DataFrame:
    """What each stage held at the end of a window."""
    held = posted.filter(pl.col("Role").is_in(list(GL_ROLE)) & (pl.col("Date") <= window.end)).group_by("Role").agg(
        pl.col("Amount").sum()
    )
    return held.select(
        pl.lit(STATEMENT).alias("Of"), pl.lit(BALANCE).alias("Line"),
        pl.col("Role").replace_strict(GL_ROLE, return_dtype=pl.String).alias("Stage"), "Amount",
    )


def budgets(results: Results, window: Window) -> dict[str, int]:
    """By line, as it is looked up, what was budgeted for the months of a window."""
    table = results.ledger.table("Budgets").filter(
        pl.col("Period").is_between(window.start.replace(day=1), window.end)
    )
    found: dict[str, int] = {}
    for line, amount in table.select("Line", "Amount").iter_rows():
        name = name_of_line(line)
        found[name] = found.get(name, 0) + amount
    return found


def _with_budget(results: Results, window: Window, lines: pl.DataFrame) -> pl.DataFrame:
    """A line of the Statement that changes several stages has no budget of its own for each."""
    planned = budgets(results, window)
    single = lines.select(pl.len().over("Of", "Line") == 1).to_series().to_list()
    column = [planned.get(name_of_line(line)) if one else None
              for line, one in zip(lines["Line"].to_list(), single, strict=True)]
    return lines.with_columns(pl.Series("Budget", column, dtype=pl.Int64))


def _moved_by(now: pl.DataFrame, before: pl.DataFrame, results: Results) -> pl.DataFrame:
    both = pl.concat([now, before.with_columns(-pl.col("Amount"))]).drop_nulls("Item").group_by(*LINE, "Item").agg(
        pl.col("Amount").sum()
    ).filter(pl.col("Amount") != 0).sort(pl.col("Amount").abs(), "Item", descending=[True, False])
    named = both.group_by(*LINE, maintain_order=True).head(_NAMED)
    said = [f"{item} {results.text(amount)}" for item, amount in named.select("Item", "Amount").iter_rows()]
    return named.with_columns(pl.Series("Moved By", said, dtype=pl.String)).group_by(*LINE, maintain_order=True).agg(
        pl.col("Moved By").str.join("; ")
    )
