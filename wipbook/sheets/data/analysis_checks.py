"""Checks of the analysis sheets: process cost accounts for all there is, booked variances are those of the ledger."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.flux import BALANCE, flux
from wipbook.books.analysis.lines import STATEMENT
from wipbook.books.analysis.variances.booked import ROLES
from wipbook.books.analysis.variances.causes import BOOKED
from wipbook.books.jobs.close_out import close_out
from wipbook.books.jobs.finished import FINISHED
from wipbook.books.jobs.job_costs import COSTS
from wipbook.books.results import Results
from wipbook.books.statement import STAGES
from wipbook.schema.ledger.statement_line import OPENING
from wipbook.sheets.data.check import Check
from wipbook.sheets.data.cube_checks import CUBE_CHECKS


def _of(results: Results, frame: pl.DataFrame, plus: tuple[str, ...], minus: tuple[str, ...] = ()) -> float:
    whole = sum(int(frame[name].sum()) for name in plus) - sum(int(frame[name].sum()) for name in minus)
    return results.money(whole)


def _sums(table: str, *names: str) -> str:
    return "=" + "+".join(f"SUM({table}[{name}])" for name in names)


def _process_jobs(results: Results) -> tuple[float, float]:
    jobs = results.process.jobs
    costs = results.job_costs.filter(pl.col("Job").is_in(jobs["Job"].implode()))
    return _of(results, jobs, ("Closing",)), _of(results, costs, ("WIP",))


_AVERAGE = ("Completed", "Abnormal Loss", "Other", "Closing")
_FIFO = ("From Opening", "Through", "FIFO Abnormal", "FIFO Other", "FIFO Closing")

def _flux(results: Results) -> tuple[float, float]:
    """What Flux shows of the Statement in this period, and the Statement without its opening."""
    shown = flux(results).filter((pl.col("Of") == STATEMENT) & (pl.col("Line") != BALANCE))
    lines = results.statement.filter(pl.col("Line") != OPENING)
    return _of(results, shown, ("This Period",)), _of(results, lines, STAGES)



def _finished(results: Results, *names: str) -> float:
    return _of(results, results.job_costs.filter(pl.col("Status").is_in(FINISHED)), names)


def _of_finished(column: str) -> str:
    return "=" + "+".join(f'SUMIFS(JobCosts[{column}],JobCosts[Status],"{status}")' for status in FINISHED)


CHECKS: tuple[Check, ...] = (
    *CUBE_CHECKS,
    Check(
        "close_out_cost", "Close-Out has all cost of the jobs that are finished", "Close-Out",
        _sums("CloseOut", "Cost In"), _of_finished("Total Cost"),
        lambda r: (_of(r, close_out(r), ("Cost In",)), _finished(r, *COSTS)),
    ),
    Check(
        "close_out_residue", "What is left of finished jobs on Close-Out is what Job Costs has in process", "Close-Out",
        _sums("CloseOut", "Residue"), _of_finished("WIP"),
        lambda r: (_of(r, close_out(r), ("Residue",)), _finished(r, "WIP")),
    ),
    Check(
        "flux", "What moved in this period by Flux is what the Statement shows", "Flux",
        f'=SUMIFS(Flux[This Period],Flux[Of],"{STATEMENT}",Flux[Line],"<>{BALANCE}")',
        f'=SUM(Statement[Total])-SUMIFS(Statement[Total],Statement[Line],"{OPENING}")', _flux,
    ),
    Check(
        "process_average", "Process cost, weighted average: cost to account for is accounted for", "Process Cost",
        _sums("ProcessCost", "Opening", "Added", "Moved"), _sums("ProcessCost", *_AVERAGE),
        lambda r: (_of(r, r.process.average, ("Opening", "Added", "Moved")), _of(r, r.process.average, _AVERAGE)),
    ),
    Check(
        "process_fifo", "Process cost, first in first out: cost to account for is accounted for", "Process FIFO",
        _sums("ProcessFifo", "FIFO Opening", "FIFO Added"), _sums("ProcessFifo", *_FIFO),
        lambda r: (_of(r, r.process.fifo, ("FIFO Opening", "FIFO Added")), _of(r, r.process.fifo, _FIFO)),
    ),
    Check(
        "process_jobs", "Process cost holds the work in process of the jobs of departments", "Process Jobs",
        _sums("ProcessJobs", "Closing"), _sums("ProcessJobs", "Job Costs"), _process_jobs, computed=True,
    ),
    Check(
        "variances_booked", "The booked variances are what the journals have on the variance accounts", "Variances",
        '=SUMIFS(Variances[Variance],Variances[Booked],"booked")',
        "=" + "".join(
            f'{sign}SUMIFS(Journals[{side}],Journals[Role],"{role}")'
            for role in ROLES for sign, side in (("+", "Debit"), ("-", "Credit"))
        ).lstrip("+"),
        lambda r: (
            _of(r, r.variances.rows.filter(pl.col("Booked") == BOOKED), ("Variance",)),
            _of(r, r.journals.filter(pl.col("Role").is_in(ROLES)), ("Amount",)),
        ),
    ),
    Check(
        "variances_causes", "The variances by cause are the variances", "Variance Summary",
        _sums("VarianceCauses", "Variance"), _sums("Variances", "Variance"),
        lambda r: (_of(r, r.variances.causes, ("Variance",)), _of(r, r.variances.rows, ("Variance",))),
    ),
)
