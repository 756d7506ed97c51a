"""Formulas that follow a table, and single cells that must not."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import polars as pl
import xlsxwriter

from wipbook.hosts.file.workbook import open_file


def test_a_format_s_own_row_stays_a_row_when_a_one_row_table_grows(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Jobs")
        sheet.add_table("A6:B7", {"name": "Jobs", "columns": [{"header": "Job"}, {"header": "State"}]})
        red = book.add_format({"font_color": "red"})
        sheet.conditional_format("A7:B7", {"type": "formula", "criteria": '=$B7="late"', "format": red})
        sheet.data_validation("B7", {"validate": "custom", "value": "=LEN(B7)<9"})
    workbook = open_file(path)
    workbook.write_table("Jobs", pl.DataFrame({"Job": list("abcde"), "State": ["late"] * 5}))
    workbook.save()
    grown = openpyxl.load_workbook(path)["Jobs"]
    (area, rules) = next(iter(grown.conditional_formatting._cf_rules.items()))
    assert (str(area.sqref), rules[0].formula) == ("A7:B11", ['$B7="late"'])
    rule = grown.data_validations.dataValidation[0]
    assert (str(rule.sqref), rule.formula1) == ("B7:B11", "LEN(B7)<9")
