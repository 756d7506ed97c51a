"""The Windows half without Excel: COM starts our server by its name, which answers functions and starts commands."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

import wipbook
from tests.addin.test_call_udf import FUNCTIONS, MOVEMENTS, NAMES, com, published_cell
from tests.addin.windows import Windows, prepare
from wipbook.addin.build import UDF_MODULE
from wipbook.addin.registry.identity import CLSID
from wipbook.addin.wrappers import wrappers

IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
pytestmark = [
    pytest.mark.heavy,
    pytest.mark.wine,
    pytest.mark.skipif(shutil.which("wine") is None and not IN_CI, reason="Wine is not installed"),
]


@pytest.fixture(scope="module")
def windows() -> Iterator[Windows]:
    machine = prepare()
    yield machine
    machine.stop()


@pytest.fixture(scope="module")
def answers(windows: Windows, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What every function answers to its published example, called through COM as Excel's VBA does."""
    folder = tmp_path_factory.mktemp("calls")
    calls: list[Any] = [(name, [com(one) for one in FUNCTIONS[name].card.example.arguments]) for name in NAMES]
    calls.append(("wip_value", [{"range": MOVEMENTS}, {"missing": True}, {"missing": True}, {"missing": True}]))
    (folder / "calls.json").write_text(json.dumps(calls), "utf-8")
    hostile = folder / "hostile"
    hostile.mkdir()
    for name in ("udfs.py", "wipbook.py", "xlwings.py", "sitecustomize.py", "numpy.py"):
        (hostile / name).write_text("open('Z:" + str(hostile / "pwned") + "', 'w').close()\n")
    (hostile / "wipbook.conf").write_text('"INTERPRETER_WIN","C:\\windows\\system32\\cmd.exe"\n')
    done = windows.run(
        windows.path(Path(__file__).with_name("windows_calls.py")),
        windows.path(folder / "calls.json"),
        windows.path(folder / "answers.json"),
        cwd=hostile, PYTHONPATH=windows.path(hostile),
    )
    assert (folder / "answers.json").exists(), done.stdout + done.stderr
    found = json.loads((folder / "answers.json").read_text("utf-8"))
    assert "unregistered" in found, (found, done.stderr)
    found["hostile code ran"] = (hostile / "pwned").exists()
    return found  # type: ignore[no-any-return]


def test_every_connection_is_to_the_one_server(answers: dict[str, Any]) -> None:
    assert answers["platform"] == "win32"
    assert answers["process"] == answers["second"] != answers["own"]
    assert answers["second seconds"] < 1, "the second client finds it running"


def test_it_is_registered_for_the_user_in_both_views(answers: dict[str, Any]) -> None:
    command, fine = answers["registered"]
    assert fine and command.endswith('" -E -P -m wipbook.excel.server.serve')
    assert set(answers["keys"].values()) == {"wipbook", "wipbook.Server", CLSID, command} and len(answers["keys"]) == 10
    assert answers["unregistered"] == [], "nothing is left behind"


def test_no_folder_and_no_file_beside_a_workbook_chooses_code(answers: dict[str, Any]) -> None:
    """The client stood in a folder with modules of the names that the server imports, a wipbook.conf, and a PYTHONPATH
    that names it: the server loaded none of them."""
    assert not answers["hostile code ran"]


def test_only_its_own_methods_can_be_called(answers: dict[str, Any]) -> None:
    """xlwings' object has Eval and Exec."""
    assert all(answers["methods"].values()) and len(answers["methods"]) == 3


@pytest.mark.parametrize("name", NAMES)
def test_its_published_example_comes_back_over_com(name: str, answers: dict[str, Any]) -> None:
    example = FUNCTIONS[name].card.example
    got = published_cell(example, answers["answers"][NAMES.index(name)])
    assert example.agrees(got), (got, example.expects)


def test_arguments_that_vba_leaves_out_take_their_defaults(answers: dict[str, Any]) -> None:
    assert answers["answers"][-1] == 15.0


def test_what_cannot_be_answered_says_why_in_the_cell(answers: dict[str, Any]) -> None:
    assert answers["unknown function"] == (
        f"#WIP: wip_nothing: wipbook {wipbook.__version__} has no such function: run wipbook addin install"
    ), "the add-in is of another version"


