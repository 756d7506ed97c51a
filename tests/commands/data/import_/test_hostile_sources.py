"""Mappings and sources made to harm or made by mistake: each has its own error, none a traceback."""

from __future__ import annotations

import struct
import sys
import zipfile
from pathlib import Path

import pytest

from wipbook.commands.data.import_.errors import MappingUnreadable, SourceMissing, SourceUnreadable
from wipbook.commands.data.import_.excel.read import read_excel
from wipbook.commands.data.import_.mapping import Source, parse_mapping
from wipbook.commands.data.import_.sources import open_sources
from wipbook.errors import WipbookError
from wipbook.ooxml.faults import SuspiciousContent


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
    with pytest.raises(SourceMissing, match="a link that leads out"):
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
