"""Adding something touches one file of its own (a rule its case file, too), and built files are built again.

Each drill adds one thing to a copy of the project, builds what is built, and uses it as a user would.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT
from tests.once import Once
from tests.opened import sheet_of
from wipbook.schema.template import template_version

COPIED = ("wipbook", "udfs", "workbook_templates", "tests", "docs", "pyproject.toml", "README.md")
COMPILED = ("wipbook", "udfs", "workbook_templates")
BUILT = ("workbook_templates/wipbook.xlsx", "workbook_templates/wipbook.xlam", "workbook_templates/ribbon.xml",
         "workbook_templates/vba/WipButtons.bas", "docs/")
BUILD = """
import runpy, sys
sys.argv = ["build"]
runpy.run_module("workbook_templates.build", run_name="__main__")
sys.argv = ["wipbook", "addin", "build"]
runpy.run_module("wipbook.cli", run_name="__main__")
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def project(once: Once) -> Path:
    """A copy of the project, compiled: its own copies need not be, but for what a drill adds to them."""

    def make(folder: Path) -> str:
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "pictures"))
            else:
                shutil.copy2(source, folder / name)
        (folder / "docs" / "pictures").mkdir()
        environment = {name: text for name, text in os.environ.items() if name != "PYTHONPYCACHEPREFIX"}
        for name in COMPILED:
            subprocess.run([sys.executable, "-m", "compileall", "-q", folder / name], env=environment, check=True)
        return "."

    return once("project", make)


