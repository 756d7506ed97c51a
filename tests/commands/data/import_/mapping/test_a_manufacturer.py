"""AdventureWorks by its sheet Imports: the same rows and the same control figures as by its file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import reference_data
from wipbook.commands.data.import_ import ImportReport, read_mapping
from wipbook.commands.data.import_.mapping.sheet_rows import sheet_rows
from wipbook.commands.data.import_.mapping.sheet_writing import lay_out
from wipbook.commands.data.import_.run import Asked, run_import
from wipbook.hosts.file.workbook import open_file

MAPPING = Path(__file__).parents[5] / "examples" / "adventureworks" / "mapping.toml"


@pytest.mark.heavy
@pytest.mark.manufacturer
@pytest.mark.reference_data
@pytest.mark.slow
def test_the_sheet_brings_in_what_the_file_did(adventureworks: tuple[Path, ImportReport], tmp_path: Path) -> None:
    imported, report = adventureworks
    with open_file(Path(shutil.copyfile(imported, tmp_path / "book.xlsx")), backups=0) as book:
        lay_out(book, sheet_rows(read_mapping(MAPPING)))
        again = run_import(book, Asked((reference_data() / "adventureworks",), dry_run=True)).report
    assert len(again.controls) == 314 and all(one.ok for one in again.controls)
    assert [(one.sheet, one.read, one.unchanged) for one in again.tables] == [
        (one.sheet, one.read, one.new) for one in report.tables
    ]
