"""Workbooks of the first release, brought up to date by name; workbooks of a newer one, refused."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.shell import run
from wipbook.commands.audit.count import NothingToCount
from wipbook.commands.close.carrying.not_carried import NotCarried
from wipbook.commands.close.close import NothingToClose
from wipbook.commands.command import Call, Command
from wipbook.commands.data.dump import as_text
from wipbook.commands.data.import_ import import_into, read_mapping
from wipbook.commands.data.new import copy_template, prepare
from wipbook.commands.declared import commands
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.upgrade import NewerWorkbook, bring_up_to_date, version_of
from wipbook.excel.press import press
from wipbook.hosts.excel.workbook import port_of
from wipbook.hosts.file.workbook import FileWorkbook, open_book, open_file
from wipbook.schema.template import NEEDS_PROPERTY, PROPERTY, template_version

OLD = Path(__file__).parents[2] / "data" / "first_release"
NOW = dt.datetime(2026, 4, 1, 9, 0)
HISTORY = {"ChangeLog", "LastRuns", "SignOffs", "Tabs"}
"""What tells of the runs themselves."""
THEIRS = {"Shelf", "Comment", "First Seen", "Seen"}
"""Columns of the user's, and since when a finding has been there."""
TOLD = {"What It Finds", "Why It Matters", "Innocent Causes"}
RENAMED = {"Completion Basis", "Relief Basis"}
"""A setting that keeps its old name and words in an older workbook, where it means the same."""


@pytest.fixture(params=["job-shop", "all-packs"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(OLD / f"{request.param}.xlsx", tmp_path / f"{request.param}.xlsx"))


def content(workbook: FileWorkbook) -> dict[str, list[dict[str, str]]]:
    """Every table as rows of text by header, in the order of their text: what a table says wherever it stands."""
    found = {}
    for name in workbook.tables():
        if name in HISTORY:
            continue
        frame = as_text(workbook.read_table(name))
        rows = [{h: v for h, v in row.items() if v and h not in THEIRS} for row in frame.iter_rows(named=True)]
        if name == "Settings":  # new ones stand below the last row
            rows = sorted((row for row in rows if row.get("Setting") not in RENAMED), key=str)
        if name == "Rules":  # what a rule says of itself is brought up to date by the next audit (TOLD)
            rows = [{header: value for header, value in row.items() if header not in TOLD} for row in rows]
        found[name] = [row for row in rows if row]
    return found


def packs_shown(workbook: FileWorkbook) -> tuple[str, ...]:
    """The packs that a workbook shows."""
    rows = workbook.read_table("Packs").frame
    return tuple(rows.filter(pl.col("Show") == "yes")["Pack"])


def fresh(path: Path, chosen: tuple[str, ...]) -> FileWorkbook:
    """A workbook of this release with the rows and settings that the old ones were given."""
    workbook = open_file(copy_template(path), backups=0)
    prepare(workbook, chosen, {}, NOW)
    import_into(workbook, read_mapping(OLD / "mapping.toml"), [OLD / "rows"], now=NOW, user="u")
    refresh(workbook, now=NOW, user="u")
    return workbook


def test_the_old_workbooks_are_of_the_first_release(old: Path) -> None:
    with open_file(old) as workbook:
        assert version_of(workbook) == 1 and workbook.custom_property(PROPERTY) is None
        assert "Template" not in workbook.read_table("Settings").frame["Setting"].to_list()


def test_an_upgraded_workbook_is_like_a_new_one_with_the_same_rows(old: Path, tmp_path: Path) -> None:
    with open_file(old, backups=0) as workbook:
        before = {name: workbook.read_cell("Settings", name) for name in ("G3", "A10", "B10")}
        shown = packs_shown(workbook)  # a pack that came since is not switched on by an upgrade
        upgrade = bring_up_to_date(workbook, now=NOW, user="u")
        assert upgrade is not None and (upgrade.before, upgrade.after) == (1, template_version())
        if old.stem == "all-packs":
            from wipbook.commands.audit.audit import audit
            from wipbook.commands.forecast.forecast import forecast

            refresh(workbook, now=NOW, user="u")
            audit(workbook, now=NOW, user="u")
            forecast(workbook, now=NOW)
            new = fresh(tmp_path / "new" / old.name, shown)
            audit(new, now=NOW, user="u")
            forecast(new, now=NOW)
        else:
            refresh(workbook, now=NOW, user="u")
            new = fresh(tmp_path / "new" / old.name, ())
        workbook.save()
        ours, others = content(workbook), content(new)
        assert ours.pop("Imports") == [] and {row["Table"] for row in others.pop("Imports")} == {"File"}, (
            "the new one was given its rows by an import, which remembers its files"
        )
        assert ours == others
        assert open_books(workbook).policy == open_books(new).policy
        names, theirs = workbook.names(), new.names()
        assert names == theirs
        assert workbook.custom_property(PROPERTY) == new.custom_property(PROPERTY) == str(template_version())
        assert before == {name: workbook.read_cell("Settings", name) for name in before}, "nothing moved"
        log = workbook.read_table("ChangeLog").frame
        row = log["What Changed"][log["Command"].to_list().index("upgrade")]
        assert all(one in row for one in upgrade.additions)
        assert bring_up_to_date(workbook) is None


def test_what_the_user_added_stays(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLD / "job-shop.xlsx", tmp_path / "plant.xlsx"))
    assert run("upgrade", str(path)).returncode == 0 and run("refresh", str(path)).returncode == 0
    with open_file(path) as workbook:
        assert workbook.read_table("Materials").frame["Shelf"].to_list() == ["A-1", "A-2", "B-7"]
        assert workbook.read_table("JobCosts").frame["Comment"][0] == "check with sales"
        assert workbook.read_cell("Settings", "G3") == "our own note"
        signed = workbook.read_table("SignOffs").frame
        assert signed["Signed By"][0] == "Dana Kowal" and signed["State"][0] == "as signed"


