"""Count Sheet: the blind sheets to print and fill in. The book quantity is not on it, on purpose."""

from __future__ import annotations

import polars as pl

from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import SHOP


def _rows(lines: object) -> pl.DataFrame:
    """``lines`` is what the command count sheets puts there."""
    return lines.lines  # type: ignore[attr-defined, no-any-return]


SHEET = OutputSheet(
    name="Count Sheet",
    order=354,
    title="Count sheet",
    about="Blind count sheets: print, count, type what was found, post",
    source="Count first, look nothing up: the books' quantity is left out on purpose. Count again where asked to. "
    "Every tag comes back, also those with nothing there (0).",
    kind="control",
    when_empty="hide",
    filled_by="count sheets",
    tables=(
        OutputTable(
            "CountSheet",
            (
                OutputColumn("Tag", Look.CODE, width=20),
                OutputColumn("Count", Look.CODE, width=16),
                OutputColumn("Date", Look.DATE, width=12),
                OutputColumn("Location", Look.CODE, width=12),
                OutputColumn("Material", Look.CODE, width=14),
                OutputColumn("Lot", Look.CODE, width=12),
                OutputColumn("Description", Look.TEXT, width=34),
                OutputColumn("Unit", Look.TEXT, width=8),
                OutputColumn("Counted", Look.QUANTITY, "Quantity found", width=16, typed=True),
                OutputColumn("Recounted", Look.QUANTITY, "Second count", width=16, typed=True),
                OutputColumn("Counter", Look.TEXT, "Who counted", width=14, typed=True),
                OutputColumn("Remark", Look.TEXT, "What was seen", width=30, typed=True),
                OutputColumn("Asked", Look.TEXT, "By count post", width=24),
            ),
            _rows,
            key=("Tag",),
        ),
    ),
    roles=(SHOP,),
    packs=("counts",),
)
