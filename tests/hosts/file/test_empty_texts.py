"""Formulas that give "": a number that stands among texts is found all the same, and no other column is looked at."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
import xlsxwriter

from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.table.one_sheet import one_sheet
from wipbook.ooxml.table.read import read_body
from wipbook.port.workbook import Formula

CODES = {"texts": ["a", "b", "c", "d"], "a number": ["a", 5, "c", "d"], "a blank": ["a", None, "c", "d"]}
TOLD = {"all": ["", "", "", ""], "some": ["over", "", "", 3.5], "texts": ["over", "", "", "under"],
        "numbers": [1.0, "", 2.0, ""]}


@pytest.mark.parametrize(("codes", "told"), list(product(CODES, TOLD)))
def test_cells_are_what_they_are_beside_formulas_that_give_no_letters(codes: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    out = xlsxwriter.Workbook(path)
    sheet = out.add_worksheet("S")
    sheet.add_table("A1:B5", {"name": "T", "columns": [{"header": "code"}, {"header": "told"}]})
    for row, one in enumerate(CODES[codes], 1):
        sheet.write(row, 0, one)
    out.close()
    with open_file(path, backups=0) as book:  # as Excel writes it: XlsxWriter does not say its kind
        book.write_cells("S", {f"B{row}": Formula("=A1", one) for row, one in enumerate(TOLD[told], 2)})
        book.save()
    with open_file(path) as book:
        cells = book.read_table("T")
        found = {name: cells.mixed.get(name) or cells.frame[name].to_list() for name in ("code", "told")}
        usual = CODES[codes] != CODES["a number"] and told in ("all", "texts")
        table, part = book.document.table("T"), book.document.part_of("S")
        body = read_body(one_sheet(book.document, "S", table.area), table, lambda: book.document.package.stream(part))
    assert found["code"] == CODES[codes]
    assert [one or None for one in found["told"]] == [one or None for one in TOLD[told]]
    assert not usual or body.mixed == ()