def test_the_file_before_an_upgrade_stays_whatever_is_saved_later(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLD / "job-shop.xlsx", tmp_path / "plant.xlsx"))
    for day in range(1, 7):  # more saves than roll
        with open_file(path) as workbook:
            bring_up_to_date(workbook, now=NOW)
            workbook.write_cells("Settings", {"G4": f"save {day}"})
            workbook.save()
    kept = {one.name for one in (tmp_path / "wipbook_backups").glob("[!.]*")}
    before = f"plant.{NOW:%Y-%m-%d %H%M%S} upgrade.xlsx"
    assert kept == {"plant.1.xlsx", "plant.2.xlsx", "plant.3.xlsx", before, "plant.template 1.xlsx"}
    assert (tmp_path / "wipbook_backups" / "plant.template 1.xlsx").read_bytes() == (
        OLD / "job-shop.xlsx"
    ).read_bytes()


SEEN = {"check", "dump", "refresh", "audit", "forecast"}
"""Commands that are tried on the workbook with all its packs; those that are left take the small one."""
def test_figures_of_rules_that_nobody_chose_become_this_release_s(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / "job-shop.xlsx", tmp_path))
    with open_file(path, backups=0) as workbook:
        cells = workbook.read_table("Rules")
        at = {(rule, setting): row for row, (rule, setting) in enumerate(cells.frame.select("Rule", "Setting").rows())}
        workbook.write_cells("Rules", {
            cells.cell(at["LAB007", "Least Hours"], "Value"): 3.0,
            cells.cell(at["ANA002", "Factor"], "Value"): 12.0,
            cells.cell(at["ANA005", "Least Amount"], "Use"): "no",
        })
        workbook.save()
    with open_file(path, backups=0) as workbook:
        upgrade = bring_up_to_date(workbook, now=NOW, user="u")
        assert upgrade is not None
        said = [one for one in upgrade.additions if "on Rules" in one and "notes of columns" not in one]
        assert said == ["rules of this release on Rules", "PUR007 Days Apart on Rules is 30 now"]
        rows = workbook.read_table("Rules").frame
        value = {(rule, setting): number for rule, setting, number in rows.select("Rule", "Setting", "Value").rows()}
        assert value["PUR007", "Days Apart"] == 30.0, "it was 1 by itself"
        assert (value["LAB007", "Least Hours"], value["ANA002", "Factor"]) == (3.0, 12.0), "somebody chose these"
        use = dict(rows.filter(pl.col("Use").is_not_null()).select("Rule", "Use").rows())
        assert use["ANA005"] == "no" and set(use.values()) == {"yes", "no"}
        workbook.save()
    with open_file(path) as workbook:
        assert bring_up_to_date(workbook) is None


GIVEN = {
    "reason": "a sample", "by": "Ann", "despite": ["checks", "rows", "findings", "ledger"], "every": True, "job": "J-1",
    "source": "Movements", "name": "Dana",
    "whose": "bank", "country": "DE", "sheet": "Movements", "role": "Shop", "to": Path("next.xlsx"),
}


