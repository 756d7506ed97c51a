"""The built add-in: the same bytes every time, the texts that went in, nothing that runs by itself."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree
from oletools.mraptor import MacroRaptor
from oletools.olevba import VBA_Parser
from pyopenvba import check_file

import wipbook
from wipbook.addin.build import UDF_MODULE, addin, committed_addin, generated, own_modules, sources
from wipbook.addin.faults import OtherXlwings
from wipbook.addin.install import NoExcelHere, install, places, write_setting
from wipbook.addin.vba import xlwings_parts
from wipbook.addin.vba.xlwings_parts import XLWINGS, xlwings_modules
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
    written = {path.stem: path.read_text("utf-8") for path in (sources() / "vba").glob("*.bas")}
    assert set(vba_texts) == {
        *written, "ThisWorkbook", "Sheet1", "Sheet2", "WipVersion", "xlwings", "Dictionary", "xlwings_udfs",
    }
    assert {name: vba_texts[name] for name in written} == written
    assert vba_texts["xlwings_udfs"].rstrip() == wrappers(UDF_MODULE).text.rstrip()
    assert f'WIPBOOK_VERSION As String = "{wipbook.__version__}"' in vba_texts["WipVersion"]


def test_the_modules_of_xlwings_are_its_own_with_their_licences(vba_texts: dict[str, str]) -> None:
    package = files("xlwings")
    theirs = package.joinpath("xlwings_custom_addin.bas").read_text().rstrip("\n")
    ours = vba_texts["xlwings"].rstrip("\n")
    different = [(a, b) for a, b in zip(theirs.splitlines(), ours.splitlines(), strict=True) if a != b]
    assert different == [
        ('Public Const PROJECT_NAME As String = "myaddin"', 'Public Const PROJECT_NAME As String = "wipbook"')
    ]
    assert "Copyright (C) 2014-present, Zoomer Analytics LLC." in ours and "DISCLAIMED" in ours
    body = package.joinpath("addin", "Dictionary.cls").read_text().partition("''\n")[2]
    assert body.rstrip("\n") in vba_texts["Dictionary"] and "MIT" in vba_texts["Dictionary"]


def test_only_documents_and_settings_are_in_the_package(addin_file: Path) -> None:
    with zipfile.ZipFile(addin_file) as package:
        assert package.testzip() is None
        infos = package.infolist()
        conf = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
        workbook = etree.fromstring(package.read("xl/workbook.xml"))
        ribbon = package.read("customUI/customUI14.xml")
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert [one.get("name") for one in workbook.find("x:sheets", XL)] == ["wipbook.conf", "Function Help"]
    assert ribbon == (sources() / "ribbon.xml").read_bytes()
    for name, text in generated(tab_buttons()).items():
        assert (sources() / name).read_text("utf-8") == text, "run: wipbook addin build"
    rows = [[cell.findtext(".//x:t", namespaces=XL) for cell in row] for row in conf.find("x:sheetData", XL)]
    settings = {row[0].upper(): row[1] for row in rows if len(row) > 1}
    assert settings == {
        "UDF MODULES": "wipbook.excel.functions", "ADD_WORKBOOK_TO_PYTHONPATH": "False", "USE UDF SERVER": "False",
        "SHOW CONSOLE": "False",
    }


def test_the_help_sheet_describes_every_function(addin_file: Path) -> None:
    with zipfile.ZipFile(addin_file) as package:
        sheet = etree.fromstring(package.read("xl/worksheets/sheet2.xml"))
    rows = [[cell.findtext(".//x:t", namespaces=XL) for cell in row] for row in sheet.find("x:sheetData", XL)]
    functions = wrappers(UDF_MODULE).functions
    assert [row[0] for row in rows[1:]] == [one.name for one in functions] and len(functions) >= 40
    assert all(len(row) == 3 + len(one.arguments) for row, one in zip(rows[1:], functions, strict=True))
    assert all(text and len(text) <= 255 for row in rows for text in row)


def test_every_function_is_in_the_category_and_answers_whoever_asks(vba_texts: dict[str, str]) -> None:
    """A wrapper that leaves while the wizard's buttons are off answers 0, also while a workbook opens."""
    functions = wrappers(UDF_MODULE).functions
    assert {one.category for one in functions} == {"WIP"}
    assert "CommandBars" not in vba_texts["xlwings_udfs"]


def test_nothing_runs_by_itself(addin_file: Path, vba_texts: dict[str, str]) -> None:
    verdict = MacroRaptor("\n".join(vba_texts.values()))
    verdict.scan()
    assert not verdict.autoexec and not verdict.suspicious
    parser = VBA_Parser(str(addin_file))
    found = {kind for kind, _, _ in parser.analyze_macros()}
    parser.close()
    assert "AutoExec" not in found
    # xlwings must start a process and load its library; our own modules need nothing of the kind
    ours = "\n".join(module.text for module in own_modules(tab_buttons()))
    assert not re.search(r"(?im)^[^'\"]*\b(Shell|CreateObject|GetObject|Declare|Environ|Kill|Open|Auto_Open)\b", ours)


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


def test_another_xlwings_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwings_parts, "version", lambda name: "0.38.0")
    with pytest.raises(OtherXlwings, match=f"found xlwings 0.38.0, expected xlwings {XLWINGS}"):
        addin(tab_buttons())

    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(xlwings_parts, "version", missing)
    with pytest.raises(OtherXlwings, match="xlwings missing"):
        xlwings_modules("wipbook")


def test_changed_sources_of_xlwings_stop_the_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "xlwings_custom_addin.bas").write_text(f"'Version: {XLWINGS}\nPublic Const PROJECT = 1\n")
    monkeypatch.setattr(xlwings_parts, "files", lambda name: tmp_path)
    with pytest.raises(OtherXlwings, match="unknown xlwings_custom_addin"):
        xlwings_modules("wipbook")


def test_install_on_windows_and_mac(tmp_path: Path) -> None:
    windows = places("win32", tmp_path, {"APPDATA": str(tmp_path / "Roaming")})
    assert windows is not None
    windows.settings.parent.mkdir()
    windows.settings.write_text('"INTERPRETER_WIN","C:\\old\\python.exe"\n"CONDA ENV","x"\n')
    said = install(at=windows)
    target = tmp_path / "Roaming/Microsoft/Excel/XLSTART/wipbook.xlam"
    assert target.read_bytes() == committed_addin().read_bytes() and str(target) in said[0]
    assert windows.settings.read_text() == f'"CONDA ENV","x"\n"INTERPRETER_WIN","{sys.executable}"\n'
    mac = places("darwin", tmp_path, {})
    assert mac is not None and mac.scripts is not None
    install(at=mac)
    assert (mac.start_up / "wipbook.xlam").exists() and mac.settings.read_text().startswith('"INTERPRETER_MAC"')
    assert (mac.scripts / f"xlwings-{XLWINGS}.applescript").exists()


def test_install_says_that_there_is_no_excel(tmp_path: Path) -> None:
    assert places("linux", tmp_path, {}) is None
    if places() is None:
        with pytest.raises(NoExcelHere, match="--to"):
            install()
    assert install(tmp_path)[0] == f"Copied the add-in to {tmp_path / 'wipbook.xlam'}"


def test_a_setting_is_replaced_whatever_its_spelling(tmp_path: Path) -> None:
    file = tmp_path / "a" / "wipbook.conf"
    write_setting(file, "KEY", "1")
    file.write_text('"key","2"\n"other","3"\n')
    write_setting(file, "KEY", "4")
    assert file.read_text() == '"other","3"\n"KEY","4"\n'


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
