"""Sign-Off: who stood behind which figures, and whether they are still the same."""

from __future__ import annotations

import polars as pl

from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

AS_SIGNED, CHANGED = "as signed", "changed since it was signed"
_OF = "SignOffs[[#This Row],[{}]]"
_SAME = (
    f'IF(AND({_OF.format("Figures")}=figures,ROUND(SUM(Statement[Total])-{_OF.format("Inventory")},wip_places)=0),'
    f'"{AS_SIGNED}","{CHANGED}")'
)
_HERE = (
    f'AND({_OF.format("Period From")}=period_start,{_OF.format("Period To")}=period_end,{_OF.format("As Of")}=as_of)'
)
STATE = f'=IF({_OF.format("Signed By")}="","",IF({_HERE},{_SAME},{_OF.format("Last State")}))'
"""Compared only while the workbook stands in the period, and as of the day, that was signed for."""
NOW, NO_PERIOD = "now", "now; of no period"
_AS_OF = _OF.format("As Of")
_DAY = f'YEAR({_AS_OF})&"-"&RIGHT(100+MONTH({_AS_OF}),2)&"-"&RIGHT(100+DAY({_AS_OF}),2)'
COMPARED = (
    f'=IF({_OF.format("Signed By")}="","",IF({_AS_OF}="","{NO_PERIOD}",IF({_HERE},"{NOW}","last as of "&{_DAY})))'
)
COLUMNS = (
    OutputColumn("Signed By", Look.TEXT, width=20),
    OutputColumn("As", Look.TEXT, "In which role", width=16),
    OutputColumn("Signed At", Look.TIMESTAMP, width=21),
    OutputColumn("Period From", Look.DATE, "That was signed for", width=17),
    OutputColumn("Period To", Look.DATE, width=12),
    OutputColumn("As Of", Look.DATE, width=12),
    OutputColumn("State", Look.TEXT, "Computed, always", width=28, formula=STATE, mark=Mark.SIGNED),
    OutputColumn("Compared", Look.TEXT, "When, with the figures of its period", width=32, formula=COMPARED),
    OutputColumn("Inventory", Look.MONEY, "Raw, process, finished", width=18),
    OutputColumn("Checks", Look.TEXT, "That day", width=20),
    OutputColumn("Open Findings", Look.COUNT, "That day", width=14),
    OutputColumn("Figures", Look.CODE, "Fingerprint of the figures", width=22),
    OutputColumn("Inputs", Look.CODE, "Fingerprint of the rows", width=22),
    OutputColumn("Version", Look.TEXT, "Of wipbook", width=10),
    OutputColumn("Note", Look.TEXT, width=40, wrap=True),
    OutputColumn("Last State", Look.TEXT, "When the workbook last stood there", width=32),
)


def _rows(results: object) -> pl.DataFrame:
    raise AssertionError("sign-offs are appended, never rebuilt")


SHEET = OutputSheet(
    name="Sign-Off",
    order=380,
    title="Sign-off",
    about="Who stood behind which figures of which period; amber when they have changed since",
    source="Signing stores fingerprints (SHA-256, first 16 digits) of the figures and of the rows behind them. The "
    "figures of today are on Home. A sign-off is compared while the workbook stands in its period; its state is kept "
    "when the workbook moves on.",
    kind="control",
    filled_by="sign",
    tables=(OutputTable("SignOffs", COLUMNS, _rows,
    shown=(
        "Signed By", "As", "Signed At", "Period To", "As Of", "State", "Inventory", "Checks", "Open Findings",
        "Note",
    ),
),),
    roles=(CONTROLLER, AUDITOR),
    tabs=(AUDITOR,),
)