ON_BOOKS = [one for one in commands() if one.needs_book and one.in_shell]


@pytest.mark.parametrize("command", ON_BOOKS, ids=lambda one: one.name)
def test_every_command_takes_an_old_workbook(command: Command, tmp_path: Path) -> None:
    name = "all-packs.xlsx" if command.name in SEEN else "job-shop.xlsx"
    path = Path(shutil.copyfile(OLD / name, tmp_path / name))
    with open_file(path, backups=0) as workbook:
        upgrade = bring_up_to_date(workbook, now=NOW)
        given = {one.name: GIVEN.get(one.name, one.default) for one in command.arguments}
        given |= {one.name: value for one in command.arguments for value in (
            {"map_": OLD / "mapping.toml", "sources": [OLD / "rows"]}.get(one.name),) if value}
        call = Call(lambda step: None, given, workbook, path, upgrade)
        if command.name in ("count post", "reopen", "carry-forward"):
            with pytest.raises((NothingToCount, NothingToClose, NotCarried)):  # nobody has counted or closed in these
                command.run(call)
        else:
            assert command.run(call).exit_code in (0, 1)


@pytest.mark.parametrize("name", ["check", "dump"])
def test_a_command_that_reads_writes_nothing_and_says_what_it_read(name: str, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLD / "job-shop.xlsx", tmp_path / "plant.xlsx"))
    done = run(name, str(path))
    assert path.read_bytes() == (OLD / "job-shop.xlsx").read_bytes() and not (tmp_path / "wipbook_backups").exists()
    assert done.returncode == 0 and len(done.stderr.splitlines()) == 1
    assert f"from template 1 to {template_version()}" in done.stderr and "nothing was written" in done.stderr


def test_two_old_workbooks_are_compared_as_this_release_reads_them(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLD / "job-shop.xlsx", tmp_path / "plant.xlsx"))
    assert run("refresh", str(path)).returncode == 0
    done = run("diff", str(OLD / "job-shop.xlsx"), str(path))
    other = {line.partition(":")[0] for line in done.stdout.splitlines() if not line.startswith(" ")}
    assert not other & {"Settings", "Materials", "Movements", "Jobs", "Packs", "Functions"}, done.stdout


def test_a_dry_run_says_it_and_writes_nothing(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLD / "job-shop.xlsx", tmp_path / "plant.xlsx"))
    done = run("upgrade", str(path), "--dry-run")
    assert done.returncode == 0 and "Would bring plant.xlsx from template 1" in done.stdout
    assert path.read_bytes() == (OLD / "job-shop.xlsx").read_bytes()
    assert not (tmp_path / "wipbook_backups").exists()


def test_an_old_workbook_that_is_open_elsewhere_is_not_upgraded(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLD / "job-shop.xlsx", tmp_path / "plant.xlsx"))
    (tmp_path / "~$plant.xlsx").write_bytes(b"\x04Dana")
    done = run("upgrade", str(path), "--wait", "0")
    assert done.returncode == 3 and "Excel has the workbook open" in done.stderr
    assert path.read_bytes() == (OLD / "job-shop.xlsx").read_bytes()
    assert not (tmp_path / "wipbook_backups").exists()


def test_a_workbook_of_a_newer_release_is_refused(tmp_path: Path) -> None:
    path = copy_template(tmp_path / "plant.xlsx")
    with open_file(path, backups=0) as workbook:
        workbook.set_custom_property(PROPERTY, str(template_version() + 1))
        workbook.set_custom_property(NEEDS_PROPERTY, "9.9.0")
        workbook.save()
        with pytest.raises(NewerWorkbook, match=r"install wipbook 9\.9\.0 or newer"):
            bring_up_to_date(workbook)
    before = path.read_bytes()
    for words in (["refresh"], ["check"], ["dump"]):
        done = run(*words, str(path))
        assert done.returncode == 3 and "9.9.0" in done.stderr and path.read_bytes() == before


def test_without_its_property_a_workbook_is_known_by_its_row(tmp_path: Path) -> None:
    path = copy_template(tmp_path / "plant.xlsx")
    book = openpyxl.load_workbook(path)
    del book.custom_doc_props[PROPERTY], book.custom_doc_props[NEEDS_PROPERTY]
    sheet = book["Settings"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "Template")
    book.save(path)
    with open_file(path) as workbook:
        assert workbook.custom_property(PROPERTY) is None and version_of(workbook) == template_version()
    row[1].value = template_version() + 4
    book.save(path)
    with open_file(path) as workbook, pytest.raises(NewerWorkbook, match="install a newer wipbook"):
        bring_up_to_date(workbook)


