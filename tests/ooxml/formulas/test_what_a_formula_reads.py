"""Formulas cut into references, and references looked up among names, tables and sheets."""

from __future__ import annotations

import random
import zipfile

import pytest
from openpyxl.formula import Tokenizer

from tests.ooxml.formulas.random_books import book
from wipbook.ooxml.address import Area
from wipbook.ooxml.formulas.formula_cells import FormulaCells, formula_cells
from wipbook.ooxml.formulas.reads.mentions import mentions
from wipbook.ooxml.formulas.reads.precedents import Scope
from wipbook.ooxml.formulas.reads.tokens import Kind, tokens
from wipbook.ooxml.table.tables import Table, TableColumn

JOBS = Table(
    "xl/tables/table1.xml", "Jobs", "Jobs", Area.parse("A5:D12"), 1, 1,
    tuple(TableColumn(name, "") for name in ("Job", "Qty", "Cost [EUR]", "O'Hara")), b"",
)
SCOPE = Scope(
    ("Home", "Jobs", "It's 2026", "Rates"), {"jobs": JOBS},
    {
        (None, "rate"): "Rates!$B$2", (None, "block"): "'It''s 2026'!$B$2:$C$6", (None, "both"): "rate*SUM(block)",
        (3, "rate"): "Home!$A$1", (None, "left"): "Home!A$3", (None, "circle"): "circle+1",
        (None, "far"): "[1]Prices!$A$1",
    },
)


@pytest.mark.parametrize(("formula", "read"), [
    ("B7*2", ["Home!B7"]),
    ("$B$7+b8", ["Home!B7", "Home!B8"]),
    ("SUM(B2:C9,D$1)", ["Home!B2:C9", "Home!D1"]),
    ("SUM(C9:B2)", ["Home!B2:C9"]),
    ("Jobs!B7&'It''s 2026'!A1", ["Jobs!B7", "It's 2026!A1"]),
    ("SUM(Home:Rates!B2)", ["Home!B2", "Jobs!B2", "It's 2026!B2", "Rates!B2"]),
    ("SUM('Jobs:It''s 2026'!B2:B3)", ["Jobs!B2:B3", "It's 2026!B2:B3"]),
    ("SUM(A:B)", ["Home!A1:B1048576"]),
    ("SUM(Rates!$3:4)", ["Rates!A3:XFD4"]),
    ("SUM(Rates!A1:Rates!B3)", ["Rates!A1", "Rates!B3", "Rates!A1:B3"]),
    ("SUM(A1:Rates!B3)", None),
    ("rate*2", ["Rates!B2"]),
    ("Rates!rate", ["Home!A1"]),
    ("both", ["Rates!B2", "It's 2026!B2:C6"]),
    ("left", ["Home!A3:XFD3"]),
    ("circle", None),
    ("SUM(Jobs)", ["Jobs!A6:D11"]),
    ("SUM(Jobs[Qty])", ["Jobs!B6:B11"]),
    ("SUM(Jobs[[Qty]:[Cost '[EUR']]])", ["Jobs!B6:C11"]),
    ("Jobs[[#Totals],[Qty]]", ["Jobs!B12"]),
    ("COUNTA(Jobs[#Headers])", ["Jobs!A5:D5"]),
    ("SUM(Jobs[[#All],[Qty]])", ["Jobs!B5:B12"]),
    ("SUM(Jobs[#Data])", ["Jobs!A6:D11"]),
    ("SUM(Jobs[[#Headers],[#Data],[O''Hara]])", ["Jobs!D5:D11"]),
    ("SUM(Jobs[Cost '[EUR']])", ["Jobs!C6:C11"]),
    ("SUM(Jobs[Nowhere])", None),
    ("SUM(Nowhere!A1)", None),
    ("SUMIF(A1:A9,\">3\",C1)", ["Home!A1:A9", "Home!C1:C9"]),
    ("OFFSET(A1,1,1)", None),
    ("INDIRECT(\"B\"&2)", None),
    ("SUM(B2:INDEX(C:C,5))", None),
    ("SUM(INDEX(A1:A9,1):B9)", None),
    ("LOG10(A1)+1E5+XFE1+TAX2024", ["Home!A1", "Home!TAX2024"]),
    ("\"B7\"&\"'Jobs'!A1\"", []),
    ("IF(TRUE,#REF!,A1)", ["Home!A1"]),
    ("SUM(#REF!)+Jobs!#REF!", []),
    ("A1#", ["Home!A1"]),
    ("-A1%^2<>B1", ["Home!A1", "Home!B1"]),
    ("{1,2;3,4}*A1", ["Home!A1"]),
    ("SUM(A1:A3 A2:B2)", ["Home!A1:A3", "Home!A2:B2"]),
    ("[1]Prices!A1+[2]!Total+A1", ["Home!A1"]),
    ("far", []),
])
def test_the_cells_a_formula_reads(formula: str, read: list[str] | None) -> None:
    """None: what it reads is known only when it is computed."""
    found = SCOPE.precedents(formula, 0)
    assert found.anywhere == (read is None)
    if read is not None:
        said = [f"{SCOPE.sheets[at]}!{area.text}" for at, area in found.areas]
        assert sorted(said) == sorted(read)


