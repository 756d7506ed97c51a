"""The month of the page docs/close.md, pressed: every step a button, on a workbook open through xlwings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from tests.stories.test_month_end import day, january
from wipbook.commands.close.verify import verify
from wipbook.excel.asking import found_out as asking
from wipbook.excel.press import press
from wipbook.hosts.file.workbook import open_book, open_file


def test_the_month_by_buttons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "frames.xlsx"
    book = january(path)
    book.save()
    book.close()
    answers: list[dict[str, str]] = []
    monkeypatch.setattr(asking, "filled_in", lambda app, form, button: answers.pop(0))
    with open_book(path) as excel:
        assert "Raw Materials: 156.00" in press("refresh", excel)
        assert "agree" in press("check", excel)
        press("audit", excel)
        answers[:] = [{"by": "Ann"}]
        said = press("close", excel)
        assert "Closed 2026-01-01 to 2026-01-31 by Ann: record 1." in said and "copy" in said
        answers[:] = [{"by": "Ann"}]
        said = press("close", excel)
        assert "closed already" in said
        answers[:] = [{"form": "csv"}]
        press("journal", excel)
        assert [one.name for one in tmp_path.glob("*journal*")] == ["frames-journal-001-csv.csv"]
        answers[:] = [{"by": "Ann"}]
        assert "The period is now 2026-02-01 to 2026-02-28" in press("new_period", excel)
        assert "all as it was written" in press("verify", excel)
        answers[:] = [{"reason": "an invoice came"}]
        assert "is open again" in press("reopen", excel)
        # a late row is left out: closing needs a name for it
        excel.save()
    with open_file(path, backups=0) as book:
        book.append_rows("Movements", pl.DataFrame({
            "Movement": ["X"], "Date": [day(30, 1)], "Entered At": [dt.datetime(2026, 2, 3)], "Type": ["Receipt"],
            "Material": ["NONE"], "Quantity": [1.0],
        }))
        book.save()
    with open_book(path) as excel:
        answers[:] = [{"by": "Ann"}]
        assert "1 row left out" in press("close", excel)
        answers[:] = [{"by": "Ann", "despite": "rows, ledger, findings", "reason": "a sample"}]
        assert "Despite rows: 1 row left out" in press("close", excel)
        excel.save()
    found = verify(open_file(path))
    assert (found.faults, found.missing) == ((), ())
    assert [each.kind.value for each in found.records[:2]] == ["close", "reopen"]