def test_properties_are_those_another_program_reads(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLD / "job-shop.xlsx", tmp_path / "plant.xlsx"))
    with open_file(path, backups=0) as workbook:
        bring_up_to_date(workbook, now=NOW)
        workbook.save()
    properties = openpyxl.load_workbook(path, read_only=True).custom_doc_props
    assert properties[PROPERTY].value == str(template_version())


def test_a_mistyped_setting_of_an_old_workbook_is_said_and_brings_no_second_row(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLD / "job-shop.xlsx", tmp_path / "plant.xlsx"))
    book = openpyxl.load_workbook(path)
    cell = next(row[0] for row in book["Settings"].iter_rows() if row[0].value == "Negative Stock")
    cell.value = "Negativ Stock"
    book.save(path)
    done = run("refresh", str(path))
    assert done.returncode == 2 and "did you mean 'Negative Stock'" in done.stderr


def test_excel_would_not_offer_to_repair_what_was_upgraded(old: Path, validator: list[str]) -> None:
    with open_file(old, backups=0) as workbook:
        bring_up_to_date(workbook, now=NOW)
        workbook.save()
    assert subprocess.run([*validator, str(old)], capture_output=True, text=True, check=False).returncode == 0


def test_a_copy_is_brought_up_to_date_and_the_workbook_is_as_it_was(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLD / "job-shop.xlsx", tmp_path / "plant.xlsx"))
    done = run("refresh", str(path), "--out", str(tmp_path / "copy.xlsx"))
    assert done.returncode == 0 and "The copy is brought up to date from template 1" in done.stderr
    assert path.read_bytes() == (OLD / "job-shop.xlsx").read_bytes()
    with open_file(tmp_path / "copy.xlsx") as copy:
        assert version_of(copy) == template_version()


@pytest.mark.parametrize(("key", "changes"), [("about", False), ("check", False), ("prove", True)])
def test_a_button_that_only_says_something_changes_nothing(key: str, changes: bool, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLD / "job-shop.xlsx", tmp_path / "plant.xlsx"))
    with open_book(path, backups=0) as book:
        press(key, book)
        assert port_of(book).changed is changes
        book.save(str(tmp_path / "other.xlsx"))


def test_an_old_workbook_can_be_typed_in_other_units_and_currencies(old: Path) -> None:
    """What it had stays as it was; the columns stand at the right end, and rows that use them count."""
    with open_file(old, backups=0) as workbook:
        before = refreshed_balances(workbook)
        headers = {name: workbook.read_table(name).place.headers for name in ("Movements", "BillofMaterials")}
        assert headers["Movements"][-3:] == ("Unit", "Currency", "Carried") and headers["BillofMaterials"][-1] == "Unit"
        assert "Exchange Rate Days" in workbook.read_table("Settings").frame["Setting"].to_list()
        assert workbook.read_table("Packs").frame["Pack"].to_list()[-1] == "units and currencies"
        for sheet in ("Units of Measure", "Rates of Exchange", "Conversions"):
            assert sheet in workbook.sheets() and not workbook.is_visible(sheet)
        material = workbook.read_table("Materials").frame.row(0, named=True)
        day = open_books(workbook).policy.as_of
        own = open_books(workbook).policy.currency
        workbook.write_table("UnitsofMeasure", pl.DataFrame({
            "From": ["crate"], "To": [material["Unit"].upper()], "Factor": ["12"],
        }))
        workbook.write_table("RatesofExchange", pl.DataFrame({
            "From": ["XTS"], "To": [own.lower()], "Date": [day], "Rate": [0.5],
        }))
        workbook.append_rows("Movements", pl.DataFrame({
            "Movement": ["NEW-1"], "Date": [day], "Type": ["Receipt"], "Material": [material["Material"]],
            "Quantity": [2.0], "Unit Cost": [24.0], "Unit": ["Crate"], "Currency": ["xts"],
        }))
        after = refreshed_balances(workbook)
        assert round(sum(after.values()) - sum(before.values()), 2) == 24.0, "2 crates at 24 XTS at 0.5"
        row = workbook.read_table("Conversions").frame.row(0, named=True)
        assert (row["Quantity"], row["Price"], row["Value"]) == (24.0, 1.0, 24.0)


def refreshed_balances(workbook: FileWorkbook) -> dict[str, float]:
    bring_up_to_date(workbook, now=NOW, user="u")
    return dict(refresh(workbook, now=NOW, user="u").balances)
