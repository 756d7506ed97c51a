"""The doctor's report: true on this machine, and each problem with its cure."""

from __future__ import annotations

import importlib.metadata
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.addin.fake_registry import FakeRegistry
from tests.shell import run
from wipbook.addin.doctor import examine as doctor
from wipbook.addin.doctor.finding import NOTE, OK, PROBLEM
from wipbook.addin.doctor.trust import trust_settings
from wipbook.addin.install import Places
from wipbook.addin.registry.registration import register
from wipbook.beside import functions


def lines() -> dict[str, Any]:
    return {line.what: line for line in doctor.examine(functions).lines}


def test_what_it_says_of_this_machine_is_so() -> None:
    found = lines()
    assert found["Python"].status == OK
    assert sys.executable in found["Python"].found
    assert found["Functions"].found == "48 of 48 published examples come out"
    assert found["Packages"].status == OK
    assert found["Temporary folder"].status == OK


def test_the_command_prints_it_and_answers_with_its_exit_code() -> None:
    said = run("doctor")
    listed = json.loads(run("doctor", "--json").stdout)
    assert {line["what"] for line in listed} >= {"Python", "Packages", "Functions", "Add-in", "Trust settings"}
    assert all(line["what"] in said.stdout for line in listed)
    assert said.returncode == int(any(line["status"] == PROBLEM for line in listed))


def test_another_xlwings_than_the_one_asked_for_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.metadata.version
    monkeypatch.setattr(doctor, "version", lambda name: "0.30.0" if name == "xlwings" else real(name))
    found = lines()
    assert "xlwings 0.30.0, ==0.37.8 is asked for" in found["Packages"].found
    assert "--upgrade wipbook" not in found["Packages"].cure, "a name that is not ours on the package index"


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.metadata.version

    def version(name: str) -> str:
        if name == "polars":
            raise importlib.metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(doctor, "version", version)
    found = lines()["Packages"]
    assert (found.status, found.found) == (PROBLEM, "polars is missing")


def test_a_function_that_computes_something_else_is_a_problem() -> None:
    def wrong(*given: object) -> float:
        return 1.0

    wrong.card = functions()["wip_nrv"].card  # type: ignore[attr-defined]
    report = doctor.examine(lambda: {**functions(), "wip_nrv": wrong})
    assert [line.found for line in report.problems] == ["47 of 48 published examples come out"]


def test_the_add_in_in_excels_folder_is_compared_byte_by_byte(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from wipbook.addin.build import committed_addin

    registry = FakeRegistry()
    at = Places(tmp_path / "XLSTART", registry=registry)
    monkeypatch.setattr(doctor, "places", lambda: at)
    assert lines()["Add-in"].cure == "close Excel and run: wipbook addin install"
    at.start_up.mkdir()
    (at.start_up / "wipbook.xlam").write_bytes(b"another")
    assert lines()["Add-in"].status == PROBLEM
    (at.start_up / "wipbook.xlam").write_bytes(committed_addin().read_bytes())
    assert lines()["Add-in"].status == OK
    assert lines()["Excel's Python"].status == PROBLEM
    register(registry)
    assert lines()["Excel's Python"].status == OK


USER = r"Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"


@pytest.mark.parametrize(
    ("registry", "status", "says"),
    [
        ({}, OK, "Excel asks (the default); the start-up folder is a trusted location"),
        ({(USER, "VBAWarnings"): 1}, OK, "all macros run (your setting)"),
        ({(POLICY, "VBAWarnings"): 4, (USER, "VBAWarnings"): 1}, OK, "no macro runs (set by your organisation)"),
        ({(POLICY + r"\Trusted Locations", "AllLocationsDisabled"): 1}, PROBLEM, "trusted locations are switched off"),
        ({(USER, "DisableAllAddins"): 1}, PROBLEM, "all add-ins are switched off"),
    ],
)
def test_trust_settings_of_windows(registry: dict[tuple[str, str], int], status: str, says: str) -> None:
    findings = list(trust_settings(lambda key, value: registry.get((key, value))))
    assert any(line.status == status and says in line.found for line in findings), findings


def test_elsewhere_there_are_no_trust_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert [line.status for line in trust_settings()] == [NOTE]


def test_a_folder_that_cannot_be_written_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor.tempfile, "gettempdir", lambda: str(tmp_path / "gone"))
    assert lines()["Temporary folder"].status == PROBLEM


def test_an_old_libreoffice_is_a_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old = tmp_path / "soffice"
    old.write_text("#!/bin/sh\necho 'LibreOffice 7.4.7.2 40(Build:2)'\n")
    old.chmod(0o755)
    monkeypatch.setattr(doctor.shutil, "which", lambda name: str(old))
    found = lines()["LibreOffice"]
    assert (found.status, found.cure) == (PROBLEM, "install LibreOffice 25.2 or newer")
