"""Imports: which column of which source goes where, and the files that were taken."""

from __future__ import annotations

from wipbook.schema.column import Column, Role
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER, PURCHASING, SHOP

OF_SOURCE, OF_MAPPING, OF_FILE = "Source", "Mapping", "File"
"""In the column Table, of rows that map no column: how a source is read, what else a mapping says, a file taken."""
SURE, LIKELY, ASK = "sure", "likely", "ask"

SHEET = InputSheet(
    name="Imports",
    order=136,
    grain="one column of a source, or one file that was taken",
    about="What Import reads from which source. Button Import proposes rows for files it does not know; correct them, "
    "press it again, look at Import Preview, then Accept Import.",
    key=("Table", "Source", "Their Column", "Our Column", "Hash"),
    packs=("imports",),
    roles=(CONTROLLER, SHOP, PURCHASING),
    since=8,
    facts=False,
    columns=(
        Column(
            name="Table", role=Role.CODE, required=True, width=18, example="Movements",
            note="Sheet that is filled; Source, Mapping, File: other rows",
        ),
        Column(
            name="Source", role=Role.CODE, width=24, note="File, or files: stock*.csv", example="stock*.csv",
        ),
        Column(name="Their Sheet", role=Role.CODE, width=14, note="Of an Excel file; blank: first", example="Export"),
        Column(
            name="Their Column", role=Role.CODE, width=24, note='Or a constant in quotes: "raw"',
            example="Material No.",
        ),
        Column(name="Our Column", role=Role.CODE, width=18, note="Blank: is not taken", example="Material"),
        Column(name="Key", role=Role.CHOICE, choices=("yes",), width=7, note="Tells rows apart", example="yes"),
        Column(
            name="Format", role=Role.CODE, width=16, note="dd.mm.yyyy or 1.234,56; blank: told by the column",
            example="dd.mm.yyyy",
        ),
        Column(name="Encoding", role=Role.CODE, width=12, note="Of a text file; blank: found out", example="cp1252"),
        Column(name="Last Run", role=Role.TIMESTAMP, width=18, note="Written by wipbook", example="2026-03-12 08:00"),
        Column(name="Rows", role=Role.WHOLE, width=10, note="Read then", example="1200"),
        Column(
            name="Control Total", role=Role.CODE, width=15, note="Sum it must come to; blank: none",
            example="10250.75",
        ),
        Column(
            name="Confidence", role=Role.CHOICE, choices=(SURE, LIKELY, ASK), width=12, note="Of a proposal",
            example=SURE,
        ),
        Column(name="Why", role=Role.TEXT, width=40, note="What a proposal saw", example="a known name; 3 of 3 dates"),
        Column(name="Hash", role=Role.CODE, width=20, note="SHA-256 of a file taken", example="9f86d081884c7d65"),
    ),
)
