"""Checks of Analysis: what it adds up to is what the Statement and the journals show, which do not know of it."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.cube.cube import THIS_PERIOD, cube
from wipbook.books.analysis.cube.measures import BALANCE, CHARGED, COMPLETED, LATE_CHARGED, SALES_COST, WIP
from wipbook.books.results import Results
from wipbook.books.statement import STAGES
from wipbook.schema.ledger.statement_line import OPENING, PRIOR_PERIODS
from wipbook.sheets.data.check import Check
from wipbook.values.fixed import QUANTITY_PLACES

_INTO_JOBS = "Cost charged by Analysis is what the Statement has going into jobs in the period"
_NOT_CHARGED = (OPENING, PRIOR_PERIODS, "Completed", "Late cost of jobs", "Scrapped", "Expensed from closed jobs",
                "Contract cost")
_MADE, _SOLD = ("Completed", "Late cost of jobs"), ("COGS", "Late Job Cost")


def _cube(results: Results, measure: str, stage: str = "") -> float:
    mine = (pl.col("Measure") == measure) & (pl.col("Reported") == THIS_PERIOD)
    rows = cube(results).filter(mine & (pl.col("Stage") == stage) if stage else mine)
    return float(int(rows["Amount"].sum()) / 10**QUANTITY_PLACES)


def _cubed(measure: str, stage: str = "") -> str:
    of_stage = f',Analysis[Stage],"{stage}"' if stage else ""
    return f'SUMIFS(Analysis[Amount],Analysis[Measure],"{measure}",Analysis[Reported],"{THIS_PERIOD}"{of_stage})'


def _lines(column: str, lines: tuple[str, ...], sign: str) -> str:
    return "".join(f'{sign}SUMIFS(Statement[{column}],Statement[Line],"{line}")' for line in lines)


def _stated(results: Results, lines: pl.Expr | bool = True, stages: tuple[str, ...] = (WIP,)) -> float:
    rows = results.statement.filter(lines)
    return results.money(sum(int(rows[stage].sum()) for stage in stages))


def _journaled_sales(results: Results) -> float:
    return results.money(int(results.journals.filter(pl.col("Role").is_in(_SOLD))["Amount"].sum()))


CUBE_CHECKS: tuple[Check, ...] = (
    Check(
        "cube_charged", _INTO_JOBS, "Analysis", "=" + _cubed(CHARGED),
        f"=SUM(Statement[{WIP}])" + _lines(WIP, _NOT_CHARGED, "-"),
        lambda r: (_cube(r, CHARGED), _stated(r, ~pl.col("Line").is_in(_NOT_CHARGED))),
    ),
    Check(
        "cube_completed", "Cost completed by Analysis, less late cost, is what the Statement has jobs make",
        "Analysis",
        f"={_cubed(COMPLETED)}-{_cubed(LATE_CHARGED)}", "=0" + _lines(WIP, _MADE, "-"),
        lambda r: (_cube(r, COMPLETED) - _cube(r, LATE_CHARGED),
                   -_stated(r, pl.col("Line").is_in(_MADE))),
    ),
    Check(
        "cube_wip", "Work in process by Analysis is that of the Statement", "Analysis", "=" + _cubed(BALANCE, WIP),
        f"=SUM(Statement[{WIP}])", lambda r: (_cube(r, BALANCE, WIP), _stated(r)),
    ),
    Check(
        "cube_balance", "All balances of Analysis are those of the Statement", "Analysis", "=" + _cubed(BALANCE),
        "=SUM(Statement[Total])", lambda r: (_cube(r, BALANCE), _stated(r, stages=STAGES)),
    ),
    Check(
        "cube_sales", "Cost of sales by Analysis is what the journals have", "Analysis", "=" + _cubed(SALES_COST),
        "=0" + "".join(
            f'{sign}SUMIFS(Journals[{side}],Journals[Role],"{role}")'
            for role in _SOLD for sign, side in (("+", "Debit"), ("-", "Credit"))
        ),
        lambda r: (_cube(r, SALES_COST), _journaled_sales(r)),
    ),
)
