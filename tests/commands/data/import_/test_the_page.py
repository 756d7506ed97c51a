"""The example of docs/import.md, run as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[4] / "docs" / "import.md"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_example_says_what_it_says(tmp_path, wipbook, line_end):
    blocks = dict(re.findall(r"```(toml|csv|text)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL))
    (tmp_path / "mapping.toml").write_text(blocks["toml"], encoding="utf-8")
    (tmp_path / "stock.csv").write_bytes(blocks["csv"].replace("\n", line_end).encode("cp1252"))
    assert wipbook("new", str(tmp_path / "book.xlsx"))[0] == 0
    book, mapping, source = (str(tmp_path / name) for name in ("book.xlsx", "mapping.toml", "stock.csv"))
    code, said, _ = wipbook("import", book, "--map", mapping, source)
    assert code == 1
    lines = [line for line in said.splitlines() if line.startswith("  ") and "cp1252" not in line]
    assert [line for line in lines if line in blocks["text"].splitlines()] == blocks["text"].splitlines()
