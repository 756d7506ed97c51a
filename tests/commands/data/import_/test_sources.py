"""Every kind of source gives the same rows, is only read, and shuts every other door."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest
import xlsxwriter

from wipbook.commands.data.import_.errors import (
    QueryFailed,
    SourceMissing,
    SourceUnreadable,
    UnknownColumn,
    UnknownSource,
)
from wipbook.commands.data.import_.mapping import parse_mapping
from wipbook.commands.data.import_.source.load import open_sources
from wipbook.commands.data.import_.sql import fetch
from wipbook.commands.data.import_.staging.stage import stage
from wipbook.schema import input_sheet

ROWS = [("00123", "Tube", "3.20"), ("22E1", "=1+1", "1.15")]


def write(path: Path, kind: str) -> None:
    frame = pl.DataFrame(ROWS, schema=["No", "Name", "Cost"], orient="row")
    text = "No,Name,Cost\n" + "".join(",".join(row) + "\n" for row in ROWS)
    match kind:
        case "csv":
            path.write_text(text)
        case "csv.gz":
            path.write_bytes(gzip.compress(text.encode()))
        case "tsv":
            path.write_text(text.replace(",", "\t"))
        case "parquet":
            frame.write_parquet(path)
        case "json":
            frame.write_json(path)
        case "ndjson":
            frame.write_ndjson(path)
        case "xlsx":
            with xlsxwriter.Workbook(path) as workbook:
                sheet = workbook.add_worksheet("Parts")
                sheet.write_row(0, 0, ["No", "Name", "Cost"])
                for number, (code, name, cost) in enumerate(ROWS, start=1):
                    sheet.write_string(number, 0, code)
                    sheet.write_string(number, 1, name)
                    sheet.write_number(number, 2, float(cost))


@pytest.mark.parametrize("kind", ["csv", "csv.gz", "tsv", "parquet", "json", "ndjson", "xlsx"])
def test_every_kind_of_source_gives_the_same_rows_and_is_left_as_it_was(tmp_path, kind):
    path = tmp_path / f"parts.{kind}"
    write(path, kind)
    before = hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns
    mapping = parse_mapping(
        f'[sources]\np = "parts.{kind}"\n[tables.Materials]\nsource = "p"\n'
        'columns = { Material = "No", Description = "Name", "Standard Cost" = "Cost" }\n'
        'constants = { Kind = "raw", Unit = "m" }'
    )
    opened = open_sources(mapping, [tmp_path])
    staged = stage(opened, input_sheet("Materials"), mapping.tables["Materials"])
    opened.close()
    got = staged.frame.with_columns(pl.col("Standard Cost").cast(pl.String))
    assert got.select("Material", "Description", "Standard Cost").rows() == [
        ("00123", "Tube", "3.200000"),
        ("22E1", "=1+1", "1.150000"),
    ]
    assert (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) == before


def connect(tmp_path, text="a\n1\n", name="a.csv", **options):
    (tmp_path / name).write_text(text)
    extra = "".join(f"{key} = {value}\n" for key, value in options.items())
    return open_sources(parse_mapping(f'[sources.a]\nfile = "a*.csv"\n{extra}[tables]'), [tmp_path])


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('{path}')",
        "SELECT * FROM 'https://example.com/a.csv'",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY a TO '{path}.out'",
        "ATTACH '{path}.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SELECT * FROM rows_of_this_test",
    ],
)
def test_the_connection_is_cut_off_from_files_network_settings_and_variables(tmp_path, statement):
    rows_of_this_test = pl.DataFrame({"a": [1]})
    assert rows_of_this_test.height == 1
    connection = connect(tmp_path).connection
    with pytest.raises(duckdb.Error):
        connection.execute(statement.format(path=tmp_path / "a.csv")).fetchall()


def staged_by(tmp_path, query):
    connection = connect(tmp_path)
    mapping = parse_mapping(f'[sources]\na = "a.csv"\n[tables.Materials]\nquery = """{query}"""')
    return stage(connection, input_sheet("Materials"), mapping.tables["Materials"])


@pytest.mark.parametrize(
    ("query", "error", "said"),
    [
        ("DROP TABLE a", QueryFailed, "no SELECT"),
        ("SELECT 1; SELECT 2", QueryFailed, "2 statements"),
        ("SELECT b FROM a", QueryFailed, "query of Materials"),
        ("SELECT * FROM read_csv('a.csv')", QueryFailed, "disabled"),
        ("SELECT 1 AS Materiel", UnknownColumn, "did you mean 'Material'?"),
        ("SELECT '1' AS \"Material\"", UnknownColumn, "nothing for 'Description'"),
        (
            'SELECT a::DATE AS "Material", \'\' AS "Description", \'raw\' AS "Kind", \'m\' AS "Unit" FROM a',
            QueryFailed,
            "query of Materials",
        ),
    ],
)
def test_a_query_that_does_not_fit_is_refused_with_its_table(tmp_path, query, error, said):
    with pytest.raises(error) as caught:
        staged_by(tmp_path, query)
    assert said in caught.value.message


def test_several_files_of_one_glob_are_one_source(tmp_path):
    (tmp_path / "a1.csv").write_text("a,b\n1,2\n")
    (tmp_path / "a2.csv").write_text("b,a\n4,3\n")
    connection = open_sources(parse_mapping('[sources]\na = "a?.csv"\n[tables]'), [tmp_path])
    assert fetch(connection.connection, "SELECT a, b FROM a").rows() == [("1", "2"), ("3", "4")]


def test_a_file_name_with_pattern_signs_is_one_file(tmp_path):
    assert fetch(connect(tmp_path, name="a[1]*.csv").connection, "SELECT a FROM a").rows() == [("1",)]


def test_types_and_header_row_are_options_of_a_source(tmp_path):
    connection = connect(tmp_path, text="Report of May\na,b\n1,x\n", header_row=2, types='{ a = "DECIMAL(9,2)" }')
    assert fetch(connection.connection, "SELECT * FROM a").schema == {"a": pl.Decimal(9, 2), "b": pl.String}


def test_missing_sources_are_named_unless_they_are_optional(tmp_path):
    with pytest.raises(SourceMissing, match=r"no 'z\.csv'"):
        open_sources(parse_mapping('[sources]\nz = "z.csv"\n[tables]'), [tmp_path])
    open_sources(parse_mapping('[sources.z]\nfile = "z.csv"\noptional = true\n[tables]'), [tmp_path]).close()


def test_files_that_cannot_be_read_are_named(tmp_path):
    (tmp_path / "a.pdf").write_text("x")
    with pytest.raises(SourceUnreadable, match=r"a\.pdf"):
        open_sources(parse_mapping('[sources]\na = "a.pdf"\n[tables]'), [tmp_path])
    (tmp_path / "b.parquet").write_text("x")
    with pytest.raises(SourceUnreadable, match=r"b\.parquet"):
        open_sources(parse_mapping('[sources]\nb = "b.parquet"\n[tables]'), [tmp_path])
    (tmp_path / "c.xlsx").write_text("x")
    with pytest.raises(SourceUnreadable, match=r"c\.xlsx"):
        open_sources(parse_mapping('[sources]\nc = "c.xlsx"\n[tables]'), [tmp_path])


def test_an_excel_sheet_that_is_not_there_is_named(tmp_path):
    write(tmp_path / "parts.xlsx", "xlsx")
    with pytest.raises(UnknownSource, match="did you mean 'Parts'"):
        open_sources(parse_mapping('[sources.p]\nfile = "parts.xlsx"\nsheet = "Part"\n[tables]'), [tmp_path])


def test_no_pyarrow_is_needed_and_nothing_is_left_on_standard_error(tmp_path):
    (tmp_path / "a.csv").write_text("a\n1\n")
    write(tmp_path / "parts.xlsx", "xlsx")
    program = f"""
