"""The table of exit codes, for every command: 0 fine, 1 something found, 2 wrong use, 3 refused, 4 our own fault."""

from __future__ import annotations

import datetime as dt
import errno
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.commands.every_command import close_it, count_everything, made_once, words
from wipbook.addin.doctor import examine as doctor
from wipbook.addin.doctor.finding import OK, PROBLEM, Finding
from wipbook.audit.card import Rule
from wipbook.cli import main as entry
from wipbook.cli import shell
from wipbook.commands.audit import audit as audit_command
from wipbook.commands.audit import count
from wipbook.commands.command import ADJUSTMENTS, ROWS_LEFT_OUT
from wipbook.commands.data import recomputed
from wipbook.commands.declared import commands
from wipbook.commands.packs import pack as pack_command
from wipbook.commands.packs.texts import texts
from wipbook.commands.value.refresh import refresh
from wipbook.hosts.file.workbook import open_file
from wipbook.port.tables import letters
from wipbook.port.workbook import Formula

COMMANDS = {one.name: one for one in commands() if one.in_shell}
KEYS = ["error", "message", "where", "found", "expected", "difference", "remedy", "saved", "log"]
ADDIN = ("addin build", "addin install", "addin uninstall", "addin status")
Said = tuple[int, str, str]


@pytest.fixture(autouse=True)
def healthy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without problems, and a place for its log."""
    monkeypatch.setattr(doctor, "examine", lambda functions: doctor.Examination((Finding(OK, "Python", "3"),)))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))


def typed(name: str, book: Path) -> list[str]:
    if name in ADDIN:
        return [*name.split(), "--out" if name == "addin build" else "--to", str(book.parent / "addin")]
    if name == "count post":
        count_everything(book)
    return words(COMMANDS[name], book)


@pytest.mark.parametrize("name", [*COMMANDS, *ADDIN])
def test_0_nothing_to_say(name: str, book: Path, wipbook: Callable[..., Said]) -> None:
    code, out, err = wipbook(*typed(name, book))
    assert (code, err) == (0, "")
    assert out


# 1: for each phrase with which a command declares what it finds, a workbook in which it does.


def leave_a_row_out(book: Path) -> None:
    with open_file(book, backups=0) as workbook:
        workbook.append_rows("Movements", pl.DataFrame({
            "Movement": ["M9"], "Date": [dt.date(2026, 3, 3)], "Type": ["Receipt"], "Material": ["nowhere"],
            "Quantity": [1.0], "Unit Cost": [1.0],
        }))
        refresh(workbook)
        workbook.save()


def let_a_check_differ(book: Path) -> None:
    """60 kg at 2.50 are in stock, 150.00; the ledger says 9,999.00: more apart than what is immaterial."""
    with open_file(book, backups=0) as workbook:
        workbook.write_table("GLAccounts", pl.DataFrame({
            "Account": ["1310"], "Name": ["Steel"], "Role": ["Raw Materials"], "Period": [dt.date(2026, 3, 1)],
            "Opening": [0.0], "Debit": [9999.0], "Credit": [0.0],
        }))
        refresh(workbook)
        workbook.save()


def a_rejected_row(book: Path) -> None:
    (book.parent / "bad.csv").write_text("code,text,kind,unit\n00123,Steel,raw,kg\n00124,Iron,cooked,kg\n", "utf-8")


def a_file_arrives(book: Path) -> None:
    """One that is taken, and with it a row is left out."""
    leave_a_row_out(book)
    folder = book.parent
    words(COMMANDS["import"], book)
    (folder / "inbox").mkdir()
    (folder / "inbox" / "parts.csv").write_text("code,text,kind,unit\n00123,Steel,raw,kg\n", "utf-8")
    (folder / "watched.toml").write_text(
        f'[[plants]]\nname = "one"\nbook = "{book.name}"\nmapping = "mapping.toml"\nsources = ["parts.csv"]\n', "utf-8"
    )


def a_column_to_ask(book: Path) -> None:
    """Two columns could be the supplier."""
    (book.parent / "bad.csv").write_text("code,text,kind,unit,vendor,supplier id\n00123,Steel,raw,kg,A,7\n", "utf-8")


def a_state_of_their_own(book: Path) -> None:
    """Nothing of ours is cooked."""
    rows = "".join(f"0012{at},Steel,{kind},kg\n" for at, kind in enumerate(("raw", "finished", "raw", "cooked")))
    (book.parent / "bad.csv").write_text(f"code,text,kind,unit\n{rows}", "utf-8")


def a_column_less(book: Path) -> None:
    (book.parent / "bad.csv").write_text("Material,Description,Kind\n00123,Steel,raw\n", "utf-8")


def nothing_of_ours(book: Path) -> None:
    (book.parent / "bad.csv").write_text("song,singer\nYesterday,Paul\n", "utf-8")


def another(book: Path) -> None:
    with open_file(shutil.copy(book, book.parent / "other.xlsx"), backups=0) as workbook:
        workbook.write_cells("Materials", {"B7": "Stainless steel"})
        workbook.save()


def no_source_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    from wipbook.beside import functions

    monkeypatch.setattr(type(next(iter(functions().values())).card.example), "agrees", lambda example, got: False)


def no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_command, "text_of", lambda language: (texts()["en"], False))


def a_rule_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    real = audit_command.chosen_rules

    def fail(books: Any) -> Any:
        raise ZeroDivisionError("in a rule")

    def chosen(named: Any) -> tuple[Rule, ...]:
        return (replace(real(["INV001"])[0], check=fail),)

    monkeypatch.setattr(audit_command, "chosen_rules", chosen)


def two_tags_one_blank(book: Path) -> None:
    with open_file(book, backups=0) as workbook:
        workbook.append_rows("Movements", pl.DataFrame({
            "Movement": ["M8"], "Date": [dt.date(2026, 3, 2)], "Type": ["Receipt"], "Material": ["F"],
            "Quantity": [1.0], "Unit Cost": [9.0],
        }))
        workbook.save()
    count_everything(book)
    with open_file(book, backups=0) as workbook:
        place = workbook.tables()["CountSheet"]
        assert place.last_row > place.first_row
        tags = workbook.read_table("CountSheet").frame
        at = letters(place.first_column + place.headers.index("Counted"))
        row = place.first_row + tags["Material"].to_list().index("F")
        workbook.write_cells("Count Sheet", {f"{at}{row}": None})
        workbook.save()


def problem(monkeypatch: pytest.MonkeyPatch) -> None:
    found = doctor.Examination((Finding(PROBLEM, "Python", "2.7", "install a newer one"),))
    monkeypatch.setattr(doctor, "examine", lambda functions: found)


def change_what_was_closed(book: Path) -> None:
    """February and March are closed; then a receipt of February is found."""
    close_it(book, dt.date(2026, 2, 28))
    close_it(book, dt.date(2026, 3, 31))
    with open_file(book, backups=0) as workbook:
        workbook.append_rows("Movements", pl.DataFrame({
            "Movement": ["M9"], "Date": [dt.date(2026, 2, 3)], "Type": ["Receipt"], "Material": ["S"],
            "Quantity": [1.0], "Unit Cost": [1.0],
        }))
        workbook.save()


def tamper(book: Path) -> None:
    close_it(book)
    with open_file(book, backups=0) as workbook:
        place = workbook.tables()["ClosingBalances"]
        workbook.write_cells("Closing Balances", {place.cell(0, "Value"): 1.0})
        workbook.save()


def lose_the_copy(book: Path) -> None:
    close_it(book)
    for copy in (book.parent / "wipbook_backups").glob("*closed*"):
        copy.unlink()


def type_a_formula(book: Path) -> None:
    """A landed cost of two per kg of the first receipt."""
    with open_file(book, backups=0) as workbook:
        place = workbook.tables()["Movements"]
        formula = Formula(f"={place.cell(0, 'Quantity')}*2", 1.0)
        workbook.write_cells("Movements", {place.cell(0, "Landed Cost"): formula})
        refresh(workbook)
        workbook.save()


def come_to_another_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """What LibreOffice would say where it is at hand."""
    monkeypatch.setattr(
        recomputed, "computed",
        lambda document, places: {sheet: dict.fromkeys(cells, 200.0) for sheet, cells in places.items()},
    )


_PREPARED: dict[Any, bytes] = {}


def prepared(prepare: Callable[[Path], None], book: Path) -> None:
    """``book`` prepared so; what becomes of a workbook alone is made once."""
    if prepare is change_what_was_closed:
        made_once(book, (prepare,), prepare)
        return
    alone = prepare in (leave_a_row_out, let_a_check_differ)
    if prepare not in _PREPARED:
        prepare(book)
        if alone:
            _PREPARED[prepare] = book.read_bytes()
    book.write_bytes(_PREPARED[prepare] if alone else book.read_bytes())


Case = tuple[Callable[[Path], None] | None, Callable[[pytest.MonkeyPatch], None] | None, str]
FOUND: dict[str, Case] = {
    ROWS_LEFT_OUT: (leave_a_row_out, None, "1 row left out (sheet Exceptions)"),
    "a check differs": (let_a_check_differ, None, "1 check differs (sheet Checks)"),
    ADJUSTMENTS: (change_what_was_closed, None, "of prior periods nobody accepted (sheet Prior Periods)"),
    "something is not as it was closed": (tamper, None, "1 faults in what was closed"),
    "a copy is missing": (lose_the_copy, None, "1 copies missing"),
    "an input formula comes to another value": (
        type_a_formula, come_to_another_value, "1 input formulas come to another value"
    ),
    "something was found at a plant": (leave_a_row_out, None, "1 of 1 plants: something was found"),
    "a cell needs attention": (leave_a_row_out, None, "1 cells need attention"),
    "a finding of the severity of --fail-on or above is open": (
        leave_a_row_out, None, "open findings of severity high"
    ),
    "a rule failed": (None, a_rule_fails, "1 rules failed"),
    "the plan does not cover the year": (
        None, lambda monkeypatch: monkeypatch.setattr(count.PlanReport, "covers", False),
        "the plan does not cover the year",
    ),
    "lines are to be counted once more": (
        lambda book: count_everything(book, 10.0), None, "1 lines to be counted once more"
    ),
    "tags have no quantity": (two_tags_one_blank, None, "1 tags without a quantity"),
    "a role has no account on the sheet Accounts (--format)": (
        None, None, "a role has no account on the sheet Accounts"
    ),
    "a pack is not as it was asked for: no PDF, or no words in a language": (None, no_words, "no words in"),
    "a job cannot be closed": (None, None, "job J1 cannot be closed: still Released"),
    "rows were rejected": (a_rejected_row, None, "1 rows rejected"),
    "a proposal asks for columns": (a_column_less, None, "columns of proposals are yours to tell"),
    "a file was taken in part, or a step found something": (a_file_arrives, None, "something was found"),
    "columns have to be asked": (a_column_to_ask, None, "2 columns have to be asked"),
    "required columns have no source": (a_column_less, None, "1 required columns without a source"),
    "rows would be left out": (
        a_state_of_their_own, None, "1 columns have values whose rows would be left out"
    ),
    "no source fills an input sheet": (nothing_of_ours, None, "no source fills an input sheet plainly"),
    "the workbooks differ": (another, None, "the workbooks differ in 1 tables"),
    "an example differs": (None, no_source_agrees, "48 examples differ from their sources"),
    "a problem": (None, problem, "1 problems"),
}


@pytest.mark.parametrize(("name", "phrase"), [(name, said) for name, one in COMMANDS.items() for said in one.finds])
def test_1_something_was_found(
    name: str, phrase: str, book: Path, wipbook: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare, patch, reason = FOUND[phrase]
    if prepare is not None:
        prepared(prepare, book)
    said = typed(name, book) if phrase == ROWS_LEFT_OUT else words(COMMANDS[name], book)
    if phrase.endswith("(--format)"):
        said += ["--format", "csv"]
    if name == "close-out" and phrase != ROWS_LEFT_OUT:
        said += ["--job", "J1"]
    if name in ("import", "map"):
        said = [one.replace("parts.csv", "bad.csv") for one in said]
    if name == "import":
        mapping = book.parent / "mapping.toml"
        mapping.write_text(mapping.read_text("utf-8").replace("parts.csv", "bad.csv"), "utf-8")
    if phrase == "a proposal asks for columns":
        said = ["import", str(book), str(book.parent / "bad.csv"), "--preview"]
    if name == "watch":
        said = ["watch", str(book.parent / "watched.toml"), "--once"]
    if name == "diff":
        said[-1] = str(book.parent / "other.xlsx")
    if patch is not None:
        patch(monkeypatch)
    code, out, err = wipbook(*said)
    assert code == 1, err
    assert out and err.startswith("Exit code 1: ") and err.count("\n") == 1
    assert reason in err


@pytest.mark.parametrize("name", [name for name, one in COMMANDS.items() if not one.finds and one.needs_book])
def test_who_declares_to_find_nothing_finds_nothing(name: str, book: Path, wipbook: Callable[..., Said]) -> None:
    prepared(leave_a_row_out, book)
    assert wipbook(*typed(name, book))[0] == 0


@pytest.mark.parametrize("name", [*COMMANDS, *ADDIN])
def test_2_wrong_use(name: str, book: Path, wipbook: Callable[..., Said]) -> None:
    said = typed(name, book)
    code, out, err = wipbook(*said, "--no-such-option")
    assert (code, out) == (2, "")
    assert "No such option: --no-such-option" in err and "Traceback" not in err
    code, out, err = wipbook(*said, "--no-such-option", "--json")
    assert (code, err) == (2, "")
    answer = json.loads(out)
    assert list(answer) == KEYS
    assert (answer["error"], answer["where"]) == ("WrongUse", f"wipbook {name}")


READS = [name for name, one in COMMANDS.items() if one.needs_book or name == "diff"]


@pytest.mark.parametrize("name", READS)
def test_2_an_input_that_cannot_be_read(name: str, book: Path, wipbook: Callable[..., Said]) -> None:
    said = typed(name, book)
    book.write_text("no workbook", "utf-8")
    code, out, err = wipbook(*said)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"wipbook: {book.name}: found no zip package, ") and "What to do: " in err
    if COMMANDS[name].json:
        code, out, err = wipbook(*said, "--json")
        assert (code, err, list(json.loads(out))) == (2, "", KEYS)


def test_a_folder_that_may_not_be_read_is_an_input_that_cannot_be_read(
    book: Path, wipbook: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*given: Any, **named: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(book))

    monkeypatch.setattr("wipbook.hosts.file.place.Document", denied)
    code, _, err = wipbook("check", str(book))
    assert (code, err) == (
        2, f"wipbook: {book}: found Permission denied. What to do: check the path and its permissions. The workbook on "
        "disk is as it was.\n",
    )


@pytest.mark.parametrize("name", READS)
def test_3_an_encrypted_workbook_is_refused(name: str, book: Path, wipbook: Callable[..., Said]) -> None:
    said = typed(name, book)
    book.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    code, out, err = wipbook(*said)
    assert (code, out, err.count("\n")) == (3, "", 1)


# A workbook of this release has nothing to be upgraded: tests/commands/workbench/test_upgrade.py has one that has.
SAVES = [
    name for name in READS if name not in ("check", "dump", "diff", "upgrade", "verify", "export", "carry-forward")
]


@pytest.mark.parametrize("name", SAVES)
def test_3_a_workbook_that_is_open_elsewhere_is_not_saved(name: str, book: Path, wipbook: Callable[..., Said]) -> None:
    said = typed(name, book)
    if name in ("count post", "schedule"):
        said.append("--accept")
    said = [one for one in said if one not in ("--out", str(book.parent / "out.xlsx"))]  # in place
    before = book.read_bytes()
    (book.parent / f"~${book.name}").write_bytes(b"\x04Dana")
    code, out, err = wipbook(*said, "--wait", "0")
    if name == "schedule":  # nothing in this plant is to be scheduled, so nothing is saved
        assert code == 0
    else:
        assert (code, out, err.count("\n")) == (3, "", 1), err
        assert "Excel has the workbook open" in err
    assert book.read_bytes() == before


def full(*given: Any, **named: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "out")


@pytest.mark.parametrize("name", ["demo", "new", "addin build", "addin install"])
def test_3_a_full_disk(
    name: str, book: Path, wipbook: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = typed(name, book)
    monkeypatch.setattr("shutil.copyfile", full)
    monkeypatch.setattr(Path, "write_bytes", full)
    code, _, err = wipbook(*said)
    assert (code, err) == (
        3, "wipbook: out: found a full disk, expected room to write. What to do: free some space, or write elsewhere.\n"
    )


@pytest.mark.parametrize("name", [*COMMANDS, *ADDIN])
def test_3_an_output_that_is_full(
    name: str, book: Path, wipbook: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = typed(name, book)
    real = print

    def printed(*words: Any, file: Any = None, **how: Any) -> None:
        if file is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(*words, file=file, **how)

    monkeypatch.setattr("builtins.print", printed)
    monkeypatch.setattr(shell, "print_table", lambda *table: printed())
    code, out, err = wipbook(*said)
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert "the output: found a full disk" in err
    saved = name in SAVES and name not in ("count post", "schedule")  # those were only previews
    assert (f"The workbook had been saved to {book.parent}" in err) is saved


def test_3_a_file_that_is_there_is_not_overwritten(book: Path, wipbook: Callable[..., Said]) -> None:
    assert wipbook("new", str(book))[0] == 3


@pytest.mark.parametrize("name", [*COMMANDS, *ADDIN])
def test_4_our_own_fault(
    name: str, book: Path, wipbook: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = typed(name, book)

    def crash(*given: Any, **named: Any) -> None:
        raise ZeroDivisionError("a crash\nof ours")

    if name in ADDIN:
        action = name.split()[1]
        monkeypatch.setattr(f"wipbook.addin.{'build' if action == 'build' else 'install'}.{action}", crash)
    else:
        monkeypatch.setattr(shell, "Call", crash)
    before = book.read_bytes()
    code, out, err = wipbook(*said)
    assert (code, out, err.count("\n")) == (4, "", 1)
    log = tmp_path / "state" / "wipbook" / "errors.log"
    assert "ZeroDivisionError: a crash\\nof ours" in err and f"The details are in {log}." in err
    assert "Traceback" in log.read_text("utf-8") and f" {said[0]}" in log.read_text("utf-8").splitlines()[0]
    assert book.read_bytes() == before
    if name in COMMANDS:
        assert ("The workbook on disk is as it was." in err) is COMMANDS[name].needs_book
    if name not in ADDIN and COMMANDS[name].json:
        code, out, err = wipbook(*said, "--json")
        answer = json.loads(out)
        assert (code, err, list(answer)) == (4, "", KEYS)
        assert (answer["error"], answer["saved"], answer["log"]) == ("ZeroDivisionError", "", str(log))
        assert answer["where"] == f"wipbook {name}"


@pytest.mark.parametrize("as_json", [False, True])
def test_4_after_the_save_the_place_is_said(
    as_json: bool, book: Path, wipbook: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*given: Any) -> None:
        raise RecursionError("in the printing")

    monkeypatch.setattr(shell, "_print_facts" if as_json else "_print_lines", crash)
    before = book.read_bytes()
    code, out, err = wipbook("refresh", str(book), *(["--json"] if as_json else []))
    assert code == 4 and book.read_bytes() != before
    if as_json:
        assert json.loads(out)["saved"] == str(book)
    else:
        assert err.endswith(f"The workbook had been saved to {book}.\n") and "as it was" not in err


def test_a_save_that_fails_on_its_last_steps_has_saved(
    book: Path, wipbook: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*given: Any) -> None:
        raise ValueError("this happened")

    monkeypatch.setattr("wipbook.ooxml.saving.replace._sync", crash)
    code, _, err = wipbook("refresh", str(book))
    assert code == 4 and f"The workbook had been saved to {book}." in err


def test_a_log_that_cannot_be_written_is_no_second_crash(
    book: Path, wipbook: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "file"))

    def crash(*given: Any) -> None:
        raise ValueError("this happened")

    monkeypatch.setattr(shell, "Call", crash)
    code, out, err = wipbook("refresh", str(book), "--json")
    answer = json.loads(out)
    assert (code, err, answer["log"]) == (4, "", "")
    assert "this happened" in answer["message"] and "The details could not be written (" in answer["message"]
    code, out, err = wipbook("refresh", str(book))
    assert (code, out, err.count("\n")) == (4, "", 1)


def test_a_panic_of_a_library_is_a_fault_as_well(
    book: Path, wipbook: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        """As those of libraries written in Rust."""

    def panic(*given: Any) -> None:
        raise PanicException("at the disco")

    monkeypatch.setattr(shell, "Call", panic)
    assert wipbook("refresh", str(book))[0] == 4


def test_the_highest_cause_counts(
    book: Path, wipbook: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Findings (1), then a full disk while the pack is made (3): the audit is saved, and that is said."""
    prepared(leave_a_row_out, book)
    monkeypatch.setattr("shutil.copyfile", full)
    code, _, err = wipbook("audit", str(book), "--pack", str(tmp_path / "pack"))
    assert code == 3 and err.endswith(f"The workbook had been saved to {book}.\n")


def test_a_dry_run_whose_control_totals_differ_is_a_refusal(book: Path, wipbook: Callable[..., Said]) -> None:
    a_rejected_row(book)
    said = words(COMMANDS["import"], book)
    mapping = book.parent / "mapping.toml"
    mapping.write_text(
        mapping.read_text("utf-8").replace("parts.csv", "bad.csv")
        + '[controls.rows]\nquery = "select count(*) from imported.Materials"\nexpect = 2\n', "utf-8",
    )
    code, _, err = wipbook(*[one.replace("parts.csv", "bad.csv") for one in said], "--dry-run")
    assert (code, err) == (
        3, "Exit code 3: 1 rows rejected; 1 control totals differ: nothing would be written\n"
    )


def test_every_command_of_the_shell_is_in_these_tables() -> None:
    registered = {f"addin {one.callback.__name__}" for one in entry.addin.app.registered_commands if one.callback}
    assert registered == set(ADDIN)
    assert {said for one in COMMANDS.values() for said in one.finds} == set(FOUND)
