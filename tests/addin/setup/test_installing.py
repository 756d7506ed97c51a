"""The installer in a Windows that nobody has used yet (Wine): what it does, refuses, keeps and leaves behind.

One build and one machine for all: the steps are done once, in order; each test looks at what was seen.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.addin.setup.libraries import PARTS_OF_WINDOWS, imports
from tests.addin.setup.machine import Ended, Machine, State
from tests.addin.setup.made import OLDER, Made, make
from tests.addin.test_call_udf import FUNCTIONS, NAMES, com, published_cell
from tests.conftest import IN_CI
from wipbook.addin.build import committed_addin
from wipbook.addin.setup.build import MOST

TOOLS = ("wine", "makensis", "wixl", "osslsigncode")
pytestmark = [
    pytest.mark.heavy,
    pytest.mark.wine,
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)) and not IN_CI, reason=f"one of {', '.join(TOOLS)} is missing"),
]
KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\wipbook"
BUSY = 1618
FOLDER = r"C:\users\{user}\AppData\Local\Programs\wipbook"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    one = Machine(tmp_path_factory.mktemp("machine"))
    yield one
    one.stop()


class Story:
    """What was done on the machine, and what was seen after each step."""

    def __init__(self, made: Made, machine: Machine, folder: Path) -> None:
        self.made, self.machine, self.folder = made, machine, folder
        self.windows = FOLDER.format(user=machine.home.name)
        self.there = machine.home / "AppData/Local/Programs/wipbook"
        self.start_up = machine.home / "AppData/Roaming/Microsoft/Excel/XLSTART"
        self.menu = machine.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/wipbook"
        self.python = rf"{self.windows}\python\python.exe"
        self.seen: dict[str, Any] = {}
        self.seconds: dict[str, float] = {}

    def do(self, step: str, *words: str | Path) -> None:
        self._note(step, self.machine.run(*words))

    def line(self, step: str, line: str) -> None:
        """A command line that must not be quoted anew: what follows /D= has no quotes."""
        self._note(step, self.machine.line(self.made.tree / "python.exe", line))

    def install(self, step: str, program: Path | None = None) -> None:
        self.do(step, program or self.made.setup, "/S")

    def _note(self, step: str, done: Ended) -> None:
        self.seconds[step] = done.seconds
        self.seen[step] = done.code
        self.seen[f"{step} said"] = done.said + self.machine.log()


@pytest.fixture(scope="module")
def story(made: Made, machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> Story:
    told = Story(made, machine, tmp_path_factory.mktemp("story"))
    seen = told.seen
    # what a user of Excel has of his own
    told.start_up.mkdir(parents=True)
    (told.start_up / "PERSONAL.XLSB").write_bytes(b"the user's macros")
    options = r"HKCU\Software\Microsoft\Office\16.0\Excel\Options"
    machine.run("reg", "add", options, "/v", "OPEN", "/d", "own.xlam", "/f")
    seen["before"] = machine.state()

    excel = machine.start(made.excel)
    time.sleep(3)
    told.install("while Excel runs")
    seen["while Excel runs there"] = told.there.exists()
    excel.terminate()
    machine.stop()

    told.install("older", made.older)
    seen["older version"] = machine.registry(KEY, "DisplayVersion")
    seen["older module"] = (told.there / "python/site/wipbook/gone.py").exists()
    settings = machine.home / "AppData/Local/wipbook"
    settings.mkdir(exist_ok=True)
    (settings / "errors.log").write_text("of last year")
    (settings / "kept.toml").write_text("the user's own")

    excel = machine.start(made.excel)
    time.sleep(3)
    told.install("upgrade while Excel runs")
    seen["upgrade while Excel runs version"] = machine.registry(KEY, "DisplayVersion")
    seen["upgrade while Excel runs module"] = (told.there / "python/site/wipbook/gone.py").exists()
    told.do("removal while Excel runs", made.setup, "/S", "/REMOVE")
    excel.terminate()
    machine.stop()

    addin = told.start_up / "wipbook.xlam"  # a folder of that name: the new add-in cannot take its place
    addin.rename(addin.with_suffix(".kept"))
    addin.mkdir()
    told.install("upgrade that fails")
    addin.rmdir()
    addin.with_suffix(".kept").rename(addin)
    seen["upgrade that fails version"] = machine.registry(KEY, "DisplayVersion")
    seen["upgrade that fails module"] = (told.there / "python/site/wipbook/gone.py").exists()
    seen["upgrade that fails left"] = sorted(one.name for one in told.there.iterdir())

    told.install("upgrade")
    shutil.copyfile(told.there / "uninstall.exe", told.folder / "uninstall.exe")
    seen["version"] = machine.registry(KEY, "DisplayVersion")
    seen["uninstall"] = machine.registry(KEY, "QuietUninstallString")
    seen["gone module"] = (told.there / "python/site/wipbook/gone.py").exists()
    seen["settings"] = {one.name: one.read_text() for one in settings.iterdir()}
    seen["start-up"] = {one.name: one.read_bytes() for one in told.start_up.iterdir()}
    seen["menu"] = sorted(one.name for one in told.menu.iterdir())
    seen["beside"] = sorted(one.name for one in told.there.iterdir())
    seen["installed"] = hashes(told.there / "python")
    seen["shipped"] = {name: one for name, one in hashes(made.tree).items() if not name.startswith("beside/")}
    seen["documentation"] = hashes(told.there / "docs") == hashes(made.tree / "beside/docs")

    shell = rf"{told.windows}\wipbook.cmd"
    told.do("doctor", shell, "doctor", "--json")
    seen["calls"] = calls(told)
    told.do("demo", shell, "demo", "--out", told.folder)
    told.do("refresh", shell, "refresh", told.folder / "wipbook-demo.xlsx")

    server = machine.start(rf"{told.windows}\python\pythonw.exe", "-E", "-P", "-m", "wipbook.excel.server.serve",
                           "--idle=900")
    time.sleep(8)
    seen["server runs"] = server.poll() is None
    shell_command = machine.start(told.python, "-E", "-P", "-c", "import time; time.sleep(600)")
    time.sleep(3)
    told.install("repair while a command runs")
    seen["server after refusal"] = server.poll() is None
    shell_command.terminate()
    machine.run("taskkill", "/F", "/IM", "python.exe")
    (told.there / "python/site/udfs/__init__.py").write_text("damaged")
    told.install("repair")
    seen["server after repair"] = server.poll() is None
    seen["repaired"] = hashes(told.there / "python") == seen["shipped"]

    (settings / "kept.toml").unlink()
    told.do("removal", made.setup, "/S", "/REMOVE")
    seen["after"] = machine.state()

    users, program = rf"C:\users\{machine.home.name}", machine.path(made.setup)
    other, at = machine.home / "Jürgen Groß & Söhne/wipbook", rf"{users}\Jürgen Groß & Söhne\wipbook"
    told.line("elsewhere", rf'"{program}" /S /D={at}')
    told.line("status elsewhere", rf'cmd /c ""{at}\wipbook.cmd" addin status"')
    told.line("removal elsewhere", rf'"{at}\uninstall.exe" /S')
    until_gone(other)
    other.parent.rmdir()
    documents = machine.home / "full"
    documents.mkdir()
    (documents / "letter.txt").write_text("dear")
    told.line("into a folder with something else", rf'"{program}" /S /D={users}\full')
    seen["letter"] = sorted(one.name for one in documents.iterdir())
    shutil.rmtree(documents)
    told.line("where nothing can be written", rf'"{program}" /S /D=Z:\proc\wipbook')

    told.do("older msi", "msiexec", "/i", made.older_msi, "/qn")
    seen["older msi version"] = machine.registry(KEY, "DisplayVersion")
    told.do("msi", "msiexec", "/i", made.msi, "/qn")
    seen["msi version"] = machine.registry(KEY, "DisplayVersion")
    seen["msi installed"] = hashes(told.there / "python") == seen["shipped"]
    seen["msi hidden"] = machine.registry(KEY, "SystemComponent")
    told.do("msi doctor", shell, "doctor", "--json")
    told.do("msi removal", "msiexec", "/x", made.msi, "/qn")
    seen["after msi"] = machine.state()
    return told


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 by path of every file but what Python compiled for itself."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"
    }


def until_gone(folder: Path) -> None:
    """An uninstaller that was started by itself goes on from a copy."""
    for _ in range(240):
        if not folder.exists():
            return
        time.sleep(0.5)


def calls(told: Story) -> dict[str, Any]:
    """What every function answers to its published example over COM, from the installed server."""
    folder, here = told.folder, Path(__file__)
    asked = [(name, [com(one) for one in FUNCTIONS[name].card.example.arguments]) for name in NAMES]
    (folder / "calls.json").write_text(json.dumps(asked), "utf-8")
    told.do("examples", told.python, "-E", "-P", here.with_name("installed_calls.py"), folder / "calls.json",
            folder / "answers.json", here.parents[1] / "windows_calls.py")
    return json.loads((folder / "answers.json").read_text("utf-8"))  # type: ignore[no-any-return]


def new(after: State, before: State) -> tuple[list[str], list[str]]:
    """Files, and registry keys and values, that were not there before; of Windows' own folder and of Windows
    Installer's list of products only what speaks of wipbook."""
    files = sorted(one for one in after.files - before.files if not one.startswith("windows/") or "wipbook" in one)
    values = sorted(one for one in after.values - before.values if not EMPTY_LISTS.fullmatch(one))
    return files, values


