"""``wipbook check``: what is wrong with the inputs and which figures disagree, without changing anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from wipbook.commands.data.recomputed import InputFormulas, input_formulas
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.summary import Summary, summarise
from wipbook.port.workbook import Workbook
from wipbook.sheets.data.checks import CHECKS, outcome


@dataclass(frozen=True)
class CheckReport:
    """``exceptions``: the Exceptions table; ``checks``: Check, What, Left, Right, Difference, OK; ``formulas``: those
    among the inputs."""

    summary: Summary
    exceptions: pl.DataFrame
    checks: pl.DataFrame
    formulas: InputFormulas

    @property
    def clean(self) -> bool:
        return self.exceptions.is_empty() and not self.summary.failing and not self.formulas.differ


def check(workbook: Workbook, progress: Callable[[str], None] = lambda step: None) -> CheckReport:
    """Validate every input row and recompute every check of ``workbook``, and the formulas among its inputs where
    LibreOffice is at hand; nothing is written."""
    results = open_books(workbook, progress)
    rows = []
    for one in CHECKS:
        left, right, difference, agrees = outcome(one, results)
        rows.append((f"chk_{one.id}", one.what, left, right, difference, agrees))
    schema = {
        "Check": pl.String, "What": pl.String, "Left": pl.Float64, "Right": pl.Float64, "Difference": pl.Float64,
        "OK": pl.Boolean,
    }
    return CheckReport(
        summarise(workbook, results), results.exceptions, pl.DataFrame(rows, schema, orient="row"),
        input_formulas(workbook, results.ledger.cells, progress),
    )
