"""``wipbook export``: the cube of the books as a file for BI tools."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import polars as pl

from wipbook.books.analysis.cube.cube import CUBE, cube
from wipbook.commands.data.cube_file import refuse_target, target, write
from wipbook.commands.workbench.opening import Progress, nobody_watches, open_books
from wipbook.port.workbook import Workbook
from wipbook.values.fixed import QUANTITY_PLACES

_AMOUNT = pl.Decimal(38, QUANTITY_PLACES)


@dataclass(frozen=True)
class Exported:
    """What was written: ``file``, its ``form``, how many ``rows`` of how many ``months``; ``left_out``: rows of the
    inputs that are not in it."""

    file: Path
    form: str
    rows: int
    months: int
    left_out: int


def export(
    workbook: Workbook, form: str = "", out: Path | None = None, overwrite: bool = False,
    progress: Progress = nobody_watches,
) -> Exported:
    """Write all months of the cube, with every job, as the sheet Analysis has the last ones; the workbook stays as it
    is. Errors: ``UnknownExport``, ``NotOurExport``, ``OSError``."""
    beside = workbook.path.parent if workbook.path else Path.cwd()
    stem = Path(workbook.name).stem
    target(out, form, beside, stem)  # refused before anything is computed
    books = open_books(workbook, progress)
    folder = beside / books.policy.export_folder if books.policy.export_folder else beside
    path, kind = target(out, form, folder, stem)
    refuse_target(path, tuple(CUBE), overwrite=overwrite)
    progress(f"writing {path.name}")
    rows = as_decimals(cube(books))
    write(path, rows, kind)
    return Exported(path, kind, rows.height, rows["Period"].n_unique(), books.ledger.rows_left_out)


def as_decimals(rows: pl.DataFrame) -> pl.DataFrame:
    """Amounts in millionths as decimals of 38 digits, six behind the point: exact, which a double would not be.

    >>> as_decimals(pl.DataFrame({"Amount": [-1_234_500_000]}))["Amount"].to_list()
    [Decimal('-1234.500000')]
    """
    millionth = pl.lit(Decimal(1).scaleb(-QUANTITY_PLACES), dtype=_AMOUNT)
    return rows.with_columns((pl.col("Amount").cast(_AMOUNT) * millionth).cast(_AMOUNT).alias("Amount"))
