"""Pressing a button: the command runs, Excel is afterwards as it was, and whatever happens ends in one message."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

import wipbook
from tests.addin.fake_excel import FakeBook, FakeSheet, Rejected
from wipbook.commands.data.import_.run import Asked, run_import
from wipbook.commands.data.new import copy_template, prepare
from wipbook.commands.faces import error_log
from wipbook.errors import WipbookError
from wipbook.excel import command, press
from wipbook.excel import press as entry
from wipbook.excel.asking.job_choice import NoJobNamed, chosen_job
from wipbook.excel.buttons import BUTTONS, Pressed
from wipbook.excel.messages import LONGEST
from wipbook.excel.native_protection import MacProtection, native_protection
from wipbook.excel.put_right import put_right
from wipbook.excel.screen import Screen
from wipbook.hosts.file.workbook import UnsavedChanges, open_file
from wipbook.port.tables import letters

Run = Callable[[Pressed], str]


@pytest.fixture
def button(monkeypatch: pytest.MonkeyPatch) -> Callable[[Run], str]:
    def put(run: Run) -> str:
        monkeypatch.setitem(BUTTONS, "trial", run)
        return "trial"

    return put


@pytest.fixture(autouse=True)
def log_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(error_log, "folder", lambda: tmp_path / "log")
    return tmp_path / "log"


def fails(error: Exception) -> Run:
    def run(pressed: Pressed) -> str:
        pressed.progress("half way")
        raise error

    return run


@pytest.mark.parametrize(
    "start",
    [
        {},
        {"calculation": "manual"},
        {"calculation": "semiautomatic", "screen_updating": False},
        {"status_bar": "Ready, said another add-in"},
    ],
)
@pytest.mark.parametrize("error", [None, WipbookError(found="x"), KeyError("x"), Rejected("busy")])
def test_excel_is_as_it_was(button: Any, start: dict[str, Any], error: Exception | None) -> None:
    book = FakeBook(**start)
    before = dict(book.app.state)

    def run(pressed: Pressed) -> str:
        assert book.app.state["calculation"] == "manual" and book.app.state["screen_updating"] is False
        assert book.app.state["status_bar"] == "wipbook ..."
        pressed.progress("reading Movements")
        assert book.app.state["status_bar"] == "wipbook: reading Movements ..."
        if error:
            raise error
        return "done"

    press(button(run), book)
    assert book.app.state == before
    assert [mode for mode, _ in book.app.alerts] == ["critical" if error else "info"]


def test_the_text_xlwings_shows_on_a_mac_is_not_kept(button: Any) -> None:
    book = FakeBook(status_bar="Running...")
    press(button(lambda pressed: "done"), book)
    assert book.app.state["status_bar"] is False


@pytest.mark.parametrize("member", ["calculation", "screen_updating", "status_bar"])
@pytest.mark.parametrize("error", [None, ZeroDivisionError()])
def test_what_cannot_be_restored_is_said_and_the_rest_is_restored(
    button: Any, member: str, error: Exception | None
) -> None:
    book = FakeBook(status_bar="theirs")
    before = dict(book.app.state)

    def run(pressed: Pressed) -> str:
        book.app.fail.add((member, "any"))
        if error:
            raise error
        return "done"

    text = press(button(run), book)
    assert {name: value for name, value in book.app.state.items() if name != member} == {
        name: value for name, value in before.items() if name != member
    }
    assert "Excel did not take back" in text and ("done" in text) is (error is None)


@pytest.mark.parametrize("step", range(3))
def test_a_busy_excel_stops_the_command_before_it_begins(button: Any, step: int) -> None:
    book, ran = FakeBook(), []
    before = dict(book.app.state)
    member, value = [("calculation", "manual"), ("screen_updating", False), ("status_bar", "wipbook ...")][step]
    book.app.fail.add((member, value))
    text = press(button(lambda pressed: ran.append(1) or "done"), book)
    assert not ran and "What to do: leave the cell you are editing" in text and book.app.state == before


@pytest.mark.parametrize("member", ["calculation", "screen_updating", "status_bar"])
def test_a_state_that_cannot_be_read_is_not_changed(button: Any, member: str) -> None:
    book = FakeBook()
    book.app.fail.add(member)
    text = press(button(lambda pressed: "done"), book)
    assert book.app.log == [] and text.startswith("Excel\nFound: it takes no orders")


def test_excel_turning_busy_on_the_way_reads_the_same(button: Any) -> None:
    assert "leave the cell you are editing" in press(button(fails(Rejected("call was rejected by callee"))), FakeBook())


def test_an_error_of_ours_becomes_where_what_and_what_to_do(button: Any, log_folder: Path) -> None:
    error = WipbookError(where="Labor!C7", found="'abc'", expected="hours", difference="1", remedy="type the hours")
    book = FakeBook()
    text = press(button(fails(error)), book)
    assert text == "Labor!C7\nFound: 'abc'\nExpected: hours\nDifference: 1\nWhat to do: type the hours"
    assert book.app.alerts == [("critical", text)] and not log_folder.exists()


def test_an_unexpected_error_is_short_and_its_details_are_in_a_file(button: Any, log_folder: Path) -> None:
    text = press(button(fails(ZeroDivisionError("secret detail"))), FakeBook())
    assert "(ZeroDivisionError)" in text and "Traceback" not in text and len(text.splitlines()) == 3
    assert str(log_folder / "errors.log") in text
    log = (log_folder / "errors.log").read_text()
    assert "secret detail" in log and "Traceback" in log and f"wipbook {wipbook.__version__}" in log
    press(button(fails(ValueError("second"))), FakeBook())
    assert "secret detail" in (log_folder / "errors.log").read_text()
    (log_folder / "errors.log").write_text("x" * 1_000_001)
    press(button(fails(ValueError("third"))), FakeBook())
    assert "x" * 10 not in (log_folder / "errors.log").read_text()


def test_without_a_place_for_details_the_message_carries_them(button: Any, tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(error_log, "folder", lambda: tmp_path / "file")
    assert "The details could not be written" in press(button(fails(ValueError("this happened"))), FakeBook())


def test_the_log_is_where_the_system_keeps_logs(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("LOCALAPPDATA", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    found = {}
    for system in ("win32", "darwin", "linux"):
        monkeypatch.setattr(sys, "platform", system)
        found[system] = error_log.folder().relative_to(tmp_path).as_posix()
    assert found == {
        "win32": "AppData/Local/wipbook", "darwin": "Library/Logs/wipbook", "linux": ".local/state/wipbook"
    }


def test_a_long_message_is_cut(button: Any) -> None:
    assert len(press(button(lambda pressed: "word " * 400), FakeBook())) == LONGEST


def test_a_message_that_excel_does_not_show_is_printed(button: Any, capsys: pytest.CaptureFixture[str]) -> None:
    book = FakeBook()
    book.app.fail.add("alert")
    press(button(lambda pressed: "done"), book)
    assert capsys.readouterr().err == "done\n"


def test_steps_come_a_few_times_a_second(button: Any) -> None:
    book, now = FakeBook(), [0.0]
    screen = Screen(book.app, clock=lambda: now[0])
    with screen:
        for number in range(1000):
            now[0] = number / 1000
            screen.show(f"step {number}")
    steps = [value for member, value in book.app.log if str(value).startswith("wipbook: step")]
    assert steps == [f"wipbook: step {number} ..." for number in (0, 250, 500, 750)]


def test_a_step_that_cannot_be_shown_stops_nothing(button: Any) -> None:
    book = FakeBook()

    def run(pressed: Pressed) -> str:
        book.app.fail.add(("status_bar", "wipbook: x ..."))
        pressed.progress("x")
        return "done"

    assert press(button(run), book) == "done"


def test_versions_that_do_not_belong_together_are_said_with_the_cure(button: Any) -> None:
    name = button(lambda pressed: "done")
    ours = wipbook.__version__
    assert press(name, FakeBook(), addin=ours) == "done"
    old = press(name, FakeBook(), addin="0.0.9")
    assert old == (
        f"done\n\nThe add-in is of wipbook 0.0.9, Python has wipbook {ours}.\n"
        "What to do: close Excel and run: wipbook addin install"
    )
    unknown = press("weigh", FakeBook(), addin="9.0")
    assert "a button 'weigh'" in unknown and "wipbook addin install" in unknown


def test_without_its_workbook_a_command_leaves_one_sentence(monkeypatch: Any, log_folder: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"button": "refresh", "book": "4d45", "given": "", "addin": ""}'))
    with pytest.raises(SystemExit, match="does not find the workbook it was called from") as caught:
        command.main([])
    assert "\n" not in str(caught.value) and (log_folder / "errors.log").exists()


def test_a_command_says_what_excel_was_like_before_and_that_it_is_done(button: Any, monkeypatch: Any) -> None:
    """One line for each, whatever a library prints in between."""
    def run(pressed: Pressed) -> str:
        print("a library's line")
        return "done"

    told = {"button": button(run), "book": "4d45", "given": "", "addin": ""}
    out = io.StringIO()
    monkeypatch.setattr(command, "_of_windows", lambda text: FakeBook())
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(told)))
    monkeypatch.setattr(sys, "stdout", out)
    command.main([])
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [
        {"before": {"calculation": "automatic", "screen_updating": True, "status_bar": False}}, {"done": True},
    ]


def test_the_mac_tells_a_command_in_one_word(button: Any, monkeypatch: Any) -> None:
    """Coded by the VBA: no name and no file can become another word of the command line."""
    seen: list[Any] = []
    name = button(lambda pressed: seen.append(pressed.given) or "done")
    monkeypatch.setattr(command, "_of_mac", lambda book: seen.append(book) or FakeBook())
    command.main([f"{name}|J_00FCrgen_0020_0027x_0027_002Exlsx|{wipbook.__version__.replace('.', '_002E')}|a_000Ab"])
    assert seen == ["Jürgen 'x'.xlsx", "a\nb"]


@pytest.mark.parametrize(("found", "said"), [
    ({"AutoSaveOn": True}, "Refreshed.\nExcel saves the workbook by itself (AutoSave)."),
    ({"AutoSaveOn": False}, "Refreshed.\nThe workbook is not saved yet."),
    ({}, "Refreshed.\nThe workbook is not saved yet."),
])
def test_with_autosave_nothing_is_called_unsaved(button: Any, found: dict[str, bool], said: str) -> None:
    book = FakeBook()
    vars(book.api).update(found)
    assert press(button(lambda pressed: "Refreshed.\nThe workbook is not saved yet."), book) == said


@pytest.mark.parametrize(("platform", "engine", "locked"), [
    ("win32", "excel", True), ("win32", "libreoffice", False), ("win32", "wipbook", False), ("darwin", "excel", False),
])
def test_only_excel_for_windows_takes_no_keys_while_a_command_runs(
    button: Any, monkeypatch: Any, platform: str, engine: str, locked: bool
) -> None:
    """Elsewhere the program waits for the command, and may not know the word."""
    start = {"interactive": True} if locked else {}
    book = FakeBook(**start)
    book.app.__dict__["engine"] = SimpleNamespace(name=engine)
    monkeypatch.setattr(sys, "platform", platform)
    during: list[Any] = []
    assert press(button(lambda pressed: during.append(book.app.state.get("interactive")) or "done"), book) == "done"
    assert during == [False if locked else None] and book.app.state.get("interactive") == start.get("interactive")


def test_a_workbook_that_is_closed_meanwhile_ends_in_a_message_too(button: Any) -> None:
    class Closing(FakeBook):
        @property
        def app(self) -> Any:
            if self.__dict__.get("gone"):
                raise Rejected("the object has disconnected from its clients")
            return self.__dict__["app"]

        @app.setter
        def app(self, value: Any) -> None:
            self.__dict__["app"] = value

    book = Closing()
    app = book.app

    def run(pressed: Pressed) -> str:
        book.__dict__["gone"] = True
        raise Rejected("the object has disconnected from its clients")

    press(button(run), book)
    assert len(app.alerts) == 1 and app.state["calculation"] == "automatic"


def test_excel_is_put_right_after_a_command_that_was_ended() -> None:
    book = FakeBook(calculation="manual", screen_updating=False, status_bar="wipbook ...")
    before = {"calculation": "semiautomatic", "screen_updating": True, "status_bar": False}
    text = put_right(book, "count_plan", {"before": before, "opened": ["Statement", "Job Costs"]})
    assert {member: book.app.state[member] for member in before} == before
    assert text.startswith("Count plan was ended before it was done.")
    assert "Not protected any more: Statement, Job Costs. Review, Protect Sheet." in text
    assert book.app.alerts == [("critical", text)]
    book.app.fail.add(("calculation", "any"))
    text = put_right(book, "refresh", {"before": before})
    assert "Excel did not take back the calculation mode" in text and "Not protected" not in text


# ---------------------------------------------------------------- protection


def writes(*cells: tuple[str, str]) -> Run:
    def run(pressed: Pressed) -> str:
        for sheet, address in cells:
            pressed.workbook.write_cells(sheet, {address: 1.0})
        return "done"

    return run


def test_a_protected_sheet_is_opened_once_and_protected_as_it_was(button: Any) -> None:
    report = FakeSheet("Checks", protected=True, Sorting=True, FormattingCells=True)
    other = FakeSheet("Home", protected=True)
    open_ = FakeSheet("Jobs")
    before = vars(report.Protection).copy()
    press(button(writes(("Checks", "A1"), ("Jobs", "A1"), ("Checks", "A2"))), FakeBook(report, other, open_))
    assert report.log == ["unprotect", "A1", "A2", "protect"] and open_.log == ["A1"] and other.log == []
    assert vars(report.Protection) == before and report.ProtectContents and not report.ProtectScenarios


def test_a_sheet_that_is_open_anyway_is_asked_once(button: Any) -> None:
    asked: list[str] = []

    class Sheet(FakeSheet):
        def __getattribute__(self, name: str) -> Any:
            if name == "ProtectContents":
                asked.append(name)
            return super().__getattribute__(name)

    sheet = Sheet("Jobs")
    assert press(button(writes(("Jobs", "A1"), ("Jobs", "A2"), ("Jobs", "A3"))), FakeBook(sheet)) == "done"
    assert sheet.log == ["A1", "A2", "A3"]
    assert len(asked) == 1 + 3, "by us once, and by the sheet at each of the three writes"


def test_it_is_protected_again_when_the_command_fails(button: Any) -> None:
    report = FakeSheet("Checks", protected=True)

    def run(pressed: Pressed) -> str:
        pressed.workbook.write_cells("Checks", {"A1": 1.0})
        raise ZeroDivisionError

    press(button(run), FakeBook(report))
    assert report.log == ["unprotect", "A1", "protect"]


def test_a_password_is_refused_with_the_cure(button: Any) -> None:
    report = FakeSheet("Checks", protected=True, password="secret")
    text = press(button(writes(("Checks", "A1"))), FakeBook(report))
    assert text.startswith("sheet Checks\nFound: protected with a password") and report.cells == {}


def test_a_sheet_that_cannot_be_protected_again_is_named_and_the_others_are(button: Any) -> None:
    stubborn, report = FakeSheet("A", protected=True), FakeSheet("B", protected=True)
    stubborn.refuses_protection = True
    text = press(button(writes(("A", "A1"), ("B", "A1"))), FakeBook(stubborn, report))
    assert "The sheet A could not be protected again" in text and report.ProtectContents


def test_a_protected_structure_is_refused_only_when_it_matters(button: Any) -> None:
    def show(pressed: Pressed) -> str:
        pressed.workbook.set_visible("A", True)
        return "unchanged"

    def hide(pressed: Pressed) -> str:
        pressed.workbook.set_visible("A", False)
        return "hidden"

    assert press(button(show), FakeBook(FakeSheet("A"), structure=True)) == "unchanged"
    assert "Review, Protect Workbook" in press(button(hide), FakeBook(FakeSheet("A"), structure=True))
    assert press(button(hide), FakeBook(FakeSheet("A"))) == "hidden"


def test_the_mac_is_spoken_to_in_its_own_words() -> None:
    calls: list[Any] = []

    class Mac:
        """An appscript reference: every property answers ``get``."""

        def __init__(self, values: dict[str, bool]) -> None:
            self.values = values

        def __getattr__(self, name: str) -> Any:
            if name == "protection_object":
                return self
            if name in ("unprotect", "protect_worksheet"):
                return lambda **more: calls.append((name, more))
            value = self.values.get(name, False)
            return type("Property", (), {"get": staticmethod(lambda: value)})

    class Sheet:
        api = Mac({"protect_contents": True, "allow_sorting": True})

    class Open:
        api = Mac({})

    native = native_protection(FakeBook(), "darwin")
    assert isinstance(native, MacProtection) and native.state(Open()) is None
    before = native.state(Sheet())
    assert before is not None
    native.unprotect(Sheet())
    native.protect(Sheet(), before)
    assert calls[0] == ("unprotect", {"password": ""}) and calls[1][0] == "protect_worksheet"
    assert calls[1][1]["worksheet_contents"] is True and calls[1][1]["scenarios"] is False
    assert {k for k, v in calls[1][1].items() if k.startswith("allow_") and v} == {"allow_sorting"}
    from xlwings import mac_dict

    known = next(one for one in mac_dict.commands if one[0] == "protect_worksheet")
    assert set(calls[1][1]) <= {name for name, _ in known[2]}


# ---------------------------------------------------------------- on a real file, through a real xlwings.Book


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    path = copy_template(tmp_path / "plant.xlsx")
    book = open_file(path)
    prepare(book, ["people"], {"Company": "Plant", "Period End": dt.date(2026, 6, 30)}, dt.datetime(2026, 7, 1))
    materials = {"Material": ["A"], "Description": ["Steel"], "Kind": ["raw"], "Unit": ["kg"]}
    book.write_table("Materials", pl.DataFrame(materials))
    movement = {"Movement": ["M1"], "Date": [dt.date(2026, 1, 5)], "Type": ["Receipt"], "Material": ["A"],
                "Quantity": [100.0], "Unit Cost": [2.5]}
    book.write_table("Movements", pl.DataFrame(movement))
    book.save()
    return path


def test_refresh_on_a_file_fills_the_reports_and_saves_nothing(plant: Path, capsys: Any) -> None:
    before = plant.read_bytes()
    with pytest.warns(UnsavedChanges), wipbook.open(plant) as book:
        text = press("refresh", book, addin=wipbook.__version__)
        assert book.sheets["Checks"]["H7"].value is True
        assert book.app.calculation == "automatic" and book.app.screen_updating is True and not book.app.status_bar
    assert text.startswith("Refreshed plant.xlsx as of 2026-06-30. Checks: ")
    assert "Raw Materials: 250.00" in text and text.endswith("The workbook is not saved yet.")
    assert capsys.readouterr().out == text + "\n" and plant.read_bytes() == before


def test_check_on_a_file_names_the_cell(plant: Path) -> None:
    with wipbook.open(plant) as book:
        assert press("check", book).startswith("Nothing to say against plant.xlsx. Checks: ")
    other = open_file(plant)
    frame = other.read_table("Movements").frame
    other.write_table("Movements", frame.with_columns(pl.lit("ZZZ").alias("Material")))
    other.save()
    with wipbook.open(plant) as book:
        text = press("check", book)
    cell = f"Movements!{letters(frame.columns.index('Material') + 1)}7"
    assert text.startswith("1 cells need attention.") and f"{cell}: found 'ZZZ'" in text


def test_import_on_a_file_reads_what_the_add_in_hands_over(plant: Path, tmp_path: Path) -> None:
    mapping, codes = tmp_path / "map.toml", tmp_path / "new codes.csv"
    mapping.write_text(
        '[sources]\ncodes = "new codes.csv"\n\n[tables.Materials]\nsource = "codes"\n'
        'columns = { Material = "code", Description = "code", Kind = "kind", Unit = "unit" }\n'
    )
    codes.write_text("code,kind,unit\nB,raw,kg\nC,raw,kg\n")
    with wipbook.open(plant) as book:
        looked_at = press("import", book, given=f"{codes}\n{mapping}")
        assert press("accept_import", book) == looked_at.partition("\n")[0] + "\nThe workbook is not saved yet."
        book.save()
    assert looked_at.splitlines() == [
        "Materials: 2 read, 2 new, 0 changed, 0 unchanged, 0 rejected",
        "  Raw Materials: 250.00 stays", "  Work in Process: 0.00 stays", "  Finished Goods: 0.00 stays",
        "Nothing is imported yet: look at sheet Import Preview, then accept it (Accept Import, --accept).",
    ]
    assert open_file(plant).read_table("Materials").frame["Material"].to_list() == ["A", "B", "C"]


def test_what_was_looked_at_by_a_button_is_accepted_in_the_shell_and_the_other_way_round(
    plant: Path, tmp_path: Path
) -> None:
    """Every program reads the same cells: what the one saw is not changed for the other."""
    (tmp_path / "new.csv").write_text("code,kind\nB,raw\n")
    (tmp_path / "map.toml").write_text(
        '[sources]\n"new.csv" = "new.csv"\n[tables.Materials]\nsource = "new.csv"\n'
        'columns = { Material = "code", Description = "code", Kind = "kind" }\nconstants = { Unit = "kg" }\n'
    )
    chosen = f"{tmp_path / 'new.csv'}\n{tmp_path / 'map.toml'}"
    with wipbook.open(plant) as book:
        press("import", book, given=chosen)
        book.save()
    with open_file(plant) as by_shell:
        assert run_import(by_shell, Asked(accept=True)).report.tables[0].new == 1
        by_shell.save()
    (tmp_path / "new.csv").write_text("code,kind\nC,raw\n")
    with open_file(plant) as by_shell:
        run_import(by_shell, Asked((tmp_path / "new.csv",), tmp_path / "map.toml", preview=True))
        by_shell.save()
    with wipbook.open(plant) as book:
        assert press("accept_import", book).startswith("Materials: 1 read, 1 new")
        book.save()
    assert open_file(plant).read_table("Materials").frame["Material"].to_list() == ["A", "B", "C"]


def test_about_names_the_versions(plant: Path) -> None:
    with wipbook.open(plant) as book:
        text = press("about", book)
    assert text.splitlines()[:2] == [f"wipbook {wipbook.__version__}", "xlwings 0.37.8"]


def test_a_workbook_of_another_kind_gets_a_readable_refusal(tmp_path: Path) -> None:
    import xlsxwriter

    other = xlsxwriter.Workbook(tmp_path / "other.xlsx")
    other.add_worksheet("S")
    other.close()
    with wipbook.open(tmp_path / "other.xlsx") as book:
        text = press("refresh", book)
    assert "What to do: " in text and "Traceback" not in text and entry is press


# ---------------------------------------------------------------- which job


class Selection:
    """The active cell, the row it is in, and an InputBox that answers."""

    def __init__(self, cell: object, answer: object = False, row: tuple[object, ...] = ()) -> None:
        values = type("Row", (), {"value": [*row, cell]})

        class Sheet:
            name = "Load"

            def range(self, *corners: object) -> Any:
                return values

        class Range:
            sheet = Sheet()

            def __getitem__(self, at: object) -> Any:
                return type("Cell", (), {"value": cell, "row": 7, "sheet": self.sheet})

        self.selection = Range() if cell != "chart" else None
        self.asked: list[str] = []

        def ask(prompt: str, title: str, proposed: str) -> object:
            self.asked.append(prompt)
            return answer

        self.api = type("Api", (), {"InputBox": staticmethod(ask)})


@pytest.mark.parametrize(
    ("cell", "answer", "job", "asks"),
    [
        ("j-1", False, "j-1", False),
        (4711.0, False, "4711", False),
        ("J-9", " J-1 ", "J-1", True),
        (None, "4711", "4711", True),
        ("chart", "J-1", "J-1", True),
    ],
)
def test_the_job_of_the_active_cell_or_the_one_that_is_named(
    cell: object, answer: object, job: str, asks: bool
) -> None:
    app = Selection(cell, answer)
    jobs = type("Table", (), {"around": None, "frame": pl.DataFrame({"Job": ["J-1", "4711", None]})})
    port = type("Port", (), {"read_table": lambda self, name: jobs})()
    assert chosen_job(type("Book", (), {"app": app}), port) == job and bool(app.asked) is asks  # type: ignore[arg-type]


@pytest.mark.parametrize(("cell", "job"), [(12.5, "J-1"), ("4711", "4711"), (None, "J-1")])
def test_the_job_of_the_row_where_the_cursor_is(cell: object, job: str) -> None:
    """Anywhere in a row that names a job, its card is a button away; a job under the cursor itself comes first."""
    app = Selection(cell, "J-2", row=("W-1", "j-1"))
    jobs = type("Table", (), {"around": None, "frame": pl.DataFrame({"Job": ["J-1", "4711", "J-2"]})})
    port = type("Port", (), {"read_table": lambda self, name: jobs})()
    found = chosen_job(type("Book", (), {"app": app}), port)  # type: ignore[arg-type]
    assert found.upper() == job and not app.asked


@pytest.mark.parametrize("answer", [False, "", "  ", None])
def test_no_job_named_is_said_with_the_cure(answer: object) -> None:
    jobs = type("Table", (), {"around": None, "frame": pl.DataFrame({"Job": ["J-1"]})})
    port = type("Port", (), {"read_table": lambda self, name: jobs})()
    with pytest.raises(NoJobNamed, match="select the cell of a job number"):
        chosen_job(type("Book", (), {"app": Selection(None, answer)}), port)  # type: ignore[arg-type]


def test_every_other_button_runs_on_a_file(plant: Path) -> None:
    """Each does what its command does; a file has no active cell, so the job card says what it lacks."""
    said = {}
    for name in BUTTONS.keys() - {"import", "accept_import", "trial"}:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UnsavedChanges)
            with wipbook.open(plant) as book:
                said[name] = press(name, book)
    assert "The period is now 2026-07-01 to " in said["new_period"]
    assert said["compare_methods"].startswith("Valued by ") and "Left out:" in said["compare_methods"]
    assert said["job_card"].startswith("Job Card\nFound: no job")
    assert " examples agree with their sources." in said["prove"]
    assert " points are in order, " in said["doctor"]
    assert not [name for name, text in said.items() if "did not expect" in text]
