"""Mappings and sources made to harm or made by mistake: each has its own error, none a traceback."""

from __future__ import annotations

import struct
import sys
import zipfile
from pathlib import Path

import pytest

from wipbook.commands.data.import_.errors import MappingUnreadable, QueryFailed, SourceMissing, SourceUnreadable
from wipbook.commands.data.import_.mapping import Source, parse_mapping, read_mapping
from wipbook.commands.data.import_.source.excel.read import read_excel
from wipbook.commands.data.import_.source.load import open_sources
from wipbook.commands.data.import_.sql import ending
from wipbook.commands.data.import_.staging.stage import stage
from wipbook.errors import WipbookError
from wipbook.ooxml.faults import SuspiciousContent
from wipbook.schema import input_sheet


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("/etc/passwd", "the absolute name"), ("C:/x.csv", "the absolute name"),
        ("\\\\server\\x", "the absolute name"), ("", "a blank name"), ("  ", "a blank name"),
        ("a**b", r"\*\* inside a name"), ("../j.csv", "leaves the folder"),
        ("**/../../j.csv", "leaves the folder"), ("a\\..\\..\\j.csv", "leaves the folder"), ("j\0.csv", "NUL"),
    ],
)
def test_a_source_stays_in_its_folder(tmp_path: Path, name: str, found: str) -> None:
    (tmp_path / "j.csv").write_text("a\n1\n")
    inside = tmp_path / "inside"
    inside.mkdir()
    mapping = parse_mapping('[sources]\nj = "j.csv"\n[tables]')
    source = Source(file=name)
    with pytest.raises(SourceMissing, match=found):
        open_sources(mapping.model_copy(update={"sources": {"j": source}}), [inside])


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "j.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(SourceMissing, match="lies outside of"):
        open_sources(parse_mapping('[sources]\nj = "*.csv"\n[tables]'), [inside])
    open_sources(parse_mapping('[sources]\nj = "*.csv"\n[tables]'), [inside / "j.csv"]).close()  # given by name


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "idna", "undefined", "x\\u0000"])
def test_an_encoding_that_the_file_does_not_have(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "j.csv").write_bytes(b"Job,Qty\nJ1,5\n")
    mapping = parse_mapping(f'[sources.j]\nfile = "j.csv"\nencoding = "{encoding}"\n[tables]')
    with pytest.raises(SourceUnreadable, match=r"j\.csv"):
        open_sources(mapping, [tmp_path])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x = " + "[" * 5_000, "nested too deep"), ("x = " + "{a=" * 5_000, "nested too deep"),
        ("x = " + "9" * 5_000, "4300 digits"),
    ],
)
def test_a_mapping_beyond_any_use(text: str, found: str) -> None:
    with pytest.raises(MappingUnreadable, match=found):
        parse_mapping(text)


def test_an_excel_source_goes_past_the_guard(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A cell in the last corner took 10 GB, or the process."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Job", 1
    book.save(tmp_path / "j.xlsx")
    with pytest.raises(SuspiciousContent, match="as far as XFD1048576"):
        read_excel(tmp_path / "j.xlsx", Source(file="j.xlsx"))
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory for a child")
def test_a_format_that_cannot_be_looked_at_ends_its_reader_and_not_us(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """An .ods of one cell that is repeated a billion times a million."""
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000000000">'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}<text:p>1</text:p></table:table-cell>'
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    with zipfile.ZipFile(tmp_path / "j.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content {namespaces}><office:body><office:spreadsheet>"
                         f'<table:table table:name="J">{row}</table:table-row></table:table></office:spreadsheet>'
                         "</office:body></office:document-content>")
    with pytest.raises(WipbookError) as caught:
        read_excel(tmp_path / "j.ods", Source(file="j.ods"))
    assert caught.value.remedy
    assert capfd.readouterr() == ("", "")


def test_other_formats_are_read_apart(tmp_path: Path) -> None:
    (tmp_path / "j.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<60L", *range(60)))
    with pytest.raises(SourceUnreadable, match=r"j\.xls"):
        read_excel(tmp_path / "j.xls", Source(file="j.xls"))
    with zipfile.ZipFile(tmp_path / "j.xlsx", "w") as archive:
        archive.writestr("hello", "no workbook")
    with pytest.raises(SourceUnreadable, match=r"j\.xlsx"):
        read_excel(tmp_path / "j.xlsx", Source(file="j.xlsx"))


REST = "'a' AS Description, 'raw' AS Kind, 'kg' AS Unit"
ENDLESS = f"SELECT n AS Material, {REST} FROM r"
COUNTS = f"WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) {ENDLESS}"
PRODUCT = f"SELECT sum(a.range * b.range) AS Material, {REST} FROM range(10000000) a, range(10000000) b"


def staged(tmp_path: Path, query: str, limits: str) -> None:
    """A mapping whose only table is this query, drawn as an import does it."""
    (tmp_path / "p.csv").write_text("code\nA\n", "utf-8")
    mapping = parse_mapping(
        f'[sources]\np = "p.csv"\n[limits]\n{limits}\n[tables.Materials]\nquery = """{query}"""\n'
    )
    connection = open_sources(mapping, [tmp_path])
    try:
        with ending(connection.connection, "query of Materials", mapping.limits.seconds):
            stage(connection, input_sheet("Materials"), mapping.tables["Materials"], mapping.limits.rows)
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("query", "limits", "found"),
    [
        (PRODUCT, "seconds = 0.5", "not done after 0.5 seconds"),
        (COUNTS, 'memory = "20MB"', "Out of Memory"),
        (COUNTS, 'seconds = 0.3\nmemory = "16GB"', "not done after 0.3 seconds"),
        (f"SELECT range AS Material, {REST} FROM range(101)", "rows = 100", "more than 100 rows"),
    ],
    ids=["a product without end", "a recursion in memory", "a recursion in time", "rows"],
)
def test_a_query_has_limits(query: str, limits: str, found: str, tmp_path: Path) -> None:
    with pytest.raises(QueryFailed, match=found):
        staged(tmp_path, query, limits)


def test_limits_that_are_none_are_refused() -> None:
    for limits in ("seconds = 0", 'memory = "much"', "rows = 0", "minutes = 5"):
        with pytest.raises(MappingUnreadable, match="limits"):
            parse_mapping(f'[sources]\np = "p.csv"\n[limits]\n{limits}\n[tables]')


def test_a_root_lets_sources_lie_beside_and_not_beyond(tmp_path: Path) -> None:
    home, other, out = tmp_path / "root" / "maps", tmp_path / "root" / "files", tmp_path / "secret"
    for folder in (home, other, out):
        folder.mkdir(parents=True)
        (folder / "p.csv").write_text("code\nA\n", "utf-8")
    (home / "m.toml").write_text('root = ".."\n[sources]\np = "../files/p.csv"\n[tables]\n', "utf-8")
    open_sources(read_mapping(home / "m.toml"), [home]).close()
    (home / "m.toml").write_text('root = ".."\n[sources]\np = "../../secret/p.csv"\n[tables]\n', "utf-8")
    with pytest.raises(SourceMissing, match="lies outside"):
        open_sources(read_mapping(home / "m.toml"), [home])
    (other / "link.csv").symlink_to(out / "p.csv")
    (home / "m.toml").write_text('root = ".."\n[sources]\np = "../files/link.csv"\n[tables]\n', "utf-8")
    with pytest.raises(SourceMissing, match="lies outside"):
        open_sources(read_mapping(home / "m.toml"), [home])
