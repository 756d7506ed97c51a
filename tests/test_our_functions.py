"""The functions are ours, whatever a user has lying on the path under the name ``udfs``; and his stay his."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wipbook.addin.build import UDF_MODULE
from wipbook.addin.wrappers import Wrappers, wrappers
from wipbook.beside import functions

ROOT = Path(__file__).resolve().parent.parent
THEIRS = "WHOSE = 'the user'\nFUNCTIONS = {}\n\ndef wip_value(*given):\n    return 'not ours'\n"
PROVED = f"{len(functions())} of {len(functions())} examples agree with their sources"
OFFICE = ROOT / "workbook_templates" / "libreoffice" / "pythonpath"


@pytest.fixture(params=["a module", "a package", "a broken module"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A user's folder with an own ``udfs``."""
    place = tmp_path / "udfs.py"
    if request.param == "a package":
        (tmp_path / "udfs").mkdir()
        place = tmp_path / "udfs" / "__init__.py"
    place.write_text("raise SystemExit('nobody asked for this')" if request.param == "a broken module" else THEIRS)
    return tmp_path


def run(folder: Path, *words: str, said: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Python standing in ``folder``, which PYTHONPATH names before ours."""
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT))), **more}
    return subprocess.run([sys.executable, *words], cwd=folder, env=surroundings, input=said, capture_output=True,
                          text=True, check=False)


def told(folder: Path, code: str, **more: str) -> list[Any]:
    """What ``code`` leaves in ``answer``, in a process that stands in the user's folder."""
    done = run(folder, "-c", f"import json\n{code}\nprint(json.dumps(answer))", **more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def test_prove_computes_ours(folder: Path, demo_file: Path) -> None:
    book = folder / "plant.xlsx"
    book.write_bytes(demo_file.read_bytes())
    done = run(folder, "-m", "wipbook.cli", "prove", "--json", str(book))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["line"] == PROVED


def test_the_doctor_examines_ours(folder: Path) -> None:
    done = run(folder, "-m", "wipbook.cli", "doctor", "--json")
    found = {line["what"]: line for line in json.loads(done.stdout)}
    assert (found["Functions"]["status"], found["Functions"]["found"]) == (
        "ok", f"{len(functions())} of {len(functions())} published examples come out"
    )


@pytest.mark.parametrize("order", ["theirs, ours", "ours, theirs", "ours, theirs, ours"])
def test_both_live_in_one_process(tmp_path: Path, order: str) -> None:
    (tmp_path / "udfs.py").write_text(THEIRS)
    lines = {"theirs": "import udfs", "ours": "from wipbook.beside import functions; functions()"}
    answer = told(tmp_path, "\n".join((
        *(lines[whose] for whose in order.split(", ")),
        "from wipbook.beside import functions, functions_package",
        "from wipbook.excel.functions import wip_overhead_rate",
        "cell = functions_package().boundary.cells.FromCell",
        "answer = [udfs.WHOSE, udfs.wip_value(), len(functions()), wip_overhead_rate(250000, 62500),",
        "          functions()['wip_overhead_rate'](cell('many'), cell(2)), functions() is functions()]",
    )))
    assert answer[:4] == ["the user", "not ours", len(functions()), 4.0]
    assert answer[4].startswith("#WIP: budget_cost") and answer[5] is True


@pytest.mark.parametrize(("before", "after", "same"), [("import udfs", "", True), ("", "import udfs", False)])
def test_who_imports_ours_by_name_has_ours(tmp_path: Path, before: str, after: str, same: bool) -> None:
    """Where it was imported first it is not loaded again; each copy keeps to its own mark of a cell."""
    assert told(tmp_path, "\n".join((
        before, "from wipbook.beside import functions_package", "ours = functions_package()", after,
        "marks = [one.boundary.cells.FromCell for one in (ours, udfs)]",
        "said = [one.wip_overhead_rate(mark('x'), mark(2)) for one, mark in zip((ours, udfs), marks)]",
        "answer = [list(ours.FUNCTIONS) == list(udfs.FUNCTIONS), ours is udfs, said[0] == said[1], said[0][:5],",
        "          functions_package() is ours]",
    ))) == [True, same, True, "#WIP:", True]


def test_a_package_that_does_not_load_leaves_nothing_behind(tmp_path: Path) -> None:
    """And is tried again when it is there again, as after an upgrade under a running office."""
    assert told(tmp_path, "\n".join((
        "import sys, wipbook.beside as beside",
        "there, beside._FUNCTIONS = beside._FUNCTIONS, beside._HOME / 'gone' / '__init__.py'",
        "try:\n    beside.functions()\n    said = ''\nexcept ImportError as error:\n    said = str(error)",
        "left = [one for one in sys.modules if one.startswith('wipbook_udfs')]",
        "beside._FUNCTIONS = there",
        "answer = [said.endswith('gone is missing'), left, len(beside.functions())]",
    ))) == [True, [], len(functions())]


def test_the_add_in_names_a_module_that_shows_ours(folder: Path) -> None:
    """As xlwings' server takes it: imported by name, looked through for what is decorated."""
    answer = told(folder, f"import importlib\nfound = vars(importlib.import_module({UDF_MODULE!r}))\n"
                          "answer = [name for name in found if name.startswith('wip_')]")
    assert answer == list(functions())


@pytest.fixture(scope="module")
def here() -> Wrappers:
    """The wrappers made where nobody has an own ``udfs``."""
    return wrappers(UDF_MODULE)


def test_the_wrappers_are_those_of_ours(here: Wrappers, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(folder), str(ROOT))))
    there = wrappers(UDF_MODULE)
    assert there == here and [one.name for one in there.functions] == sorted(functions())


def test_the_server_calls_ours(folder: Path) -> None:
    """xlwings' own ``call_udf`` over the stand-in of Windows, with the user's folder first on its path."""
    script = ROOT / "tests" / "addin" / "call_functions.py"
    done = run(folder, str(script), said='[["wip_overhead_rate", [250000, 62500, null]]]')
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [[[4.0]]]


def test_the_office_calls_ours(folder: Path) -> None:
    """The extension's way to wipbook, with the user's folder before it on the path of the office's Python."""
    packages = os.pathsep.join((str(folder), str(ROOT)))
    answer = told(folder, "\n".join((
        f"import sys; sys.path.insert(0, {str(OFFICE)!r})",
        "import wipbook_office",
        "functions, from_cell = wipbook_office.functions()",
        "answer = [list(functions), functions['wip_overhead_rate'](from_cell(250000), from_cell(62500)),",
        "          functions['wip_overhead_rate'](from_cell('many'), from_cell(2))[:5]]",
    )), WIPBOOK_PACKAGES=packages)
    assert answer == [list(functions()), 4.0, "#WIP:"]
