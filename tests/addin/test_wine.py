"""The Windows half without Excel: xlwings' own library starts Python, Python serves the functions over COM."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.addin.test_call_udf import FUNCTIONS, MOVEMENTS, NAMES, com
from tests.addin.windows import DLL, Windows, prepare
from wipbook.addin.build import UDF_MODULE
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
    """What every function answers to its published example, called through the library as Excel's VBA does."""
    folder = tmp_path_factory.mktemp("calls")
    calls: list[Any] = [(name, [com(one) for one in FUNCTIONS[name].card.example.arguments]) for name in NAMES]
    calls.append(("wip_value", [{"range": MOVEMENTS}, {"missing": True}, {"missing": True}, {"missing": True}]))
    (folder / "calls.json").write_text(json.dumps(calls), "utf-8")
    done = windows.run(
        windows.path(Path(__file__).with_name("windows_calls.py")),
        windows.path(windows.python.parent / DLL),
        windows.path(windows.python),
        UDF_MODULE,
        windows.path(folder / "calls.json"),
        windows.path(folder / "answers.json"),
    )
    assert (folder / "answers.json").exists(), done.stdout + done.stderr
    return json.loads((folder / "answers.json").read_text("utf-8"))  # type: ignore[no-any-return]


def test_it_is_the_windows_half_of_xlwings(answers: dict[str, Any]) -> None:
    assert answers["platform"] == "win32" and answers["engines"] == ["excel"] and answers["real decorators"]
    assert answers["process"] != answers["own process"], "the functions run in a Python that the library started"


@pytest.mark.parametrize("name", NAMES)
def test_its_published_example_comes_back_over_com(name: str, answers: dict[str, Any]) -> None:
    example = FUNCTIONS[name].card.example
    got = answers["answers"][NAMES.index(name)]
    if example.at:
        rows = got if isinstance(got[0], list) else [got]
        got = rows[example.at[0] - 1][example.at[1] - 1]
    while isinstance(got, list):
        got = got[0]
    assert example.agrees(got), (got, example.expects)


def test_arguments_that_vba_leaves_out_take_their_defaults(answers: dict[str, Any]) -> None:
    assert answers["answers"][-1] == 15.0


def test_windows_makes_the_same_wrappers(windows: Windows) -> None:
    """The generator over the real pywin32 and over our stub: the same text to the letter."""
    done = windows.run("-m", "wipbook.addin.wrappers", UDF_MODULE)
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout.splitlines()[-1])
    ours = json.loads(json.dumps(asdict(wrappers(UDF_MODULE))))
    assert made == ours
