"""The import from the shell: what it prints, what it writes, what the log keeps."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tests.commands.value.test_refresh import run
from wipbook.hosts.file.workbook import open_file

MAPPING = """
[settings]
Company = "Mapped Ltd"
[sources]
parts = "parts.csv"
[tables.Materials]
source = "parts"
columns = { Material = "code", Description = "text", Kind = "kind", Unit = "unit" }
"""
PARTS = 'code,text,kind,unit\n00123,"=HYPERLINK(""x"")",raw,kg\n22E1,+1,finished,pcs\n9,x,nonsense,pcs\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mapping.toml").write_text(MAPPING)
    (tmp_path / "parts.csv").write_text(PARTS)
    assert run("new", "book.xlsx", cwd=tmp_path).returncode == 0
    return tmp_path


def test_new_changed_and_rejected_rows_are_told_apart_and_logged(folder: Path) -> None:
    words = ("import", "book.xlsx", "--map", "mapping.toml", "parts.csv", "--json")
    dry = run(*words, "--dry-run", cwd=folder)
    told = json.loads(dry.stdout)
    assert (dry.returncode, told["written"]) == (1, False)
    assert told["tables"] == [{
        "sheet": "Materials", "read": 3, "new": 2, "changed": 0, "unchanged": 0, "rejected": 1,
        "rejections": [{
            "file": "parts.csv", "row": 4, "column": "Kind", "found": "nonsense",
            "expected": "one of: raw, component, subassembly, finished, supply",
        }],
    }]
    assert open_file(folder / "book.xlsx").read_table("Materials").frame["Material"].to_list() == [None]
    assert json.loads(run(*words, cwd=folder).stdout)["written"] is True
    book = open_file(folder / "book.xlsx")
    assert book.read_table("Materials").frame.select("Material", "Description").rows() == [
        ("00123", '=HYPERLINK("x")'),
        ("22E1", "+1"),
    ]
    assert book.read_cell("Settings", "B7") == "Mapped Ltd"
    log = book.read_table("ChangeLog").frame.filter(pl.col("Command") == "import")
    assert log.select("Rows Read", "Rows Left Out").rows() == [(3, 1)]
    assert log["What Changed"][0].startswith("Materials 2 new, 0 changed (from parts.csv ")
    (folder / "parts.csv").write_text(PARTS.replace("+1", "-1"))
    again = json.loads(run(*words, cwd=folder).stdout)
    assert again["tables"][0] | {"changed": 1, "unchanged": 1, "new": 0} == again["tables"][0]


def test_a_second_import_of_the_same_file_writes_nothing(folder: Path) -> None:
    words = ("import", "book.xlsx", "--map", "mapping.toml", "parts.csv")
    run(*words, cwd=folder)
    before = (folder / "book.xlsx").read_bytes()
    run(*words, cwd=folder)
    assert (folder / "book.xlsx").read_bytes() == before
