"""The built add-in: the same bytes every time, the texts that went in, nothing that runs by itself."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from oletools.mraptor import MacroRaptor
from oletools.olevba import VBA_Parser
from pyopenvba import check_file

import wipbook
from wipbook.addin.build import UDF_MODULE, committed_addin, generated, own_modules, sources
from wipbook.addin.install import NoExcelHere, install, places
from wipbook.addin.wrappers import wrappers
from wipbook.commands.buttons import tab_buttons

XL = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def test_built_anywhere_it_has_the_bytes_of_the_committed_file(addin_file: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from wipbook.addin.build import build;"
        "from wipbook.commands.buttons import tab_buttons; build(tab_buttons(), Path(sys.argv[1]))"
    )
    surroundings = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=tmp_path, env=surroundings, check=True)
    again = (tmp_path / "wipbook.xlam").read_bytes()
    assert again == addin_file.read_bytes()
    assert again == committed_addin().read_bytes(), "run: wipbook addin build"


def test_the_texts_that_went_in_come_out(vba_texts: dict[str, str]) -> None:
    written = {path.stem: path.read_text("utf-8") for path in (sources() / "vba").glob("*.*s")}
    assert set(vba_texts) == {*written, "ThisWorkbook", "Sheet1", "WipVersion", "WipFunctions"}
    counter = written.pop("WipCalculation")
    assert {name: vba_texts[name] for name in written} == written
    body = counter[counter.index("' Counts") :]
    assert vba_texts["WipCalculation"].endswith(body) and "WithEvents Program As Application" in body
    assert vba_texts["WipFunctions"].rstrip() == wrappers(UDF_MODULE).text.rstrip()
    assert f'WIPBOOK_VERSION As String = "{wipbook.__version__}"' in vba_texts["WipVersion"]


def test_nothing_of_xlwings_is_in_the_add_in(addin_file: Path, vba_texts: dict[str, str]) -> None:
    """Its library, its command line and its RunPython let a cell or a workbook choose a program."""
    everything = "\n".join(vba_texts.values()).lower()
    for word in ("xlwings", "runpython", "runfrozenpython", "saveconfigtofile", "wscript", "cmd.exe", ".dll\""):
        assert word not in everything, word
    assert b"wipbook.conf" not in addin_file.read_bytes()


def test_no_cell_can_call_a_helper(vba_texts: dict[str, str]) -> None:
    """What a cell can call is a public function of a module that is not private: the custom functions alone."""
    names = {one.name for one in wrappers(UDF_MODULE).functions}
    for name, text in vba_texts.items():
        if "Option Private Module" in text or name == "WipCalculation":
            continue
        functions = set(re.findall(r"(?im)^\s*(?:Public\s+|Static\s+)?Function\s+(\w+)", text))
        assert functions == (names if name == "WipFunctions" else set()), name


def test_only_documents_and_help_are_in_the_package(addin_file: Path) -> None:
    with zipfile.ZipFile(addin_file) as package:
        assert package.testzip() is None
        infos = package.infolist()
        workbook = etree.fromstring(package.read("xl/workbook.xml"))
        ribbon = package.read("customUI/customUI14.xml")
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert [one.get("name") for one in workbook.find("x:sheets", XL)] == ["Function Help"]
    assert ribbon == (sources() / "ribbon.xml").read_bytes()
    for name, text in generated(tab_buttons()).items():
        assert (sources() / name).read_text("utf-8") == text, "run: wipbook addin build"


def test_the_help_sheet_describes_every_function(addin_file: Path) -> None:
    with zipfile.ZipFile(addin_file) as package:
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    rows = [[cell.findtext(".//x:t", namespaces=XL) for cell in row] for row in sheet.find("x:sheetData", XL)]
    functions = wrappers(UDF_MODULE).functions
    assert [row[0] for row in rows[1:]] == [one.name for one in functions] and len(functions) >= 40
    assert all(len(row) == 3 + len(one.arguments) for row, one in zip(rows[1:], functions, strict=True))
    assert all(text and len(text) <= 255 for row in rows for text in row)


def test_every_function_is_in_the_category_and_never_leaves_without_an_answer(vba_texts: dict[str, str]) -> None:
    """xlwings leaves a wrapper at once while the wizard may be open, which answers 0 whenever a workbook opens."""
    functions = wrappers(UDF_MODULE).functions
    assert {one.category for one in functions} == {"WIP"}
    text = vba_texts["WipFunctions"]
    assert "Exit Function" not in text and "CommandBars" not in text
    for one in functions:
        assert text.count(f"        {one.name} = ") == 2, "on a Mac, and everywhere else"


def test_nothing_runs_by_itself(addin_file: Path, vba_texts: dict[str, str]) -> None:
    verdict = MacroRaptor("\n".join(vba_texts.values()))
    verdict.scan()
    assert not verdict.autoexec and not verdict.suspicious
    parser = VBA_Parser(str(addin_file))
    found = {kind for kind, _, _ in parser.analyze_macros()}
    parser.close()
    assert "AutoExec" not in found
    # the server is found through COM and ended through four calls of Windows; nothing else reaches out of Excel
    reaching = r"(?im)^[^'\"\n]*\b(Shell|CreateObject|GetObject|Declare|Environ|Kill|Open|Auto_Open|MacScript)\b.*"
    found = {
        (module.name, re.sub(r"\s+", " ", line[0]).strip()[:48])
        for module in own_modules(tab_buttons()) for line in re.finditer(reaching, module.text.replace("\r", ""))
    }
    assert found == {
        ("WipServer", "Set connected = CreateObject(PROGRAM)"),
        ("WipServer", "Private Declare PtrSafe Function GetCurrentProce"),
        ("WipServer", "Private Declare PtrSafe Function OpenProcess Lib"),
        ("WipServer", "Private Declare PtrSafe Function TerminateProces"),
        ("WipServer", "Private Declare PtrSafe Function WaitForSingleOb"),
        ("WipServer", "Private Declare PtrSafe Function CloseHandle Lib"),
        ("WipValues", 'Set sent = CreateObject("Scripting.Dictionary")'),
    }


def test_independent_checkers_find_nothing(addin_file: Path) -> None:
    report = check_file(addin_file)
    assert report.ok and not report.issues


def test_microsofts_validator_passes_it(addin_file: Path, validator: list[str], tmp_path: Path) -> None:
    """Package, parts and ribbon; a wrong ribbon must be found, so that silence means something."""

    def findings(file: Path) -> list[str]:
        done = subprocess.run([*validator, str(file)], capture_output=True, text=True, check=False)
        return [one["description"] for one in json.loads(done.stdout)["errors"]]

    assert findings(addin_file) == []
    wrong = tmp_path / "wrong.xlam"
    with zipfile.ZipFile(addin_file) as source, zipfile.ZipFile(wrong, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info.filename, content.replace(b'size="large"', b'size="huge"'))
    assert "huge" in findings(wrong)[0]


def test_install_on_windows_and_mac(tmp_path: Path) -> None:
    windows = places("win32", tmp_path, {"APPDATA": str(tmp_path / "Roaming")})
    assert windows is not None
    said = install(at=windows)
    target = tmp_path / "Roaming/Microsoft/Excel/XLSTART/wipbook.xlam"
    assert target.read_bytes() == committed_addin().read_bytes() and str(target) in said[0]
    mac = places("darwin", tmp_path / "Jürgen", {})
    assert mac is not None and mac.scripts is not None
    install(at=mac)
    assert (mac.start_up / "wipbook.xlam").exists()
    assert (mac.scripts / "wipbook.python").read_bytes() == sys.executable.encode()
    assert (mac.scripts / "wipbook.applescript").read_text("ascii").startswith("-- The buttons of wipbook")


def test_the_macs_script_takes_any_python_and_nothing_from_a_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its shell command, run by a shell with a Python under a name in UTF-8, and hostile words, quoted as AppleScript
    quotes them."""
    script = (sources() / "wipbook.applescript").read_text()
    shell = re.search(r'do shell script "(.*?)" & quoted form of told & "(.*?)"\n', script)
    assert shell is not None
    beside = 'set beside to "$HOME/Library/Application Scripts/com.microsoft.Excel/wipbook.python"'
    assert beside in script
    folder = tmp_path / "Library" / "Application Scripts" / "com.microsoft.Excel"
    folder.mkdir(parents=True)
    python = tmp_path / "Jürgen's $(Python)" / "python"
    python.parent.mkdir()
    part = tmp_path / "said.part"
    python.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{part}"\nmv "{part}" "{tmp_path}/said"\n')
    python.chmod(0o755)
    (folder / "wipbook.python").write_bytes(str(python).encode())
    told = "refresh|a_0027$(touch pwned)|1|"
    quoted = "'" + told.replace("'", "'\\''") + "'"
    command = shell[1].replace('\\"" & beside & "\\"', '\\"' + "$HOME/Library/Application Scripts/com.microsoft.Excel/"
                               'wipbook.python\\"').replace('\\"', '"') + quoted + shell[2]
    subprocess.run(["/bin/sh", "-c", command], env={**os.environ, "HOME": str(tmp_path)}, cwd=tmp_path, check=True)
    for _ in range(100):
        if (tmp_path / "said").exists():
            break
        time.sleep(0.1)
    assert (tmp_path / "said").read_text().splitlines() == ["-E", "-P", "-m", "wipbook.excel.command", told]
    assert not (tmp_path / "pwned").exists()


def test_install_says_that_there_is_no_excel(tmp_path: Path) -> None:
    assert places("linux", tmp_path, {}) is None
    if places() is None:
        with pytest.raises(NoExcelHere, match="--to"):
            install()
    assert install(tmp_path)[0] == f"Copied the add-in to {tmp_path / 'wipbook.xlam'}"


def test_the_commands_build_and_install(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wipbook.cli", "addin", "build", "--out", str(tmp_path / "new")],
        capture_output=True, text=True, check=True,
    )
    assert done.stdout == f"Built {tmp_path / 'new' / 'wipbook.xlam'}\n"
    done = subprocess.run(
        [sys.executable, "-m", "wipbook.cli", "addin", "install", "--to", str(tmp_path)],
        capture_output=True, text=True, check=True,
    )
    assert (tmp_path / "wipbook.xlam").stat().st_size > 50_000 and done.stdout.startswith("Copied")