import sys
sys.modules["pyarrow"] = None
from pathlib import Path
from wipbook.commands.data.import_.sql import fetch
from wipbook.commands.data.import_.mapping import parse_mapping
from wipbook.commands.data.import_.source.load import open_sources
mapping = parse_mapping('[sources]\\na = "a.csv"\\np = "parts.xlsx"\\n[tables]')
connection = open_sources(mapping, [Path({str(tmp_path)!r})])
print(fetch(connection.connection, "SELECT a::DECIMAL(9,2) AS a, (SELECT count(*) FROM p) AS n FROM a").rows())
connection.close()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[(Decimal('1.00'), 2)]\n", "")


def test_a_line_with_other_fields_than_the_header_is_told_with_its_line_and_is_no_row(tmp_path):
    opened = connect(tmp_path, text='a,b\n"1\n1",2\n\n3\n4,5,6\n7,8\nPrinted by the system\n')
    assert fetch(opened.connection, "SELECT * FROM a").rows() == [("1\n1", "2"), ("7", "8")]
    assert [(one.line, one.found, one.expected) for one in opened.told] == [
        (5, "1 in '3'", "2 fields, as the header has"),
        (6, "3 in '4 | 5 | 6'", "2 fields, as the header has"),
        (8, "1 in 'Printed by the system'", "2 fields, as the header has"),
    ]


@pytest.mark.parametrize(
    ("data", "options", "row"),
    [
        ("a,b\nJosé,1\n".encode("latin-1"), {"encoding": '"latin-1"'}, ("José", "1")),
        ("\ufeffa;b\n1,5;2\n".encode(), {}, ("1,5", "2")),
        (b'"a, or A";b\r\n"x\r\ny";2\r\n', {}, ("x\r\ny", "2")),
        (b"a|b\n007|N/A\n", {}, ("007", "N/A")),
    ],
)
def test_encodings_marks_and_delimiters_of_real_exports(tmp_path, data, options, row):
    (tmp_path / "a.csv").write_bytes(data)
    extra = "".join(f"{key} = {value}\n" for key, value in options.items())
    connection = open_sources(parse_mapping(f'[sources.a]\nfile = "a.csv"\n{extra}[tables]'), [tmp_path])
    assert fetch(connection.connection, "SELECT * FROM a").rows() == [row]
