"""What the doctor says of Windows, by recorded answers: where wipbook lies, Protected View, the mark of the web, and
Defender's rules."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from wipbook.addin.doctor.defender import CHILDREN, NEW_PROGRAMS, RULES, WIN32, defender_rules
from wipbook.addin.doctor.finding import NOTE, OK, PROBLEM
from wipbook.addin.doctor.location import Place, by_setup, here, location
from wipbook.addin.doctor.protected_view import protected_view

USER = r"C:\Users\Jürgen Groß"
ADDIN = rf"{USER}\AppData\Roaming\Microsoft\Excel\XLSTART\wipbook.xlam"
PIP = Place(
    python=rf"{USER}\AppData\Local\Programs\Python\Python313\python.exe",
    base=rf"{USER}\AppData\Local\Programs\Python\Python313",
    package=rf"{USER}\AppData\Local\Programs\Python\Python313\Lib\site-packages\wipbook",
    addin=ADDIN,
    environment={"ProgramFiles": r"C:\Program Files", "OneDrive": rf"{USER}\OneDrive - Werk Süd"},
)
STORE = r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.13_3.13.752.0_x64__qbz5n2kfra8p0"


def said(place: Place | None) -> list[tuple[str, str]]:
    return [(line.status, line.found) for line in location(place)]


def test_pip_into_a_folder_with_spaces_and_umlauts_is_in_order() -> None:
    assert said(PIP) == [(OK, "with pip; names with spaces and umlauts are no trouble")]


def test_a_python_for_all_users() -> None:
    place = replace(PIP, python=r"C:\Program Files\Python313\python.exe", base=r"C:\Program Files\Python313")
    assert said(place)[0][1].startswith("with pip, into a Python for all users (Program Files)")
    assert [status for status, _ in said(place)] == [OK]


def test_what_the_stores_python_writes_is_looked_for_where_windows_put_it() -> None:
    """realpath names the private copy of a packaged program (docs.python.org, using/windows)."""
    place = replace(PIP, python=rf"{USER}\AppData\Local\Microsoft\WindowsApps\python.exe", base=STORE)
    assert [status for status, _ in said(place)][:2] == [OK, NOTE]
    packages = rf"{USER}\AppData\Local\Packages\PythonSoftwareFoundation.Python.3.13_qbz5n2kfra8p0\LocalCache"
    private = replace(place, addin=rf"{packages}\Roaming\Microsoft\Excel\XLSTART\wipbook.xlam")
    problem = next(line for line in location(private) if line.status == PROBLEM)
    assert "which Excel does not see" in problem.found and "setup program of wipbook" in problem.cure


def test_a_virtual_environment_needs_its_base_to_stay() -> None:
    place = replace(PIP, python=r"D:\work\venv\Scripts\python.exe", package=r"D:\work\venv\Lib\site-packages\wipbook")
    assert [status for status, _ in said(place)] == [OK, NOTE]
    assert "a virtual environment: it needs C:\\Users\\Jürgen Groß\\AppData\\Local\\Programs" in said(place)[1][1]


@pytest.mark.parametrize("package", [
    rf"{USER}\OneDrive - Werk Süd\tools\wipbook", r"D:\OneDrive - Firma\wipbook", r"d:\onedrive\wipbook",
])
def test_a_package_in_the_cloud_is_a_problem(package: str) -> None:
    (problem,) = [line for line in location(replace(PIP, package=package)) if line.status == PROBLEM]
    assert "synchronised with the cloud" in problem.found and "outside of that folder" in problem.cure


def test_the_profile_of_onedrive_beside_the_package_is_none() -> None:
    """Desktop and documents in OneDrive, the package in AppData: the usual PC of a company."""
    assert [status for status, _ in said(PIP)] == [OK]


def test_a_network_and_a_long_path_are_noted() -> None:
    assert any("on a network" in found for _, found in said(replace(PIP, package=r"\\server\tools\wipbook")))
    assert any("Windows ends at 260" in found for _, found in said(replace(PIP, package="C:\\" + "long\\" * 40)))


def test_what_the_setup_program_brought_is_known(tmp_path: Path) -> None:
    package = tmp_path / "wipbook/python/site/wipbook"
    package.mkdir(parents=True)
    assert not by_setup(str(package / "__init__.py"))
    (tmp_path / "wipbook/uninstall.exe").touch()
    assert not by_setup(str(package / "__init__.py")), "somebody else's program, with our package in its Python"
    (tmp_path / "wipbook/wipbook.cmd").touch()
    assert by_setup(str(package / "__init__.py"))


@pytest.mark.skipif(sys.platform == "win32", reason="of other systems")
def test_other_systems_have_none_of_it() -> None:
    assert here(Path("wipbook.xlam")) is None and said(None) == []
    assert list(defender_rules()) == list(protected_view(Path("wipbook.xlam"))) == []


GUARD = r"Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
BY_POLICY, BY_POWERSHELL = rf"SOFTWARE\Policies\{GUARD}", rf"SOFTWARE\{GUARD}"
BY_INTUNE = (r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager", "ASRRules")


def defender(answers: dict[tuple[str, str], Any]) -> list[tuple[str, str]]:
    return [(line.status, line.found) for line in defender_rules(lambda key, value: answers.get((key, value)))]


def test_without_rules_that_is_said() -> None:
    assert defender({}) == [(OK, "no rule of attack surface reduction that looks at Excel is switched on")]
    assert defender({(BY_POLICY, CHILDREN): "0"})[0][0] == OK


@pytest.mark.parametrize("answers", [
    {(BY_POLICY, CHILDREN): "1"},
    {(BY_POWERSHELL, CHILDREN.lower()): 1},
    {BY_INTUNE: f"{NEW_PROGRAMS.lower()}=0|{CHILDREN.lower()}=1"},
])
def test_the_rule_about_child_processes_does_not_touch_it(answers: dict[tuple[str, str], Any]) -> None:
    (line,) = defender(answers)
    assert line == (OK, "the rule 'Block all Office applications from creating child processes' blocks; it does not "
                        "touch wipbook: COM starts Python, it is no child of Excel's")


@pytest.mark.parametrize(("action", "status", "does"), [(1, PROBLEM, "blocks"), (2, NOTE, "is in audit mode"),
                                                        (6, NOTE, "warns")])
def test_the_rule_about_win32_calls_can_stop_the_add_in(action: int, status: str, does: str) -> None:
    """The add-in asks Windows by Declare whether the server's process still runs."""
    declares = re.findall(r"Declare PtrSafe Function", (ROOT / "workbook_templates/vba/WipServer.bas").read_text())
    assert declares, "when there are none any more, the rule does not matter: say so"
    (line,) = list(defender_rules(lambda key, value: action if (key, value) == (BY_POLICY, WIN32) else None))
    assert line.status == status and f"{does}; it would take the add-in" in line.found
    assert "exclusion" in line.cure and "docs/it.md" in line.cure


