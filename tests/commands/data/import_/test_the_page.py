"""The examples of docs/import.md, run as they stand."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from wipbook.commands.batch.plan import read_plan
from wipbook.commands.value.refresh import refresh
from wipbook.hosts.file.workbook import open_file

PAGE = Path(__file__).parents[4] / "docs" / "import.md"


def blocks_of(section: str, kind: str) -> list[str]:
    """The blocks of a kind below a heading of the page."""
    parts = re.split(r"^## (.*)\n", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    text = dict(zip(parts[1::2], parts[2::2], strict=True))[section]
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


UGLY = "Three ugly exports"


def test_the_ugly_exports_are_proposed_looked_at_and_accepted(tmp_path, wipbook, monkeypatch):
    """1,200 at 1.25 and 40.5 at 12.10 are 1,990.05."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exports").mkdir()
    for name, kind, encoding in (
        ("Bestand.csv", "csv", "cp1252"), ("goods_receipts.xls", "html", "utf-8"), ("zeiten.txt", "tsv", "utf-8"),
    ):
        (tmp_path / "exports" / name).write_bytes(blocks_of(UGLY, kind)[0].encode(encoding))
    assert wipbook("new", "plant.xlsx")[0] == 0
    (line,) = blocks_of(UGLY, "sh")
    typed = line.split()[1:]
    proposed, looked_at = (block.splitlines() for block in blocks_of(UGLY, "text"))
    code, said, wrong = wipbook(*typed)
    assert code == 1 and "Exit code 1: 2 columns of proposals" in wrong
    assert [one for one in said.splitlines() if one in proposed] == proposed
    with open_file(tmp_path / "plant.xlsx", backups=0) as book:
        table = book.read_table("Imports")
        ours = table.frame["Our Column"].to_list()
        missing = [at for at, theirs in enumerate(table.frame["Their Column"]) if theirs is None and ours[at]]
        assert sorted(ours[at] for at in missing) == ["Kind", "Movement"]
        for at in missing:
            fills = {"Kind": '"raw"', "Movement": "Doc. No."}[ours[at]]
            book.write_cells("Imports", {table.cell(at, "Their Column"): fills})
        book.save()
    code, said, wrong = wipbook(*typed)
    assert code == 1, wrong
    assert [one for one in said.splitlines() if one in looked_at] == looked_at
    assert wipbook("import", "plant.xlsx", "--accept")[0] == 1
    with open_file(tmp_path / "plant.xlsx", backups=0) as book:
        assert refresh(book).balances["Raw Materials"] == 1990.05
        assert book.read_table("Materials").frame["Description"].to_list() == ["Rohr 28 mm Größe", "Blech"]


def test_the_plan_of_the_page_watches_its_folder(tmp_path):
    (tmp_path / "plan.toml").write_text(blocks_of("Folders that are watched", "toml")[0], encoding="utf-8")
    (tmp_path / "plant.xlsx").touch()
    plan = read_plan(tmp_path / "plan.toml")
    assert plan.watch.every == 300 and [step.name for step in plan.watch.steps] == ["import", "refresh"]
    assert plan.plants[0].inbox == tmp_path / "inbox"


def test_the_database_of_the_page_is_imported(tmp_path, wipbook, monkeypatch):
    """With SQLite in the place of PostgreSQL."""
    (tmp_path / "mapping.toml").write_text(blocks_of("Databases", "toml")[0], encoding="utf-8")
    (tmp_path / "orders.sql").write_text(blocks_of("Databases", "sql")[0], encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "plant.db")) as database:
        database.execute("CREATE TABLE orders (order_no, name, part, quantity NUMERIC, due, closed)")
        database.executemany("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?)", [
            ("J-1", "Frames", "00123", 12.5, "2026-03-31", None), ("J-2", "Plates", "A7", "ten", "2026-03-31", None),
            ("J-3", "Plates", "A7", 1, "2026-03-31", "2026-03-20"),
        ])
        database.commit()
    monkeypatch.setenv("PLANT_DB", f"sqlite:///{tmp_path}/plant.db")
    assert wipbook("new", str(tmp_path / "book.xlsx"))[0] == 0
    book, mapping = (str(tmp_path / name) for name in ("book.xlsx", "mapping.toml"))
    code, said, wrong = wipbook("import", book, "--map", mapping)
    assert code == 1, wrong
    assert "rejected, Jobs, orders row 2: Quantity: found ten, expected a number" in said
    assert "quantity has 1 text among its numbers, the first in row 2: 'ten'" in said


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_example_says_what_it_says(tmp_path, wipbook, line_end):
    blocks = {kind: blocks_of("A mapping file", kind)[0] for kind in ("toml", "csv", "text")}
    (tmp_path / "mapping.toml").write_text(blocks["toml"], encoding="utf-8")
    (tmp_path / "stock.csv").write_bytes(blocks["csv"].replace("\n", line_end).encode("cp1252"))
    assert wipbook("new", str(tmp_path / "book.xlsx"))[0] == 0
    book, mapping, source = (str(tmp_path / name) for name in ("book.xlsx", "mapping.toml", "stock.csv"))
    code, said, _ = wipbook("import", book, "--map", mapping, source)
    assert code == 1
    lines = [line for line in said.splitlines() if line.startswith("  ") and "cp1252" not in line]
    assert [line for line in lines if line in blocks["text"].splitlines()] == blocks["text"].splitlines()
