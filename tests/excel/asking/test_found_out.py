"""A button that writes into the user's rows or closes his books asks first, with what will change in figures."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from tests.commands.audit.test_counts import _type
from tests.commands.data.import_.conftest import book  # noqa: F401 - a fixture
from tests.commands.data.import_.preview.test_preview import Run, plant, run  # noqa: F401 - fixtures
from tests.stories.test_month_end import january
from wipbook.commands.audit import count
from wipbook.commands.close.close import close
from wipbook.commands.declared import presses
from wipbook.commands.value.refresh import refresh
from wipbook.excel.asking.found_out import NotConfirmed
from wipbook.excel.buttons import BUTTONS, Pressed
from wipbook.hosts.file.workbook import FileWorkbook, open_file

NOW = dt.datetime(2026, 4, 1, 9)
ASKING = ["post_counts", "accept_schedule", "accept_import", "close", "new_period", "reopen", "close_job"]


class App:
    """An Excel whose user answers every box alike, and remembers what was asked."""

    engine = SimpleNamespace(name="excel")

    def __init__(self, answer: str, typed: str = "Ann") -> None:
        self.answer, self.asked = answer, list[str]()
        self.api = SimpleNamespace(InputBox=self._typed, input_box=lambda **box: self._typed(box["prompt"]))
        self.typed = typed

    def _typed(self, prompt: str, *rest: object) -> str:
        return "" if "despite" in prompt else self.typed

    def alert(self, text: str, *, title: str, buttons: str, mode: str) -> str:
        assert (title, buttons) == ("wipbook", "yes_no")
        self.asked.append(text)
        return self.answer


def pressed(key: str, workbook: FileWorkbook, answer: str, typed: str = "Ann", cell: object = None) -> tuple[str, str]:
    """The one question of a button, and its message: blank where the answer stopped it, with nothing written since."""
    app = App(answer, typed)
    sheet = SimpleNamespace(name="Jobs")
    range_ = SimpleNamespace(value=cell, sheet=sheet, row=1, column=1)
    excel = SimpleNamespace(app=app, sheets=SimpleNamespace(active=sheet), selection=range_)
    app.selection = range_  # type: ignore[attr-defined]
    before, message = workbook.changed, ""
    try:
        message = BUTTONS[key](Pressed(excel, workbook, lambda step: None))
    except NotConfirmed as error:
        assert "nothing was changed" in str(error) and workbook.changed == before
    (question,) = app.asked
    return question, message


@pytest.fixture
def demo(demo_copy: Path) -> FileWorkbook:
    return open_file(demo_copy)


@pytest.fixture
def frames(tmp_path: Path) -> FileWorkbook:
    """A January, saved: 156.00 in stock, 158.40 in work, 105.60 finished (the hand calculation stands at the story)."""
    january(tmp_path / "frames.xlsx").save()
    return open_file(tmp_path / "frames.xlsx")


def test_all_that_writes_inputs_or_closes_declares_that_it_asks() -> None:
    assert sorted(key for key, (_, press) in presses().items() if press.confirms) == sorted(ASKING)


def test_a_close_says_what_it_keeps_and_a_no_writes_nothing(frames: FileWorkbook) -> None:
    question, message = pressed("close", frames, "no")
    assert question.splitlines()[0] == "Close 2026-01-01 to 2026-01-31?" and not message
    assert question.splitlines()[2:5] == [
        "Raw Materials: 156.00 EUR", "Work in Process: 158.40 EUR", "Finished Goods: 105.60 EUR",
    ]
    assert frames.path is not None and not list((frames.path.parent / "wipbook_backups").glob("*closed*"))
    _, message = pressed("close", frames, "yes")
    assert "Closed 2026-01-01 to 2026-01-31 by Ann" in message


def test_a_new_period_says_what_is_closed_and_where_it_moves(frames: FileWorkbook) -> None:
    question, _ = pressed("new_period", frames, "no")
    assert "Work in Process: 158.40 EUR" in question
    assert question.splitlines()[-1].startswith("Then the workbook moves to 2026-02-01 to 2026-02-28")
    close(frames, by="Ann", now=NOW)
    frames.save()
    question, message = pressed("new_period", frames, "yes")
    assert question.splitlines() == [
        "2026-01-01 to 2026-01-31 is closed already. Move to 2026-02-01 to 2026-02-28? It opens with:",
        "Raw Materials: 156.00 EUR", "Work in Process: 158.40 EUR", "Finished Goods: 105.60 EUR",
    ]
    assert "The period is now 2026-02-01 to 2026-02-28" in message


def test_opening_a_period_again_says_what_it_was_closed_with(frames: FileWorkbook) -> None:
    close(frames, by="Ben", now=NOW)
    frames.save()
    question, _ = pressed("reopen", frames, "no", typed="an invoice")
    assert question.splitlines()[:4] == [
        "Open 2026-01-01 to 2026-01-31 again, closed by Ben as record 1? It was closed with:",
        "Raw Materials: 156.00 EUR", "Work in Process: 158.40 EUR", "Finished Goods: 105.60 EUR",
    ]
    assert pressed("reopen", frames, "yes", typed="an invoice")[1].startswith("2026-01-01 to 2026-01-31 is open again")


def test_counts_are_asked_with_their_difference_in_money(demo: FileWorkbook) -> None:
    """One of two lines is one piece of TY-20 short, worth what a piece of its stock is; a third has no quantity."""
    refresh(demo)
    stock = demo.read_table("Valuation").frame.filter(pl.col("Material") == "TY-20")
    each = stock["Value"].sum() / stock["Quantity"].sum()
    count.sheets(demo, dt.date(2026, 12, 31), materials=["BT-M6", "TY-20"])
    _type(demo, Counted={"CT-20261231-001": 1294.0, "CT-20261231-003": 402.0})
    demo.save()
    question, _ = pressed("post_counts", demo, "no")
    first, differ, missing = question.splitlines()
    assert first == "Post 2 lines of the count sheet?" and missing == "1 tags have no quantity and stay."
    assert differ == f"1 differ and become movements: 0.00 more, {each:.2f} less, together -{each:.2f} EUR."
    assert "Posted 2 lines" in pressed("post_counts", demo, "yes")[1]


def test_a_schedule_is_asked_with_how_many_dates_change(demo: FileWorkbook) -> None:
    before = demo.read_table("Operations").frame
    question, _ = pressed("accept_schedule", demo, "no")
    _, message = pressed("accept_schedule", demo, "yes")
    after = demo.read_table("Operations").frame
    moved = sum(
        old != new for old, new in zip(before.select("Planned Start", "Planned Finish").rows(),
                                       after.select("Planned Start", "Planned Finish").rows(), strict=True)
    )
    assert moved > 0 and question.startswith(f"Write new planned dates for {moved:,} of ")
    assert message.startswith(f"{moved:,} of ")


def test_an_import_is_asked_with_its_rows_and_balances(plant: FileWorkbook, run: Run) -> None:  # noqa: F811
    """10 at 1,000.00 and 4 at 12.50 come to 10,050.00; one row of parts.csv has no number."""
    run(preview=True)
    plant.save()
    question, _ = pressed("accept_import", plant, "no")
    assert question.splitlines() == [
        "Write what Import Preview shows?", "Materials: 2 new, 0 changed, 1 rejected",
        "Movements: 2 new, 0 changed, 0 rejected", "Raw Materials: 0.00 becomes 10,050.00",
    ]
    pressed("accept_import", plant, "yes")
    assert plant.read_table("Movements").frame.height == 2


def test_a_no_in_an_older_workbook_says_what_it_was_given(
    frames: FileWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = SimpleNamespace(brought="3 additions of this release", additions=())
    monkeypatch.setattr("wipbook.commands.workbench.upgrade.bring_up_to_date", lambda workbook: upgrade)
    with pytest.raises(NotConfirmed, match=r"nothing was changed, but .*3 additions of this release"):
        BUTTONS["close"](Pressed(SimpleNamespace(app=App("no")), frames, lambda step: None))
