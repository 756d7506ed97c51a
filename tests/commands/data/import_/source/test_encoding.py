"""Encodings: the mark, the mapping, UTF-8, then what the letters look like; and what is asked."""

from __future__ import annotations

import codecs

import pytest

from wipbook.commands.data.import_.errors import EncodingUnclear, SourceUnreadable
from wipbook.commands.data.import_.mapping import parse_mapping
from wipbook.commands.data.import_.source.encoding import detected
from wipbook.commands.data.import_.source.load import open_sources
from wipbook.commands.data.import_.sql import fetch

# Short exports as shops write them; the encodings are those of the programs that would.
SHORT = [
    ("cp1252", "Größe 28 mm – 5 €"), ("cp1252", "Référence;Désignation\nA1;Écrou à tête"), ("cp1252", "Übergang"),
    ("cp1252", "Piñón;1"), ("cp1252", "Ø 28 mm"), ("cp1252", "Schraube M8×20 ½"), ("cp1252", "café;12,5 €"),
    ("cp1250", "Śruba z łbem;Zażółć gęślą jaźń"), ("cp1250", "Příruba;šroub"), ("cp1250", "Csavar;őű"),
    ("cp1251", "Болт;шт"), ("cp1251", "Гайка М8"), ("cp850", "Größe;Übergang"), ("cp850", "Référence"),
    ("cp437", "Größe"), ("mac-roman", "Größe;Écrou à tête"), ("cp1253", "Βίδα Μ8"), ("cp932", "ボルト;12"),
    ("koi8-r", "Болт;шт"), ("cp1254", "Vida çeliği şık"), ("iso8859-2", "Šroub;Příruba žlutá"),
    ("iso8859-15", "Größe 5 €"), ("utf-16-le", "Größe;1"),
]


@pytest.mark.parametrize(("encoding", "text"), SHORT)
def test_short_exports_are_read_as_they_were_written(encoding, text):
    data = text.encode(encoding)
    assert data.decode(detected(data).name) == text


def opened(tmp_path, data, extra="", columns='Material = "Part", Description = "Name"'):
    (tmp_path / "a.csv").write_bytes(data)
    return open_sources(
        parse_mapping(
            f'[sources.a]\nfile = "a.csv"\n{extra}\n[tables.Materials]\nsource = "a"\ncolumns = {{ {columns} }}\n'
            'constants = { Kind = "raw", Unit = "m" }'
        ),
        [tmp_path],
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_a_mark_says_it(tmp_path, encoding):
    data = "Part;Name\nÄ1;Größe\n".encode(encoding)
    one = opened(tmp_path, data)
    assert fetch(one.connection, "SELECT * FROM a").rows() == [("Ä1", "Größe")]
    assert one.told == []
    if encoding == "utf-16":
        assert data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def test_a_detected_encoding_is_told_with_the_lines_that_it_decides_on(tmp_path):
    one = opened(tmp_path, "Part;Name\nA1;Tube\nA2;Größe 5 €\n".encode("cp1252"))
    assert fetch(one.connection, "SELECT Name FROM a").rows() == [("Tube",), ("Größe 5 €",)]
    assert [(told.line, told.found) for told in one.told] == [
        (0, "read as cp1252 (detected: there is no mark, and it is not UTF-8)"), (3, "by cp1252: A2;Größe 5 €"),
    ]


def test_bytes_that_the_mapping_s_encoding_cannot_read_are_named_by_line_and_column(tmp_path):
    with pytest.raises(SourceUnreadable, match=r"a\.csv, line 3, column 4: found the bytes F6") as caught:
        opened(tmp_path, "Part;Name\nA1;Tube\nA2;ö\n".encode("cp1252"), 'encoding = "utf-8"')
    assert "text in utf-8" in caught.value.message


def test_two_readings_of_a_key_are_asked_about_and_of_a_description_are_not(tmp_path):
    data = "Part;Name\n\u00d8;Tube\n".encode("cp1252")  # a code of one sign, a letter in most encodings
    with pytest.raises(EncodingUnclear, match=r"line 2: found 'Ø' in cp1252 and") as caught:
        opened(tmp_path, data)
    assert "encoding = " in caught.value.message
    assert fetch(opened(tmp_path, data, 'encoding = "cp1252"').connection, "SELECT Part FROM a").rows() == [("Ø",)]
    told = opened(tmp_path, "Part;Name\nA1;\u00d8\n".encode("cp1252"))
    assert fetch(told.connection, "SELECT Name FROM a").rows() == [("Ø",)]