def test_every_rule_is_known_by_a_guid_of_microsofts() -> None:
    assert all(re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", guid) for guid in RULES)
    assert all(cure for _, matters, _, cure in RULES.values() if matters)


EXCEL = r"Microsoft\Office\16.0\Excel\Security"
POLICY, OWN = rf"Software\Policies\{EXCEL}", rf"Software\{EXCEL}"


def view(addin: Path, answers: dict[tuple[str, str], Any], zone: str | None = None) -> dict[str, Any]:
    read = answers.get
    return {one.what: one for one in protected_view(addin, lambda key, value: read((key, value)), lambda file: zone)}


def test_protected_view_is_said_for_what_it_is_on(tmp_path: Path) -> None:
    line = view(tmp_path / "none", {(OWN + r"\ProtectedView", "DisableAttachmentsInPV"): 1})["Protected View"]
    assert line.status == OK and line.found.startswith("for files from the internet, files in unsafe places: until")
    switches = ("DisableInternetFilesInPV", "DisableAttachmentsInPV", "DisableUnsafeLocationsInPV")
    off: dict[tuple[str, str], Any] = {(POLICY + r"\ProtectedView", one): 1 for one in switches}
    assert view(tmp_path / "none", off)["Protected View"].status == NOTE


def test_an_add_in_with_the_mark_of_the_web_is_a_problem(tmp_path: Path) -> None:
    addin = tmp_path / "wipbook.xlam"
    addin.write_bytes(b"add-in")
    marked = view(addin, {}, "ZoneId=3")["Mark of the web"]
    assert (marked.status, marked.cure) == (PROBLEM, "close Excel and run: wipbook addin install")
    fine = view(addin, {(POLICY, "BlockContentExecutionFromInternet"): 1})["Mark of the web"]
    assert fine.status == OK and "your organisation blocks macros in files that are" in fine.found


def test_the_mark_is_read_where_windows_writes_it(tmp_path: Path) -> None:
    """Linux has no streams in files; a file of that name stands in for one."""
    addin = tmp_path / "wipbook.xlam"
    (tmp_path / "wipbook.xlam:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\nHostUrl=about:internet\n")
    lines = {one.what: one for one in protected_view(addin, lambda key, value: None)}
    assert "(ZoneId=3)" in lines["Mark of the web"].found


def test_no_line_of_the_doctor_names_a_package_to_fetch() -> None:
    """Whatever name stands on a package index may be somebody else's."""
    for path in (ROOT / "wipbook/addin/doctor").glob("*.py"):
        for line in path.read_text("utf-8").splitlines():
            if "pip install" in line:
                assert re.search(r'FOLDER_OR_WHEEL(\[speed\])?', line), line