class Copy:
    """The project in a folder of its own, its files remembered as they were."""

    def __init__(self, project: Path, root: Path) -> None:
        self.root = root
        shutil.copytree(project, root)  # sources keep their times, so that what was compiled of them holds
        self.before = self._hashes()

    def add(self, path: str, text: str) -> None:
        place = self.root / path
        assert not place.exists()
        place.write_text(text, "utf-8")

    def run(self, *words: str, fine: tuple[int, ...] = (0,)) -> str:
        """A Python of its own that knows only the copy."""
        environment = {**os.environ, "PYTHONPATH": str(self.root), "COLUMNS": "200"}
        environment.pop("PYTHONPYCACHEPREFIX", None)
        done = subprocess.run(
            [sys.executable, *words], cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode in fine, done.stderr[-3000:] + done.stdout[-2000:]
        return done.stdout

    def wipbook(self, *words: str, fine: tuple[int, ...] = (0,)) -> str:
        return self.run("-m", "wipbook.cli", *words, fine=fine)

    def build(self) -> None:
        """Template and add-in, as ``python -m workbook_templates.build`` and ``wipbook addin build``, by one Python."""
        self.run("-c", BUILD)

    def touched(self) -> set[str]:
        """Files that are new or other than before, built ones aside."""
        now = self._hashes()
        other = {name for name in now if now[name] != self.before.get(name)} | (self.before.keys() - now.keys())
        return {name for name in other if not name.startswith(BUILT)}

    def _hashes(self) -> dict[str, str]:
        return {
            path.relative_to(self.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for name in COPIED[:-2] for path in (self.root / name).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".xlsx_"
        }


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Copy:
    return Copy(project, tmp_path / "project")


def book_of(copy: Copy, fill: Callable[[openpyxl.Workbook], None]) -> Path:
    """A new workbook with a few typed rows."""
    path = copy.root.parent / "plant.xlsx"
    copy.wipbook("new", str(path))
    import polars as pl

    from wipbook.hosts.file.workbook import open_file

    with open_file(path) as book:
        book.append_rows("Materials", pl.DataFrame(
            {"Material": ["A"], "Description": ["Bolt"], "Kind": ["raw"], "Unit": ["pcs"]}
        ))
        book.append_rows("Movements", pl.DataFrame({
            "Movement": ["M1", "M2", "M3"], "Date": ["2026-01-05", "2026-02-05", "2026-01-20"],
            "Type": ["Receipt", "Receipt", "Shipment"], "Material": ["A"] * 3, "Quantity": [10.0, 10.0, 5.0],
            "Unit Cost": [2.0, 3.0, None],
        }).with_columns(pl.col("Date").str.to_datetime()))
        fill(book)
        book.save()
    return path


def nothing_more(book: object) -> None:
    """The rows above are enough."""


COMMAND = '''"""``wipbook shout``: a drill."""

from wipbook.commands.command import Answer, Argument, Call, Command, Press
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    said = call.given["what"].upper()
    return Answer([said], [f"{said} in {call.workbook.name}"], {"said": said})


COMMAND = Command(
    name="shout", order=35, about="Say it loud.", run=run, home=15,
    arguments=(Argument("what", "What to say.", default="hello", words=("--what",)),),
    presses=(Press("shout", Button(Group.VALUE, 25, "Shout", "MegaphoneDrill", "Say it loud", "Says it loud.")),),
)
'''


def test_a_command_with_a_button(copy: Copy) -> None:
    copy.add("wipbook/commands/declared/value/shout.py", COMMAND)
    copy.build()
    book = book_of(copy, nothing_more)
    assert copy.wipbook("shout", str(book), "--what", "quiet") == "QUIET\n"
    assert json.loads(copy.wipbook("shout", str(book), "--json")) == {"said": "HELLO"}
    assert "Say it loud." in copy.wipbook("--help")
    pressed = copy.run(
        "-c", f"import wipbook, wipbook.excel as e\nwith wipbook.open({str(book)!r}) as b: e.press('shout', b)"
    )
    assert pressed.strip() == "HELLO in plant.xlsx"
    ribbon = (copy.root / "workbook_templates/ribbon.xml").read_text("utf-8")
    assert 'id="wipShout" label="Shout" imageMso="MegaphoneDrill" onAction="WipButtons.PressShout"' in ribbon
    assert 'Public Sub PressShout(ByVal control As IRibbonControl)\n    PressButton "shout"' in (
        copy.root / "workbook_templates/vba/WipButtons.bas").read_text("utf-8")
    runs = sheet_of(book, "Home")
    assert "shout" in [cell.value for cell in runs["H"]]
    menu = copy.run("-c", "from wipbook.commands.buttons import labels; print(list(labels().values()))")
    assert "'Compare Methods', 'Shout', 'Job Card'" in menu
    copy.run("docs/build.py", "--quick")
    assert "## wipbook shout" in (copy.root / "docs/commands.md").read_text("utf-8")
    assert "| Value | Shout | Say it loud. Says it loud. |" in (copy.root / "docs/ribbon.md").read_text("utf-8")
    assert copy.touched() == {"wipbook/commands/declared/value/shout.py"}


SHEET = '''"""Heads: a drill."""

import polars as pl

from wipbook.books.results import Results
from wipbook.port.tab import Button, Group
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import SHOP


def _rows(results: Results) -> pl.DataFrame:
    return results.valuation.select("Material", "Quantity")


SHEET = OutputSheet(
    name="Heads", order=226, title="What there is", about="Units on hand", source="The valuation.", roles=(SHOP,),
    tables=(OutputTable("Heads", (OutputColumn("Material", Look.CODE), OutputColumn("Quantity", Look.QUANTITY)), _rows,
                        key=("Material",)),),
    button=Button(Group.VALUE, 45, "Heads", "HeadsDrill", "Go to the heads", "Units on hand."),
)
'''


def test_a_report_sheet(copy: Copy) -> None:
    copy.add("wipbook/sheets/value/heads.py", SHEET)
    copy.build()
    book = book_of(copy, nothing_more)
    copy.wipbook("refresh", str(book))
    sheet = sheet_of(book, "Heads")
    # 10 and 10 came, 5 left
    assert [cell.value for cell in sheet[7]][:2] == ["A", 15]
    assert 'ShowSheet "Heads"' in (copy.root / "workbook_templates/vba/WipButtons.bas").read_text("utf-8")
    copy.run("docs/build.py", "--quick")
    assert "## Heads" in (copy.root / "docs/reports.md").read_text("utf-8")
    assert copy.touched() == {"wipbook/sheets/value/heads.py"}


def test_a_rule_with_its_case_file(copy: Copy) -> None:
    rule = (ROOT / "wipbook/audit/rules/inventory/inv001_stock_is_below_zero.py").read_text("utf-8")
    case = (ROOT / "tests/audit/rules/inventory/inv001_stock_is_below_zero.md").read_text("utf-8")
    rule = rule.replace("Stock is below zero.", "Stock is gone.", 1)
    case = case.replace("INV001 Stock is below zero", "INV099 Stock is gone")
    copy.add("wipbook/audit/rules/inventory/inv099_stock_is_gone.py", rule)
    copy.add("tests/audit/rules/inventory/inv099_stock_is_gone.md", case)
    copy.build()
    assert copy.wipbook("rules", "INV099").startswith("INV099 Stock is gone (high, existence, valuation)")
    tested = copy.run("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/audit/test_rules.py", "-k", "INV099")
    assert "[100%]" in tested

    def ship(book: object) -> None:
        import polars as pl

        book.append_rows("Movements", pl.DataFrame({
            "Movement": ["M4"], "Date": ["2026-03-05"], "Type": ["Shipment"], "Material": ["A"], "Quantity": [16.0],
        }).with_columns(pl.col("Date").str.to_datetime()))

    book = book_of(copy, ship)
    found = json.loads(copy.wipbook("audit", str(book), "--rules", "INV099", "--json", fine=(1,)))
    assert [(row["Rule"], row["Key"]) for row in found["findings"]] == [("INV099", "M4")]
    copy.run("docs/build.py", "--quick")
    assert (copy.root / "docs/audit/INV099.md").exists()
    assert copy.touched() == {"wipbook/audit/rules/inventory/inv099_stock_is_gone.py",
                              "tests/audit/rules/inventory/inv099_stock_is_gone.md"}


FUNCTION = '''"""A drill."""

from ..boundary.arguments import Number
from ..boundary.example import Example
from ..boundary.excel_function import excel_function


@excel_function(units=Number(), example=Example((21,), "42", "By hand: 21 + 21"))
def wip_twice(units):
    """Twice the units.

    Arguments:
        units: Units.

    Returns units.

    >>> wip_twice(21)
    42.0
    """
    return units * 2
'''


def test_a_function(copy: Copy) -> None:
    copy.add("udfs/stock/twice.py", FUNCTION)
    copy.build()
    assert copy.run("-c", "import udfs; print(udfs.wip_twice(4))").strip() == "8.0"
    book = book_of(copy, nothing_more)
    proved = json.loads(copy.wipbook("prove", str(book), "--json"))
    assert [(one["function"], one["got"]) for one in proved["proofs"] if one["function"] == "wip_twice"] == [
        ("wip_twice", 42)
    ]
    copy.run("docs/build.py", "--quick")
    assert "wip_twice" in (copy.root / "docs/functions.md").read_text("utf-8")
    assert copy.touched() == {"udfs/stock/twice.py"}


def test_an_input_column(copy: Copy) -> None:
    path = copy.root / "wipbook/schema/masters/materials.py"
    text = path.read_text("utf-8")
    last = text.rindex("    ),\n)")
    column = '        Column(name="Shelf", role=Role.CODE, note="Where it lies", example="S-1"),\n'
    path.write_text(text[:last] + column + text[last:], "utf-8")
    copy.build()

    def shelve(book: object) -> None:
        import polars as pl

        book.append_rows("Materials", pl.DataFrame(
            {"Material": ["B"], "Description": ["Nut"], "Kind": ["raw"], "Unit": ["pcs"], "Shelf": ["S-7"]}
        ))

    book = book_of(copy, shelve)
    program = (
        "from wipbook.hosts.file.workbook import open_file; from wipbook.ledger import read\n"
        f"print(read(open_file({str(book)!r})).table('Materials')['Shelf'].to_list())"
    )
    assert copy.run("-c", program).strip() == "[None, 'S-7']"
    copy.run("docs/build.py", "--quick")
    assert "| Shelf | Where it lies |" in (copy.root / "docs/inputs.md").read_text("utf-8")
    assert copy.touched() == {"wipbook/schema/masters/materials.py"}


METHOD = '''"""FIFO by interval under another name: a drill."""

from __future__ import annotations

from wipbook.schema.methods.method import Layers, Method

METHOD = Method(name="Interval FIFO", order=45, layers=Layers.OLDEST_FIRST, periodic=True)
'''


def test_a_valuation_method(copy: Copy) -> None:
    copy.add("wipbook/schema/methods/interval_fifo.py", METHOD)
    copy.build()
    book = book_of(copy, nothing_more)
    compared = json.loads(copy.wipbook("compare-methods", str(book), "--json"))
    # 5 of the 10 at 2.00 left: 5 x 2.00 + 10 x 3.00
    assert compared["methods"]["Interval FIFO"]["Raw Materials"] == 40.0
    rows = "[['Date', 'Quantity', 'Unit Cost'], ['2026-01-02', 10, 2.5]]"
    worth = copy.run("-c", f"import udfs; print(udfs.wip_value({rows}, 'Interval FIFO'))")
    assert worth.strip() == "25.0"
    copy.run("docs/build.py", "--quick")
    assert "Interval FIFO" in (copy.root / "docs/settings.md").read_text("utf-8")
    assert copy.touched() == {"wipbook/schema/methods/interval_fifo.py"}


def test_an_older_workbook_meets_a_release_with_more_in_it(project: Path, tmp_path: Path) -> None:
    """The next release renames a column and a setting and has a column, a setting and a check more. A workbook of this
    one, rows put in and sorted, columns of the user's beside ours, is brought up to date by name."""
    copy = Copy(project, tmp_path / "next")
    path = tmp_path / "plant.xlsx"
    copy.wipbook("new", str(path))
    copy.wipbook("import", str(path), "--map", "tests/data/first_release/mapping.toml", "tests/data/first_release/rows")
    copy.wipbook("refresh", str(path))
    _worked_in(path)
    _edit(copy.root / "wipbook/schema/jobs/jobs.py", 'name="Owner"', 'name="Keeper", aliases=("Owner",)')
    _edit(
        copy.root / "wipbook/schema/masters/materials.py", "columns=(",
        'columns=(\n        Column(name="Hazard", role=Role.CHOICE, note="What it can do", example="none", since=9,\n'
        '               choices=("none", "burns"), width=11),',
    )
    settings = copy.root / "wipbook/schema/settings.py"
    _edit(settings, '"Approval Limit", "5000", Role.AMOUNT, "Orders above this need approval", unit="currency"',
          '"Order Limit", "5000", Role.AMOUNT, "Orders above this need approval", unit="currency", '
          'aliases=("Approval Limit",)')
    first = "SETTINGS: tuple[PolicySetting, ...] = ("
    _edit(settings, first, first + '\n    _setting("Company", "Site", "north", Role.CHOICE, "Which plant", '
          'choices=("north", "south"), since=9),')
    policy = copy.root / "wipbook/ledger/policy.py"
    _edit(policy, "    approval_limit: float", '    site: str = "north"\n    order_limit: float')
    for place in copy.root.glob("wipbook/**/*.py"):
        if "policy.approval_limit" in place.read_text("utf-8"):
            _edit(place, "policy.approval_limit", "policy.order_limit")
    _edit(
        copy.root / "wipbook/sheets/data/checks.py", "CHECKS: tuple[Check, ...] = (",
        'CHECKS: tuple[Check, ...] = (\n    Check("one_is_one", "One is one", "Valuation", "=1", "=1", '
        "lambda r: (1.0, 1.0)),",
    )
    copy.run("-m", "workbook_templates.build")
    said = copy.wipbook("upgrade", str(path), "--dry-run")
    assert f"from template {template_version()} to 9" in said
    assert "column Hazard in Materials!" in said and "setting Site" in said
    copy.wipbook("refresh", str(path))

    book = openpyxl.load_workbook(path)
    materials = book["Materials"]
    cells = materials[materials.tables["Materials"].ref]
    headers = [cell.value for cell in cells[0]]
    assert headers[-2:] == ["Shelf", "Hazard"], "behind the user's, whose columns do not move"
    jobs = [cell.value for cell in book["Jobs"][book["Jobs"].tables["Jobs"].ref][0]]
    assert jobs.count("Owner") == 1 and "Keeper" not in jobs, "an old name goes on being understood"
    assert [cell.value for cell in cells[1]][headers.index("Shelf")] == "A-1"
    hazard = cells[0][-1]
    assert any(
        hazard.column_letter in str(one.sqref) and "burns" in one.formula1
        for one in materials.data_validations.dataValidation
    )
    assert hazard.font.b and cells[0][0].fill.fgColor.rgb, "its header looks like a header"
    assert materials.column_dimensions[hazard.column_letter].width == pytest.approx(11, abs=6)
    settings_sheet = book["Settings"]
    rows = {row[0].value: row[1].value for row in settings_sheet[settings_sheet.tables["Settings"].ref]}
    assert rows["Site"] == "north" and rows["Approval Limit"] == 777 and rows["Our own row"] == "our own text"
    assert "Order Limit" not in rows
    checks = book["Checks"]
    names = {row[0].value: row[7] for row in checks[checks.tables["Checks"].ref][1:]}
    for name, cell in names.items():
        assert book.defined_names[name].attr_text.replace("$", "") == f"Checks!{cell.coordinate}"
        assert cell.value.startswith("="), name
    assert "chk_one_is_one" in names
    shown = json.loads(copy.wipbook("check", str(path), "--json"))
    assert shown["checks"] == len(names) and not shown["failing"]
    said = [cell.value for cell in book["Change Log"][6]].index("What Changed")
    log = [row[said].value for row in book["Change Log"].iter_rows() if row[1].value == "upgrade"]
    assert len(log) == 1 and "column Hazard" in log[0] and "setting Site" in log[0]


def _worked_in(path: Path) -> None:
    """A column of the user's in Materials, Settings sorted with a row of his in it and a limit of his."""
    book = openpyxl.load_workbook(path)
    materials = book["Materials"]
    table = materials.tables["Materials"]
    corner = materials[table.ref][0][-1]
    materials.cell(corner.row, corner.column + 1).value = "Shelf"
    for number, shelf in enumerate(("A-1", "A-2", "B-7"), 1):
        materials.cell(corner.row + number, corner.column + 1).value = shelf
    last = materials[table.ref][-1][-1]
    first = materials[table.ref][0][0].coordinate
    table.ref = f"{first}:{materials.cell(last.row, last.column + 1).coordinate}"
    table.autoFilter.ref = table.ref
    table.tableColumns.append(openpyxl.worksheet.table.TableColumn(id=99, name="Shelf"))
    settings = book["Settings"]
    table = settings.tables["Settings"]
    cells = settings[table.ref][1:]
    rows = [[cell.value for cell in row] for row in cells]
    next(row for row in rows if row[0] == "Approval Limit")[1] = 777
    rows.append(["Our own row", "our own text", None, None, None])
    rows.sort(key=lambda row: row[0])
    top = cells[0][0].row
    for number, row in enumerate(rows):
        for column, value in enumerate(row, 1):
            settings.cell(top + number, column).value = value
    table.ref = f"A{top - 1}:E{top + len(rows) - 1}"
    book.save(path)


def _edit(place: Path, old: str, new: str) -> None:
    text = place.read_text("utf-8")
    assert old in text, (place, old)
    place.write_text(text.replace(old, new), "utf-8")
