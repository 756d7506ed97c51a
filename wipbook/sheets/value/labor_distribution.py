"""Labor Distribution: the payroll of the period by work center, job and pay type, and where it went."""

from __future__ import annotations

import polars as pl

from wipbook.books.labor.labor_distribution import labor_to_overhead
from wipbook.books.results import Results
from wipbook.sheets.layout import HEADER_ROW, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.exact_rows import exactly
from wipbook.values.user_role import CONTROLLER

TYPES, MONTHS = 8, 12
MONTHS_AT = HEADER_ROW + TYPES + 3
ROWS_AT = MONTHS_AT + MONTHS + 3
OTHERS = "(others)"
_DIFFERENCE = (
    "=ROUND(LaborPayroll[[#This Row],[Payroll]]-LaborPayroll[[#This Row],[Direct]]"
    "-LaborPayroll[[#This Row],[Indirect]],wip_places)"
)


def _payroll(results: Results) -> pl.DataFrame:
    """Payroll from the tickets beside direct and indirect from the distribution, the largest pay types by name."""
    went = results.labor_distribution.group_by("Pay Type").agg(
        pl.col("Direct to Job").sum().alias("Direct"), (pl.col("To Overhead") + pl.col("Idle")).sum().alias("Indirect")
    )
    frame = results.payroll.join(went, on="Pay Type", how="full", coalesce=True).with_columns(
        pl.col("Hours", "Payroll", "Direct", "Indirect").fill_null(0)
    ).sort(pl.col("Payroll").abs(), "Pay Type", descending=[True, False])
    shown = pl.int_range(pl.len()) < (TYPES if frame.height <= TYPES else TYPES - 1)
    rest = frame.with_columns(pl.when(shown).then("Pay Type").otherwise(pl.lit(OTHERS)).alias("Pay Type")).group_by(
        "Pay Type", maintain_order=True
    ).agg(pl.all().sum())
    return exactly(rest, TYPES).with_columns(
        (pl.col("Payroll") - pl.col("Direct") - pl.col("Indirect")).fill_null(0).alias("Difference")
    )


def _months(results: Results) -> pl.DataFrame:
    """The last months of the period."""
    return exactly(labor_to_overhead(results.policy, results.solution).tail(MONTHS), MONTHS)


def _rows(results: Results) -> pl.DataFrame:
    return results.labor_distribution


SHEET = OutputSheet(
    name="Labor Distribution",
    order=268,
    title="Labor distribution",
    about="Payroll of the period by work center, job and pay type: direct, overhead, idle",
    source="From Labor, Employees, Rates and Pay Types. Payroll is computed anew from the tickets; it equals direct "
    "and indirect.",
    when_empty="hide",
    tables=(
        OutputTable(
            "LaborDistribution",
            (
                OutputColumn("Work Center", Look.CODE, width=15),
                OutputColumn("Job", Look.CODE, width=14),
                OutputColumn("Pay Type", Look.TEXT, width=15),
                OutputColumn("Hours", Look.QUANTITY, width=14),
                OutputColumn("Base", Look.MONEY, width=14),
                OutputColumn("Premium", Look.MONEY, width=14),
                OutputColumn("Burden", Look.MONEY, width=14),
                OutputColumn("Direct to Job", Look.MONEY, width=14),
                OutputColumn("To Overhead", Look.MONEY, width=14),
                OutputColumn("Idle", Look.MONEY, width=14),
            ),
            _rows, key=("Work Center", "Job", "Pay Type"), header_row=ROWS_AT,
            heading="By work center, job (blank: none), pay type: base + premium + burden = direct + overhead + idle",
        ),
        OutputTable(
            "LaborPayroll",
            (
                OutputColumn("Pay Type", Look.TEXT, width=15),
                OutputColumn("Hours", Look.QUANTITY, width=14, total=True),
                OutputColumn("Payroll", Look.MONEY, "From the tickets", width=15, total=True),
                OutputColumn("Direct", Look.MONEY, "To jobs", width=14, total=True),
                OutputColumn("Indirect", Look.MONEY, "Overhead and idle", width=14, total=True),
                OutputColumn("Difference", Look.MONEY, "Must be 0", width=14, total=True, formula=_DIFFERENCE,
                             mark=Mark.NOT_ZERO),
            ),
            _payroll, rows=TYPES,
        ),
        OutputTable(
            "LaborToOverhead",
            (
                OutputColumn("Month", Look.DATE, width=15),
                OutputColumn("Indirect Labor", Look.MONEY, width=14),
                OutputColumn("Premium", Look.MONEY, width=15),
                OutputColumn("Burden", Look.MONEY, width=14),
                OutputColumn("Idle Time", Look.MONEY, width=14),
                OutputColumn("Labor", Look.MONEY, width=14),
                OutputColumn("Actual Cost", Look.MONEY, width=14),
                OutputColumn("Other", Look.MONEY, width=14, mark=Mark.BELOW_ZERO),
            ),
            _months, rows=MONTHS, header_row=MONTHS_AT,
            heading="Labor that is overhead: hours without a job, premium and burden not charged to jobs, idle time. "
            "Actual Cost on Overhead must hold it; Other is the rest",
        ),
    ),
    roles=(CONTROLLER,),
    packs=("people", "overhead"),
)
