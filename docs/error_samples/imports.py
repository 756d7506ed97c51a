"""Imports: mappings that say what cannot be, sources that are not there, rows that fit twice."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from error_samples import raises
from error_samples.start import plant, wipbook
from wipbook.commands.data.import_.errors import (
    ControlsDiffer,
    CredentialMissing,
    DatabaseUnreachable,
    DriverMissing,
    EncodingUnclear,
    ImportUnclear,
    KeyTwice,
    MappingUnreadable,
    NothingMapped,
    QueryFailed,
    RowsRejected,
    SourceMissing,
    SourceUnreadable,
    TableMissing,
    UnknownColumn,
    UnknownSource,
    UnknownTable,
)
from wipbook.commands.data.import_.preview.seal import NothingPreviewed, PreviewOutdated
from wipbook.commands.data.import_.proposals.presets import NotOfPreset, UnknownPreset
from wipbook.excel.asking.found_out import TwoMappings

MAPPING = """
[sources]
parts = "parts.csv"
[tables.Materials]
source = "parts"
columns = { Material = "code", Description = "text", Kind = "kind", Unit = "unit" }
"""

DATABASE = """
[sources.parts]
database = "env:PLANT_DB"
query = "SELECT code, text, kind, unit FROM parts"
""" + MAPPING.partition('"parts.csv"')[2]


def imported(mapping: str, source: str = "parts.csv", content: str = "code,text,kind,unit\nS,Steel,raw,kg\n") -> None:
    """plant.xlsx, the mapping and one source, imported."""
    plant()
    Path("mapping.toml").write_text(mapping, "utf-8")
    if content:
        Path(source).write_text(content, "utf-8")
    wipbook("import plant.xlsx --map mapping.toml .")


@raises(MappingUnreadable)
def mapping_unreadable() -> None:
    plant()
    wipbook("import plant.xlsx --map nowhere.toml .")


@raises(UnknownTable)
def unknown_table() -> None:
    imported(MAPPING.replace("tables.Materials", "tables.Materals"))


@raises(UnknownColumn)
def unknown_column() -> None:
    imported(MAPPING.replace("Material = ", "Materiel = "))


@raises(UnknownSource)
def unknown_source() -> None:
    imported(MAPPING.replace('source = "parts"', 'source = "part"'))


@raises(SourceMissing)
def source_missing() -> None:
    imported(MAPPING, content="")


@raises(SourceUnreadable)
def source_unreadable() -> None:
    imported(MAPPING.replace("parts.csv", "parts.pdf"), source="parts.pdf")


@raises(UnknownPreset)
def unknown_preset() -> None:
    Path("moves.csv").write_text("Material,Qty\nS,4\n", "utf-8")
    wipbook("map moves.csv --preset sap")


@raises(NotOfPreset)
def not_of_preset() -> None:
    Path("moves.csv").write_text("Material,Qty\nS,4\n", "utf-8")
    wipbook("map moves.csv --preset xero")


@raises(EncodingUnclear)
def encoding_unclear() -> None:
    plant()
    Path("mapping.toml").write_text(MAPPING, "utf-8")
    Path("parts.csv").write_bytes("code,text,kind,unit\n\u00d8,Pipe,raw,m\n".encode("cp1252"))
    wipbook("import plant.xlsx --map mapping.toml .")


@raises(CredentialMissing)
def credential_missing() -> None:
    imported(DATABASE)


@raises(DriverMissing)
def driver_missing() -> None:
    os.environ["PLANT_DB"] = "mysql://reader@localhost/plant"
    sys.modules["pymysql"] = None  # as where it is not installed
    try:
        imported(DATABASE)
    finally:
        del sys.modules["pymysql"], os.environ["PLANT_DB"]


@raises(DatabaseUnreachable)
def database_unreachable() -> None:
    os.environ["PLANT_DB"] = "sqlite:///plant.db"
    try:
        imported(DATABASE)
    finally:
        del os.environ["PLANT_DB"]


@raises(RowsRejected)
def rows_rejected() -> None:
    plant()
    Path("mapping.toml").write_text(MAPPING, "utf-8")
    Path("parts.csv").write_text("code,text,kind,unit\nS,Steel,metal,kg\n", "utf-8")
    wipbook("import plant.xlsx --map mapping.toml . --strict")


@raises(QueryFailed)
def query_failed() -> None:
    imported('[sources]\nparts = "parts.csv"\n[tables.Materials]\nquery = "SELECT 1; SELECT 2"\n')


@raises(TableMissing)
def table_missing() -> None:
    import openpyxl

    plant()
    book = openpyxl.load_workbook("plant.xlsx")
    del book["Customers"]
    book.save("plant.xlsx")
    imported('[sources]\nparts = "parts.csv"\n[tables.Customers]\nsource = "parts"\n'
             'columns = { Customer = "code", Name = "text" }\n')


@raises(KeyTwice)
def key_twice() -> None:
    book = plant()
    book.write_cells("Materials", {"A8": "S"})  # the second material gets the code of the first
    book.save()
    imported(MAPPING)


@raises(ControlsDiffer)
def controls_differ() -> None:
    imported(MAPPING + '[controls.rows]\nquery = "SELECT count(*) FROM imported.Materials"\nexpect = 2\n')


@raises(NothingMapped)
def nothing_mapped() -> None:
    plant()
    wipbook("import plant.xlsx")


@raises(ImportUnclear)
def import_unclear() -> None:
    plant()
    wipbook("import plant.xlsx --preview --accept")


@raises(TwoMappings)
def two_mappings() -> None:
    from wipbook.commands.declared import presses
    from wipbook.excel.asking.found_out import found_out

    command, press = presses()["import"]
    found_out(command, press, None, plant(), "one.toml\ntwo.toml\nparts.csv")


@raises(NothingPreviewed)
def nothing_previewed() -> None:
    plant()
    wipbook("import plant.xlsx --accept")


@raises(PreviewOutdated)
def preview_outdated() -> None:
    imported(MAPPING)
    Path("parts.csv").write_text("code,text,kind,unit\nB,Brass,raw,kg\n", "utf-8")
    wipbook("import plant.xlsx parts.csv --map mapping.toml --preview")
    Path("parts.csv").write_text("code,text,kind,unit\nC,Copper,raw,kg\n", "utf-8")
    wipbook("import plant.xlsx --accept")
