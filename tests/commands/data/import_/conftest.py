"""A new workbook, and an import of small texts into it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from wipbook.beside import template_path
from wipbook.commands.data.import_ import ImportReport, import_rows, parse_mapping
from wipbook.hosts.file.workbook import FileWorkbook, open_file


@pytest.fixture
def book(tmp_path: Path) -> FileWorkbook:
    """The template, empty."""
    target = tmp_path / "book.xlsx"
    shutil.copy(template_path(), target)
    return open_file(target)


@pytest.fixture
def run(book: FileWorkbook, tmp_path: Path) -> Callable[..., ImportReport]:
    """``run(mapping, {"name.csv": text}, dry_run=False)`` imports the texts as files of one folder."""

    def run(mapping: str, files: dict[str, str], dry_run: bool = False) -> ImportReport:
        folder = tmp_path / "sources"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        return import_rows(book, parse_mapping(mapping), [folder], dry_run=dry_run)

    return run
