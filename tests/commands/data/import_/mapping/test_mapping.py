"""The mapping file is checked before any source is opened, and names what was probably meant."""

from __future__ import annotations

import datetime as dt

import pytest

from wipbook.commands.data.import_.errors import MappingUnreadable, UnknownColumn, UnknownSource, UnknownTable
from wipbook.commands.data.import_.mapping import mapping_text, parse_mapping, read_mapping

SOURCES = '[sources]\nparts = "parts.csv"\n'


def test_a_source_may_be_a_file_name_or_a_table_of_options():
    mapping = parse_mapping('[sources]\na = "a.csv"\n[sources.b]\nfile = "b.csv"\ndelimiter = ";"\n[tables]')
    assert (mapping.sources["a"].file, mapping.sources["b"].delimiter) == ("a.csv", ";")


def test_tables_go_by_sheet_name_or_table_name():
    mapping = parse_mapping(SOURCES + '[tables.BillofMaterials]\nquery = "SELECT 1"')
    assert list(mapping.tables) == ["Bill of Materials"]


def test_settings_keep_their_kinds():
    mapping = parse_mapping(
        '[settings]\nCurrency = "USD"\n"As Of" = 2014-05-31\nMateriality = 500\n"Carrying Cost %" = 12.5\n'
        + SOURCES
        + "[tables]"
    )
    assert mapping.settings == {
        "Currency": "USD",
        "As Of": dt.date(2014, 5, 31),
        "Materiality": 500,
        "Carrying Cost %": 12.5,
    }


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("[sources", MappingUnreadable, "expected TOML"),
        (SOURCES, MappingUnreadable, "[tables]"),
        (SOURCES + '[tables.Materals]\nquery = "SELECT 1"', UnknownTable, "did you mean 'Materials'?"),
        (
            SOURCES + '[tables.Materials]\nsource = "parts"\ncolumns = { Materiel = "No" }',
            UnknownColumn,
            "did you mean 'Material'?",
        ),
        (
            SOURCES + '[tables.Materials]\nsource = "part"\ncolumns = { Material = "No" }',
            UnknownSource,
            "did you mean 'parts'?",
        ),
        ('[settings]\nCurency = "EUR"\n' + SOURCES + "[tables]", MappingUnreadable, "did you mean 'Currency'?"),
        (SOURCES + "[tables.Materials]\n", MappingUnreadable, "either query, or source and columns"),
        (SOURCES + '[tables.Materials]\nquery = "SELECT 1"\nfoo = 1', MappingUnreadable, "foo"),
    ],
)
def test_a_faulty_mapping_is_refused_with_the_cure(text, error, said):
    with pytest.raises(error) as caught:
        parse_mapping(text)
    assert said in caught.value.message
    assert caught.value.exit_code == 2


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(MappingUnreadable, match=r"nowhere\.toml"):
        read_mapping(tmp_path / "nowhere.toml")


WHOLE = """
about = "Stock of plant 2"
[limits]
seconds = 20
[settings]
Currency = "USD"
"As Of" = 2014-05-31
[sources]
parts = { file = "parts.csv", delimiter = ";", leave_out = ["Printed*"], types = { "Part No" = "VARCHAR" } }
stock = "stock*.csv"
[tables.Materials]
source = "parts"
columns = { Material = "Part No", "Standard Cost" = "Cost" }
constants = { Kind = "raw" }
decimal = "."
formats = { "Standard Cost" = "," }
[tables.Movements]
query = '''
SELECT "Doc" AS Movement, 'O''Hara "x"' AS Note
FROM stock'''
[controls.pieces]
query = "SELECT sum(quantity) FROM stock"
expect = 314.159265358979323846
[controls.report]
query = "SELECT 1"
expect = { file = "report.json", at = "/sum" }
"""


def test_a_mapping_is_written_as_it_is_read():
    """The writer is tomli-w's, the reader Python's own; what comes back is the same mapping, to the last digit."""
    mapping = parse_mapping(WHOLE)
    assert parse_mapping(mapping_text(mapping)) == mapping


def test_a_format_of_a_column_counts_before_that_of_its_table():
    table = parse_mapping(WHOLE).tables["Materials"]
    assert (table.decimal_of("Standard Cost"), table.decimal_of("Reorder Point")) == (",", ".")
    with pytest.raises(MappingUnreadable, match=r"%d\.%m\.%Y"):
        parse_mapping(WHOLE.replace('"Standard Cost" = ","', '"Standard Cost" = "comma"'))