def test_a_table_in_the_row_of_the_formula() -> None:
    for formula in ("Jobs[[#This Row],[Qty]]*2", "Jobs[@Qty]"):
        found = SCOPE.precedents(formula, 1)
        assert (found.areas, found.rows) == ((), ((1, Area.parse("B6:B11")),))


@pytest.mark.parametrize(("formula", "outside"), [
    ("[1]Prices!A1", True), ("'[1]Old Prices'!$A$1", True), ("[1]!Total", True), ("'C:\\[Book.xlsx]S'!A1", True),
    ("far*2", True), ("excel|book!R1C1", True), ("DDE(\"a\",\"b\",\"c\")", True), ("RTD(\"a\",,\"b\")", True),
    ("INDIRECT(\"[Book.xlsx]S!A1\")", True), ("Jobs[[#This Row],[Qty]]", False), ("Jobs[Qty]", False),
    ("\"[1]Prices!A1\"", False), ("\"a|b!c\"&A1", False), ("INDIRECT(\"S!A1\")", False),
])
def test_formulas_that_read_another_workbook_or_program(formula: str, outside: bool) -> None:
    assert SCOPE.precedents(formula, 0).outside == outside


def test_a_formula_filled_elsewhere_reads_other_cells() -> None:
    found = SCOPE.precedents("A1*$A1+A$1+$A$1+SUM(A1:$B2)+rate", 0, down=2, right=1)
    said = sorted(f"{SCOPE.sheets[at]}!{area.text}" for at, area in found.areas)
    assert said == ["Home!A1", "Home!A3", "Home!B1", "Home!B3", "Home!B3:B4", "Rates!B2"]
    assert SCOPE.precedents("A1", 0, down=-1).anywhere, "it falls off the sheet"


def test_the_same_places_as_openpyxl_finds(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Its tokenizer tells operands that are ranges; ours tells sheet, place, name and table apart."""
    folder, compared = tmp_path_factory.mktemp("books"), 0
    for seed in range(12):
        with zipfile.ZipFile(book(folder / f"{seed}.xlsx", seed)) as archive:
            for name in archive.namelist():
                if "/worksheets/sheet" not in name:
                    continue
                for text in {one.text for one in formula_cells(archive.read(name)) if one.text}:
                    theirs = [t.value for t in Tokenizer("=" + text).items if t.subtype == "RANGE"]
                    ours = "".join(
                        t.text for t in tokens(text) if t.text not in ("TRUE", "FALSE")
                        and t.kind in (Kind.PREFIX, Kind.PLACE, Kind.NAME, Kind.STRUCTURED)
                    )
                    assert ours.replace(":", "") == "".join(theirs).replace(":", ""), text
                    compared += 1
    assert compared > 500


def test_every_text_can_be_cut() -> None:
    """No text stops it, none is lost: whoever wrote the file."""
    dice = random.Random(7)
    pieces = ["A1", "'", "[", "]", "!", ":", "(", ")", '"', "#REF!", "#", "Jobs", "1E5", "$", "|", " ", "é", "\\", "{"]
    for _ in range(3_000):
        text = "".join(dice.choice(pieces) for _ in range(dice.randint(1, 12)))
        assert "".join(token.text for token in tokens(text)) == text
        SCOPE.precedents(text, 0)
        mentions(text)


def test_formulas_of_a_sheet() -> None:
    xml = (
        b'<row r="7"><c r="B7" t="str"><f>A7&amp;"x"</f><v></v></c><c r="C7"><f t="shared" ref="C7:C8" si="0">B7*2</f>'
        b'<v>4</v></c></row><row r="8"><c r="C8"><f t="shared" si="0"/></c>'
        b'<c r="D8"><f t="array" ref="D8:D9">C7:C8*2</f><v>1</v></c></row><row r="9"><c r="D9"><v>1</v></c>'
        b'<c r="E9"><f t="dataTable" ref="E9:F10" dt2D="1" dtr="1" r1="A1" r2="A2"/><v>1</v></c></row>'
    )
    assert list(formula_cells(xml, b"")) == [
        FormulaCells(7, 2, 'A7&"x"'),
        FormulaCells(7, 3, "B7*2"),
        FormulaCells(8, 4, "C7:C8*2", filled=Area.parse("D8:D9")),
        FormulaCells(9, 5, "", filled=Area.parse("E9:F10"),
                     besides=(Area.parse("D8:F10"), Area.parse("A1"), Area.parse("A2"))),
        FormulaCells(8, 3, "B7*2", down=1, calculated=False),
    ]
    other = xml.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b' r="B7"', b' s="1" r="B7"')
    assert list(formula_cells(other, b"x:")) == list(formula_cells(xml, b""))
