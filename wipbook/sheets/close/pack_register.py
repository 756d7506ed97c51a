"""Pack Register: which packs were made for whom, when, of which figures; appended and never rewritten."""

from __future__ import annotations

import polars as pl

from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

COLUMNS = (
    OutputColumn("Pack", Look.COUNT, "Its number", width=8),
    OutputColumn("When", Look.TIMESTAMP, width=21),
    OutputColumn("User", Look.TEXT, width=14),
    OutputColumn("For", Look.CODE, "Which pack", width=18),
    OutputColumn("Stakeholder", Look.CODE, "To whom; blank: asked for", width=16),
    OutputColumn("Email", Look.TEXT, "Of a draft", width=28),
    OutputColumn("As Of", Look.DATE, width=12),
    OutputColumn("Period To", Look.DATE, width=12),
    OutputColumn("State", Look.TEXT, "Of the period", width=14),
    OutputColumn("Format", Look.TEXT, width=9),
    OutputColumn("Language", Look.TEXT, width=10),
    OutputColumn("File", Look.TEXT, width=48),
    OutputColumn("Hash", Look.CODE, "SHA-256, 16 digits", width=20),
    OutputColumn("Figures", Look.CODE, "Fingerprint of the figures", width=20),
)


def _rows(results: object) -> pl.DataFrame:
    raise AssertionError("packs are appended, never rebuilt")


SHEET = OutputSheet(
    name="Pack Register",
    order=387,
    title="Pack register",
    about="Each pack that was made: for whom, when, of which figures, in which file",
    source="Appended by wipbook pack. A pack is a file, or a draft of a mail: whether it was sent is not known here.",
    kind="control",
    filled_by="pack",
    when_empty="hide",
    tables=(OutputTable("PackRegister", COLUMNS, _rows,
    shown=("Pack", "When", "User", "For", "Stakeholder", "As Of", "State", "Format", "File"),
),),
    roles=(CONTROLLER, AUDITOR),
)