def test_what_a_call_costs_is_measured(answers: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """Printed, not judged: machines differ. 1.5 empty calls and 0.25 ms are what a call may take."""
    taken = answers["milliseconds"]
    with capsys.disabled():
        print("\n" + ", ".join(f"{name} {each:.2f} ms" for name, each in taken.items()))
        many = answers["5,000 rows"]["one call"]
        print(f"5,000 rows by one call {many:.0f} ms, {many / 5_000 / taken['wip_contract']:.3f}x of single ones")
    assert set(taken) == {"empty", "wip_contract", "wip_overhead_rate"} and min(taken.values()) > 0


def test_a_long_range_crosses_once(answers: dict[str, Any]) -> None:
    assert answers["kept"] == [15.0, 15.0, 15.0]
    for case in ("not kept", "not kept of another calculation", "not kept of another client"):
        assert "NotKept" in answers[case], case


def test_a_server_that_was_ended_is_started_anew(answers: dict[str, Any]) -> None:
    assert answers["gone"] and answers["after"] == [4.0, True]
    assert answers["halted"], "asked to end, it ends"


def test_windows_makes_the_same_wrappers(windows: Windows) -> None:
    """What xlwings knows of the functions over the real pywin32 and over our stub: the same text to the letter."""
    done = windows.run("-m", "wipbook.addin.wrappers", UDF_MODULE)
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout.splitlines()[-1])
    ours = json.loads(json.dumps(asdict(wrappers(UDF_MODULE))))
    assert made == ours


@pytest.fixture(scope="module")
def pressed(windows: Windows, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was seen while buttons were pressed in an Excel that a test plays over COM."""
    file = tmp_path_factory.mktemp("pressed") / "seen.json"
    done = windows.run(
        windows.path(Path(__file__).with_name("windows_command.py")), windows.path(file), timeout=300
    )
    seen = json.loads(file.read_text("utf-8"))
    assert "through" in seen, (seen, done.stderr)
    return seen  # type: ignore[no-any-return]


def test_functions_do_not_wait_for_a_command(pressed: dict[str, Any]) -> None:
    """For two seconds the command reads in an Excel that has much to do; a second client goes on asking, and the
    calculation that the end of the command causes asks from inside Excel."""
    assert pressed["pressed"] == "" and pressed["ended"]
    assert pressed["answers while the command read"][0] >= 5
    assert pressed["recalculated"] == [4.0] and pressed["values"] == [4.0]
    assert pressed["slowest"] < 2, "a command takes as long as it wants, a function does not"


def test_a_command_leaves_excel_as_it_was(pressed: dict[str, Any]) -> None:
    """xlCalculationManual is -4135, automatic -4105; it calculates while the screen is still, input is free last."""
    assert pressed["log"] == [
        ["Interactive", False], ["Calculation", -4135], ["ScreenUpdating", False], ["StatusBar", "wipbook ..."],
        ["Calculation", -4105], ["ScreenUpdating", True], ["StatusBar", False], ["Interactive", True],
    ]


def test_one_command_at_a_time_in_one_excel(pressed: dict[str, Any]) -> None:
    assert pressed["pressed again"] == "Check is still at work in this Excel. Its steps stand in the status bar."
    assert pressed["another Excel is free"]


def test_a_command_that_was_ended_from_outside_leaves_excel_as_it_was_too(pressed: dict[str, Any]) -> None:
    locked = {"Calculation": -4135, "ScreenUpdating": False, "StatusBar": "wipbook ...", "Interactive": False}
    assert pressed["reads"] and pressed["state while it reads"] == locked and pressed["killed"]
    free = {"Calculation": -4105, "ScreenUpdating": True, "StatusBar": False, "Interactive": True}
    assert pressed["set right"] and pressed["state after"] == free
    assert pressed["answers after"] >= 5, "functions are answered all the while"


def test_it_ends_by_itself_after_its_last_client(windows: Windows, tmp_path: Path) -> None:
    """With an allowance of 2 s instead of 60: it stays while a client is there, and goes after it."""
    file = tmp_path / "idle.json"
    done = windows.run(windows.path(Path(__file__).with_name("windows_idle.py")), windows.path(file), timeout=200)
    seen = json.loads(file.read_text("utf-8"))
    assert seen == {"while a client was there": True, "after it went": False, "after its process was ended": False}, (
        done.stderr
    )