EMPTY_LISTS = re.compile(
    r"(user|system)\.reg Software\\+Microsoft\\+(Windows\\+CurrentVersion\\+)?Installer(\\+UserData(\\+S-[0-9-]+)?)?"
    r"(\\+(UpgradeCodes|Components|Products|Features))?"
    r"|user\.reg Software\\+Wine\\+WineDbg"
)
"""Keys that Windows Installer keeps its lists under, with nothing in them; and one of Wine's own debugger."""


def test_its_size_and_times_are_said(made: Made, story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        sizes = [f"{file.name} {file.stat().st_size / 1e6:.1f} MB" for file in (made.setup, made.msi)]
        print(f"\n{', '.join(sizes)}")
        for told in (made.seconds, story.seconds):
            print(", ".join(f"{what} {each:.0f} s" for what, each in told.items()))
    assert made.setup.stat().st_size <= MOST


@pytest.mark.parametrize("step", ["while Excel runs", "upgrade while Excel runs", "removal while Excel runs"])
def test_while_excel_runs_nothing_is_touched(story: Story, step: str) -> None:
    assert story.seen[step] == BUSY
    assert "Excel is running. Close it" in story.seen[f"{step} said"]
    assert not story.seen["while Excel runs there"]
    assert story.seen["upgrade while Excel runs version"] == OLDER and story.seen["upgrade while Excel runs module"]


def test_an_upgrade_takes_the_place_of_the_older_version_and_keeps_what_is_the_users(story: Story) -> None:
    seen = story.seen
    assert (seen["older"], seen["older version"], seen["older module"]) == (0, OLDER, True)
    assert (seen["upgrade"], seen["version"], seen["gone module"]) == (0, "0.1.0", False)
    assert seen["settings"] == {"errors.log": "of last year", "kept.toml": "the user's own"}
    assert seen["start-up"] == {"PERSONAL.XLSB": b"the user's macros", "wipbook.xlam": committed_addin().read_bytes()}


def test_an_upgrade_that_fails_puts_the_older_version_back(story: Story) -> None:
    seen = story.seen
    assert seen["upgrade that fails"] == BUSY and "close Excel" in seen["upgrade that fails said"]
    assert seen["upgrade that fails version"] == OLDER and seen["upgrade that fails module"]
    assert seen["upgrade that fails left"] == seen["beside"]


def test_a_folder_that_cannot_be_written_is_said(story: Story) -> None:
    assert story.seen["where nothing can be written"] == 2
    assert "Not all files could be written" in story.seen["where nothing can be written said"]


def test_what_is_installed_is_what_ships(story: Story) -> None:
    seen = story.seen
    assert seen["installed"] == seen["shipped"] and len(seen["shipped"]) > 2_000
    assert seen["documentation"]
    assert seen["beside"] == [
        "contents.txt", "demo.cmd", "docs", "doctor.cmd", "python", "uninstall.exe", "wipbook.cmd",
    ]
    assert seen["menu"] == ["Demo.lnk", "Doctor.lnk", "Documentation.lnk"]
    assert seen["uninstall"] == rf'"{story.windows}\uninstall.exe" /S'


@pytest.mark.parametrize("step", ["doctor", "msi doctor"])
def test_the_doctor_finds_nothing_wrong(story: Story, step: str) -> None:
    said = story.seen[f"{step} said"]
    lines = {line["what"]: line for line in json.loads(said[said.index("["):said.rindex("]") + 1])}
    assert story.seen[step] == 0, said
    assert lines["Functions"]["found"] == "48 of 48 published examples come out"
    assert lines["Installation"]["found"].startswith("by the setup program, with a Python of its own")
    assert "pip install" not in said
    assert {line["status"] for line in lines.values()} == {"ok", "note"}


def test_com_starts_the_installed_server(story: Story) -> None:
    found = story.seen["calls"]
    assert found["registered"] == [rf'"{story.windows}\python\pythonw.exe" -E -P -m wipbook.excel.server.serve', True]
    assert found["process"] != found["own"]


@pytest.mark.parametrize("name", NAMES)
def test_a_published_example_comes_out(story: Story, name: str) -> None:
    example = FUNCTIONS[name].card.example
    got = published_cell(example, story.seen["calls"]["answers"][NAMES.index(name)])
    assert example.agrees(got), (got, example.expects)


def test_the_installed_shell_makes_the_demos_figures(story: Story, tmp_path: Path) -> None:
    """Every cell of every sheet, as here: made on Windows, refreshed on Windows, read by openpyxl."""
    assert story.seen["demo"] == 0, story.seen["demo said"]
    assert "2 rows left out (sheet Exceptions)" in story.seen["refresh said"] and story.seen["refresh"] == 1
    here = tmp_path / "wipbook-demo.xlsx"
    for words in (("demo", "--out", str(tmp_path)), ("refresh", str(here))):
        subprocess.run([sys.executable, "-m", "wipbook", *words], check=False, capture_output=True)
    ours, theirs = (openpyxl.load_workbook(one, data_only=True) for one in (here, story.folder / here.name))
    assert ours.sheetnames == theirs.sheetnames
    compared, differ = 0, []
    for name in ours.sheetnames:
        assert ours[name].dimensions == theirs[name].dimensions, name
        for own, other in zip(ours[name].iter_rows(), theirs[name].iter_rows(), strict=True):
            for left, right in zip(own, other, strict=True):
                compared += left.value is not None
                if not same(left.value, right.value, name):
                    differ.append((name, left.coordinate, left.value, right.value))
    assert not differ and compared > 200_000, differ[:10]


MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:?\d\d(\d\d)?")
"""When a refresh was, in a sentence and in the name of a backup."""


def same(left: Any, right: Any, sheet: str) -> bool:
    """Floats to the twelfth digit; Home and Change Log say when each run was."""
    if isinstance(left, dt.datetime) and isinstance(right, dt.datetime) and sheet in ("Home", "Change Log"):
        return abs(left - right) < dt.timedelta(days=1)
    if isinstance(left, str) and isinstance(right, str):
        return MOMENT.sub("…", left) == MOMENT.sub("…", right) if sheet in ("Home", "Change Log") else left == right
    if isinstance(left, float) and isinstance(right, float):
        return abs(left - right) <= 1e-12 * max(abs(left), abs(right))
    return bool(left == right)


def test_a_repair_ends_the_server_and_waits_for_a_command(story: Story) -> None:
    seen = story.seen
    assert seen["server runs"]
    assert seen["repair while a command runs"] == BUSY
    assert "Wait for its end" in seen["repair while a command runs said"]
    assert seen["server after refusal"], "nothing was changed"
    assert seen["repair"] == 0 and not seen["server after repair"] and seen["repaired"]


def test_removal_leaves_nothing_behind(story: Story) -> None:
    assert story.seen["removal"] == 0, story.seen["removal said"]
    assert new(story.seen["after"], story.seen["before"]) == ([], [])
    assert story.seen["before"].files <= story.seen["after"].files
    assert story.seen["before"].values <= story.seen["after"].values


def test_any_folder_will_do_that_is_empty(story: Story) -> None:
    seen = story.seen
    assert (seen["elsewhere"], seen["status elsewhere"], seen["removal elsewhere"]) == (0, 0, 0)
    assert "pythonw.exe" in seen["status elsewhere said"] and "names this Python" in seen["status elsewhere said"]
    assert seen["into a folder with something else"] == 2 and seen["letter"] == ["letter.txt"]
    assert "holds something else than wipbook (letter.txt)" in seen["into a folder with something else said"]


def test_the_msi_is_the_same_program(story: Story) -> None:
    seen = story.seen
    assert (seen["older msi"], seen["older msi version"]) == (0, OLDER), seen["older msi said"]
    assert (seen["msi"], seen["msi removal"]) == (0, 0), seen["msi said"] + seen["msi removal said"]
    assert seen["msi version"] == "0.1.0" and seen["msi installed"], "the older one gave way"
    assert seen["msi hidden"] == "0x1", "among the installed programs stands the entry of the .msi alone"
    # the uninstaller that was started by itself in another test works from a copy, whose folder Windows leaves empty
    files, values = new(seen["after msi"], seen["before"])
    assert (files, values) == (["users/" + story.machine.home.name + "/Temp/~nsu1.tmp"], [])


def test_signatures_hold(made: Made, story: Story, tmp_path: Path) -> None:
    for file in (made.setup, made.msi, story.folder / "uninstall.exe"):
        done = verified(file, made.certificate)
        assert done.returncode == 0 and "Signature verification: ok" in done.stdout, done.stdout
    damaged = tmp_path / "damaged.exe"
    content = bytearray(made.setup.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    assert verified(damaged, made.certificate).returncode != 0


def test_pythons_own_signature_is_the_foundations(made: Made) -> None:
    """The sdist that carries it is made by somebody else: who signed the programs in it is looked at."""
    for name in ("python.exe", "pythonw.exe", "python313.dll", "_ssl.pyd"):
        words = ["osslsigncode", "verify", "-in", str(made.tree / name)]
        said = subprocess.run(words, capture_output=True, text=True, check=False).stdout
        digests = {line.rpartition(": ")[2].strip() for line in said.splitlines() if " message digest " in line}
        assert len(digests) == 1 and "O=Python Software Foundation" in said, said


def test_every_library_finds_what_it_asks_for(made: Made) -> None:
    """On a Windows that has nothing but Windows: no runtime of Visual C++ or of MFC is taken for granted."""
    programs = [one for one in made.tree.rglob("*") if one.suffix in (".pyd", ".dll", ".exe")]
    there = {one.name.lower() for one in programs}
    missing = {
        (one.name, name) for one in programs for name in imports(one.read_bytes())
        if name not in there and name not in PARTS_OF_WINDOWS and not name.startswith(("api-ms-win-", "ext-ms-"))
    }
    assert not missing and len(programs) > 100


def verified(file: Path, certificate: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["osslsigncode", "verify", "-in", file, "-CAfile", certificate], capture_output=True, text=True, check=False
    )
