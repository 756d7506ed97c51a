"""Checks of the analysis sheets: process cost accounts for all there is, and holds the work in process of its jobs."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.data.check import Check


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

CHECKS: tuple[Check, ...] = (
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
)
