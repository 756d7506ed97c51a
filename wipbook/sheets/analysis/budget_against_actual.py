"""Budget against Actual: the budget of the plant, what the output allows, what was spent."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.budget import budget_against_actual
from wipbook.books.results import Results
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import CONTROLLER

_OF = "BudgetAgainstActual[[#This Row],[{}]]"


def _less(first: str, then: str) -> str:
    """A difference; blank where one of both is."""
    a, b = _OF.format(first), _OF.format(then)
    return f'=IF({a}="","",IF({b}="","",ROUND({a}-{b},wip_places)))'


def _rows(results: Results) -> pl.DataFrame:
    frame = budget_against_actual(results)
    amounts = ("Budget", "Flexible Budget", "Actual")
    nothing = pl.all_horizontal([pl.col(name).fill_null(0) == 0 for name in amounts])
    return frame.filter(~nothing)


SHEET = OutputSheet(
    name="Budget against Actual",
    order=252,
    title="Budget against actual",
    about="By cost element and overhead pool: the budget, what the output achieved allows, what was spent",
    source="Budgets, the budgets of jobs for the units completed, Overhead (Budget Cost, Variable %). Volume is what "
    "the activity alone changes; Over Budget what was spent beyond what the output allows.",
    when_empty="hide",
    tables=(
        OutputTable(
            "BudgetAgainstActual",
            (
                OutputColumn("Of", Look.TEXT, "element, pool", width=12),
                OutputColumn("Name", Look.CODE, width=18),
                OutputColumn("Budget", Look.MONEY, "As planned", width=16),
                OutputColumn("Flexible Budget", Look.MONEY, "For the output achieved", width=17),
                OutputColumn("Actual", Look.MONEY, "Blank = not in yet", width=16),
                OutputColumn("Volume", Look.MONEY, "Flexible less budget", width=16,
                             formula=_less("Flexible Budget", "Budget")),
                OutputColumn("Over Budget", Look.MONEY, "Actual less flexible, + = over", width=16,
                             mark=Mark.ABOVE_ZERO, formula=_less("Actual", "Flexible Budget")),
                OutputColumn("Basis", Look.TEXT, width=50),
            ),
            _rows,
            key=("Of", "Name"),
        ),
    ),
    roles=(CONTROLLER,),
)
