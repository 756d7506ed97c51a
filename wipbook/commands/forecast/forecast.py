"""``wipbook forecast``: what will be needed, when it runs out, where work piles up, which jobs will be late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.filling import fill
from wipbook.commands.workbench.front.tabs import arrange
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.sheets import bring_back_sheets, head
from wipbook.errors import WipbookError
from wipbook.forecast.planning import Plan
from wipbook.ledger.ledger import read_policy
from wipbook.port.workbook import Workbook
from wipbook.sheets import output_sheets
from wipbook.sheets.forecast import kpi_history
from wipbook.sheets.front import home

LONGEST_HORIZON = 36
KPI_TABLE = kpi_history.SHEET.tables[-1].name


class HorizonNotUnderstood(WipbookError):
    """A horizon or a service level that no plan can be made for."""


@dataclass(frozen=True)
class ForecastReport:
    """What a forecast came to; ``planning`` has every table."""

    planning: Plan

    @property
    def late_jobs(self) -> pl.DataFrame:
        """Open jobs that are overdue or projected to finish after they are due: the overdue first, then the latest."""
        return self.planning.shop.due_dates.filter(pl.col("Days Late") > 0)

    @property
    def short_materials(self) -> pl.DataFrame:
        return self.planning.material.shortages

    @property
    def line(self) -> str:
        """How it came out, in one line."""
        shop = self.planning.shop
        bottleneck = shop.bottleneck or "none"
        return (
            f"bottleneck {bottleneck}; {self.late_jobs.height} of {shop.due_dates.height} open jobs late; "
            f"{self.short_materials.height} materials run short"
        )


def forecast(
    workbook: Workbook,
    horizon: int = 6,
    as_of: dt.date | None = None,
    service_level: float | None = None,
    progress: Callable[[str], None] = lambda step: None,
    now: dt.datetime | None = None,
    user: str | None = None,
) -> ForecastReport:
    """Plan ``horizon`` months ahead and fill the sheets of forecast and flow; the caller saves.

    ``as_of`` and ``service_level`` (percent): those of Settings when None. Inputs and other reports are not touched; a
    snapshot of the KPIs is appended to the KPI History. Errors: ``HorizonNotUnderstood``, those of the ledger.
    """
    if not 1 <= horizon <= LONGEST_HORIZON:
        raise HorizonNotUnderstood(
            where="--horizon", found=str(horizon), expected=f"1 to {LONGEST_HORIZON} months", remedy="such as 6"
        )
    policy = read_policy(workbook)
    level = policy.service_level if service_level is None else service_level
    if not 50 <= level < 100:
        raise HorizonNotUnderstood(
            where="--service-level", found=f"{level:g}", expected="50 to 99.9 (percent)", remedy="such as 95"
        )
    planning = Plan(open_books(workbook, progress, policy=policy, as_of=as_of), horizon, level)
    policy = planning.books.policy
    bring_back_sheets(workbook)
    shown = {}
    for sheet in output_sheets():
        if sheet.filled_by == "forecast":
            progress(f"planning {sheet.name}")
            shown[sheet.name] = fill(workbook, sheet, planning).something
            head(workbook, sheet.name, home.header_line(planning.books))
    arrange(workbook, policy.role, shown)
    report = ForecastReport(planning)
    moment = (now or dt.datetime.now()).replace(microsecond=0, tzinfo=None)
    _append_kpis(workbook, planning)
    change_log.append(
        workbook, "forecast", f"{horizon} months from {policy.as_of}: {report.line}", result=report.line, now=moment,
        user=user,
    )
    return report


def _append_kpis(workbook: Workbook, planning: Plan) -> None:
    """One snapshot per as-of date: a later run for the same day takes the place of the earlier."""
    snapshot = planning.performance.kpis.select([column.name for column in kpi_history.HISTORY])
    there = workbook.read_table(KPI_TABLE).frame
    kept = snapshot.clear()
    if there.height and there.schema["Date"].is_temporal():
        columns = [pl.col(name).cast(kind, strict=False) for name, kind in snapshot.schema.items()]
        kept = there.select(columns).filter(pl.col("Date").is_not_null() & (pl.col("Date") != planning.books.as_of))
    workbook.write_table(KPI_TABLE, pl.concat([kept, snapshot]))
