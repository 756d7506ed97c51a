"""The page of the demo names the rows that seed 1 really plants."""

from __future__ import annotations

from pathlib import Path

from wipbook.commands.data.demo import simulate

PAGE = Path(__file__).resolve().parents[4] / "examples" / "demo" / "README.md"


def test_every_planted_row_is_named_on_the_page() -> None:
    lines = {
        line.split("`")[1]: line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")
    }
    for problem in simulate(1).planted:
        assert problem.code in lines
        rows = lines[problem.code]
        assert all(key in rows for key in problem.keys) or "see " in rows, problem.code
