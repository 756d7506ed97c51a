"""Excel sources, read as text so that codes keep what is left of them."""

from __future__ import annotations

from pathlib import Path

import fastexcel
import polars as pl

from wipbook.commands.data.import_.errors import SourceUnreadable, UnknownSource, nearest
from wipbook.commands.data.import_.mapping import Source

EXCEL_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def read_excel(path: Path, source: Source) -> pl.DataFrame:
    """One sheet as text columns: numbers in shortest form, dates as ``YYYY-MM-DD``, blank cells null.

    Errors: ``SourceUnreadable``, ``UnknownSource`` when the sheet does not exist.
    """
    try:
        reader = fastexcel.read_excel(path)
        names = reader.sheet_names
        if source.sheet and source.sheet not in names:
            raise UnknownSource(
                where=path.name,
                found=f"no sheet {source.sheet!r}",
                expected="the sheet the mapping names",
                remedy=nearest(source.sheet, names),
            )
        sheet = reader.load_sheet(source.sheet or 0, header_row=source.header_row - 1, dtypes="string")
        return pl.DataFrame(sheet)
    except fastexcel.FastExcelError as fault:
        raise SourceUnreadable(
            where=path.name,
            found=str(fault).splitlines()[0],
            expected="a readable Excel file",
            remedy="open it in Excel and save it again",
        ) from fault
