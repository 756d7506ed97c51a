"""Imports: mappings that say what cannot be, sources that are not there, rows that fit twice."""

from __future__ import annotations

from pathlib import Path

from error_samples import raises
from error_samples.start import plant, wipbook
from wipbook.commands.data.import_.errors import (
    ControlsDiffer,
    EncodingUnclear,
    KeyTwice,
    MappingUnreadable,
    QueryFailed,
    RowsRejected,
    SourceMissing,
    SourceUnreadable,
    TableMissing,
    UnknownColumn,
    UnknownSource,
    UnknownTable,
)

MAPPING = """
[sources]
parts = "parts.csv"
[tables.Materials]
source = "parts"
columns = { Material = "code", Description = "text", Kind = "kind", Unit = "unit" }
"""


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


@raises(EncodingUnclear)
def encoding_unclear() -> None:
    plant()
    Path("mapping.toml").write_text(MAPPING, "utf-8")
    Path("parts.csv").write_bytes("code,text,kind,unit\n\u00d8,Pipe,raw,m\n".encode("cp1252"))
    wipbook("import plant.xlsx --map mapping.toml .")


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
