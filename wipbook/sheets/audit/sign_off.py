"""Sign-Off: who stood behind which figures, and whether they are still the same."""

from __future__ import annotations

import polars as pl

from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

AS_SIGNED, CHANGED = "as signed", "changed since it was signed"
_OF = "SignOffs[[#This Row],[{}]]"
STATE = (
    f'=IF({_OF.format("Signed By")}="","",IF(AND({_OF.format("Figures")}=figures,'
    f'ROUND(SUM(Statement[Total])-{_OF.format("Inventory")},wip_places)=0),"{AS_SIGNED}","{CHANGED}"))'
)
COLUMNS = (
    OutputColumn("Signed By", Look.TEXT, width=20),
    OutputColumn("As", Look.TEXT, "In which role", width=16),
    OutputColumn("Signed At", Look.TIMESTAMP, width=21),
    OutputColumn("State", Look.TEXT, "Computed, always", width=28, formula=STATE, mark=Mark.SIGNED),
    OutputColumn("Inventory", Look.MONEY, "Raw, process, finished", width=18),
    OutputColumn("Checks", Look.TEXT, "That day", width=20),
    OutputColumn("Open Findings", Look.COUNT, "That day", width=14),
    OutputColumn("Figures", Look.CODE, "Fingerprint of the figures", width=22),
    OutputColumn("Inputs", Look.CODE, "Fingerprint of the rows", width=22),
    OutputColumn("Version", Look.TEXT, "Of wipbook", width=10),
    OutputColumn("Note", Look.TEXT, width=40, wrap=True),
)


def _rows(results: object) -> pl.DataFrame:
    raise AssertionError("sign-offs are appended, never rebuilt")


SHEET = OutputSheet(
    name="Sign-Off",
    order=380,
    title="Sign-off",
    about="Who stood behind which figures; amber when they have changed since",
    source="Signing stores fingerprints (SHA-256, first 16 digits) of the figures and of the rows behind them. The "
    "figures of today are on Home.",
    kind="control",
    filled_by="sign",
    tables=(OutputTable("SignOffs", COLUMNS, _rows),),
    roles=(CONTROLLER, AUDITOR),
)
