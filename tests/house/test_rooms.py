"""The house is as it was drawn: small rooms, arrows one way, no clock and no file where facts become results."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import grimp
import pytest

from tests.conftest import ROOT

PACKAGES = ("wipbook", "udfs", "workbook_templates", "benchmarks")
MOST_BOXES, MOST_RULES = 15, 25
MOST_LINES, MEDIAN_LINES = 400, 120
HALL = "wipbook"
"""The hall shows the rooms of the house itself, the one drawing that is larger."""
PURE = ("values", "schema", "ledger", "calculators", "costing", "books", "forecast", "audit", "sheets")
MIRRORED = ("addin", "audit", "calculators", "commands", "costing", "excel", "forecast", "hosts", "ledger", "ooxml")
TANGLED = ("wipbook.hosts.file", "wipbook.hosts.libreoffice.engine")
"""An engine's book knows its sheets, and they their book."""


def rooms() -> list[Path]:
    return sorted(
        folder for package in PACKAGES for folder in [ROOT / package, *(ROOT / package).rglob("*")]
        if folder.is_dir() and folder.name != "__pycache__" and any(folder.glob("*.py"))
    )


def modules() -> list[Path]:
    return [path for room in rooms() for path in room.glob("*.py") if not path.name.startswith("__")]


def boxes(room: Path) -> list[str]:
    files = [path.name for path in room.glob("*.py") if not path.name.startswith("__")]
    return [*files, *(inner.name for inner in rooms() if inner.parent == room)]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("room", rooms(), ids=name_of)
def test_a_room_shows_at_most_fifteen_boxes(room: Path) -> None:
    if name_of(room) == HALL:
        return
    most = MOST_RULES if room.parent == ROOT / "wipbook" / "audit" / "rules" else MOST_BOXES
    assert len(boxes(room)) <= most, sorted(boxes(room))
    if "libreoffice" not in room.parts or "wipbook" in room.relative_to(ROOT).parts:  # what the office loads has none
        assert (room / "__init__.py").exists(), "a room without a door"


LOOPS = ("wipbook/costing/kernel/cost_layers.py", "wipbook/costing/kernel/job_relief.py")
"""Loops that are compiled: one function each, because a call inside them costs more than the lines."""


def test_modules_are_small() -> None:
    lines = {name_of(path): path.read_text("utf-8").count("\n") for path in modules()}
    assert {name: count for name, count in lines.items() if count > MOST_LINES and name not in LOOPS} == {}
    assert statistics.median(lines.values()) <= MEDIAN_LINES


def test_facts_become_results_without_clock_file_or_screen() -> None:
    """What an import contract cannot see: ``open``, ``print``, ``dt.date.today()``, ``dt.datetime.now()``."""
    found = []
    for path in modules():
        if path.relative_to(ROOT).parts[:1] != ("wipbook",) or path.relative_to(ROOT).parts[1] not in PURE:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                if isinstance(called, ast.Name) and called.id in ("open", "print", "input"):
                    found.append(f"{name_of(path)}:{node.lineno} {called.id}")
                if isinstance(called, ast.Attribute) and called.attr in ("now", "today", "utcnow"):
                    found.append(f"{name_of(path)}:{node.lineno} {called.attr}")
    assert found == []


def test_no_module_imports_itself_over_others() -> None:
    """The arrows run one way: a circle is only in an engine."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    tangled = [sorted(circle) for circle in circles({name: graph.find_modules_directly_imported_by(name)
                                                     for name in graph.modules})]
    assert [circle for circle in tangled if not all(one.startswith(TANGLED) for one in circle)] == []


def circles(arrows: dict[str, set[str]]) -> list[set[str]]:
    """Modules that reach each other: what is reached and reaches back."""
    reached: dict[str, set[str]] = {}
    for name in arrows:
        seen, ahead = set[str](), [*arrows[name]]
        while ahead:
            one = ahead.pop()
            if one not in seen:
                seen.add(one)
                ahead.extend(arrows[one])
        reached[name] = seen
    found = {frozenset({*(two for two in reached[one] if one in reached[two]), one}) for one in arrows
             if one in reached[one]}
    return [set(circle) for circle in found]


def test_circles_are_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [{"b", "c"}]


def test_tests_mirror_the_rooms() -> None:
    strange = [
        name_of(folder) for top in MIRRORED for folder in [ROOT / "tests" / top, *(ROOT / "tests" / top).rglob("*")]
        if folder.is_dir() and folder.name != "__pycache__"
        and not (ROOT / "wipbook" / folder.relative_to(ROOT / "tests")).is_dir()
    ]
    assert strange == []


def test_every_room_of_the_house_is_tested_somewhere() -> None:
    """A folder of tests for each room of the house, or pages of another that are named here."""
    elsewhere = {"books": "costing", "cli": "commands", "port": "hosts", "schema": "ledger", "sheets": "commands",
                 "values": "twins"}
    for room in (ROOT / "wipbook").iterdir():
        if room.is_dir() and room.name != "__pycache__":
            assert (ROOT / "tests" / elsewhere.get(room.name, room.name)).is_dir(), room.name
