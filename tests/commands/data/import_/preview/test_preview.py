"""A preview says what an import would do, to the cent and without doing it; and accepting does that, or nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from wipbook.commands.data.import_.errors import (
    ControlsDiffer,
    ImportUnclear,
    MappingUnreadable,
    NothingMapped,
    SourceMissing,
)
from wipbook.commands.data.import_.mapping import parse_mapping
from wipbook.commands.data.import_.mapping.sheet_rows import sheet_rows
from wipbook.commands.data.import_.mapping.sheet_writing import known_files, lay_out
from wipbook.commands.data.import_.preview.seal import NothingPreviewed, PreviewOutdated
from wipbook.commands.data.import_.run import Asked, Done, run_import
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ledger.settings_table import SettingNotUnderstood

MAPPING = """
[sources]
"parts.csv" = "parts.csv"
"moves*.csv" = "moves*.csv"
[tables.Materials]
source = "parts.csv"
columns = { Material = "Part", Description = "Name", "Standard Cost" = "Cost" }
constants = { Kind = "raw", Unit = "pcs" }
[tables.Movements]
source = "moves*.csv"
columns = { Movement = "No", Date = "Day", Type = "What", Material = "Part", Quantity = "Qty", "Unit Cost" = "Cost" }
formats = { Quantity = "," }
"""
PARTS = "Part;Name;Cost\nS;Steel;1.234,50\nT;Tube;12,25\nA8;Bolt;about 5\n"
MOVES = "No;Day;What;Part;Qty;Cost\nM1;2026-01-05;Receipt;S;10,0;1000\nM2;2026-01-09;Receipt;T;4,0;12,5\n"
Run = Callable[..., Done]


@pytest.fixture
def plant(book: FileWorkbook, tmp_path: Path) -> FileWorkbook:
    """A workbook whose sheet Imports maps two files beside it; saved."""
    (tmp_path / "parts.csv").write_text(PARTS, encoding="utf-8")
    (tmp_path / "moves1.csv").write_text(MOVES, encoding="utf-8")
    lay_out(book, sheet_rows(parse_mapping(MAPPING)))
    book.save()
    return book


@pytest.fixture
def run(plant: FileWorkbook) -> Run:
    def run(*sources: str | Path, **asked: object) -> Done:
        assert plant.path is not None
        paths = tuple(plant.path.parent / one if isinstance(one, str) else one for one in sources)
        return run_import(plant, Asked(paths, **asked), user="u")  # type: ignore[arg-type]

    return run


def lines(workbook: FileWorkbook, state: str = "") -> pl.DataFrame:
    frame = workbook.read_table("ImportPreview").frame
    return frame.filter(pl.col("State") == state) if state else frame


def inputs(workbook: FileWorkbook) -> dict[str, list[tuple[object, ...]]]:
    return {name: workbook.read_table(name).frame.rows() for name in ("Materials", "Movements", "Settings")}


def test_a_preview_says_what_it_would_do_and_does_nothing(plant: FileWorkbook, run: Run):
    """10 at 1,000.00 and 4 at 12.50 come to 10,050.00."""
    before = inputs(plant)
    done = run(preview=True)
    assert inputs(plant) == before and not done.report.written
    assert lines(plant, "balance").select("Key", "Old", "New", "Value").rows() == [
        ("Raw Materials", "0.00", "10,050.00", 10050.0),
        ("Work in Process", "0.00", "0.00", 0.0),
        ("Finished Goods", "0.00", "0.00", 0.0),
    ]
    assert done.balances[0] == "  Raw Materials: 0.00 would be 10,050.00"
    rejected = lines(plant, "rejected").select("Table", "Source", "Row", "Column", "New", "Why")
    assert rejected.rows() == [
        ("Materials", "parts.csv", None, None, None, "1 row"),
        ("Materials", "parts.csv", 4.0, "Standard Cost", "about 5", "expected a number"),
    ]
    new = lines(plant, "new").filter(pl.col("Row").is_not_null())
    assert new.select("Source", "Row", "Key").rows() == [
        ("parts.csv", 2.0, "S"), ("parts.csv", 3.0, "T"), ("moves1.csv", 2.0, "M1"), ("moves1.csv", 3.0, "M2"),
    ]
    assert new["New"][0] == "Description Steel; Kind raw; Unit pcs; Standard Cost 1234.5"
    assert lines(plant, "total").select("Column", "Old", "New").rows() == [
        ("Standard Cost", "1246.75", "1246.75"), ("Quantity", "14", "14"), ("Unit Cost", "1012.5", "1012.5"),
    ]


def test_what_is_accepted_is_what_an_import_writes(plant: FileWorkbook, run: Run, tmp_path: Path):
    twin = open_file(Path(shutil.copyfile(plant.path, tmp_path / "twin.xlsx")))
    run(preview=True)
    promised = dict(lines(plant, "balance").select("Key", "New").rows())
    assert run(accept=True).report.written
    run_import(twin, Asked(), user="u")
    assert inputs(plant) == inputs(twin)
    came = refresh(plant, user="u").balances
    assert {stage: f"{amount:,.2f}" for stage, amount in came.items()} == promised, "costed anew from what was written"
    said = plant.read_table("ChangeLog").frame.filter(pl.col("Command") == "import")["What Changed"][0]
    assert "Materials 2 new, 0 changed; Movements 2 new, 0 changed (as previewed, from moves1.csv" in said
    assert lines(plant).height == 1 and lines(plant)["State"].to_list() == [None], "nothing is left to accept"


def test_what_changes_is_shown_cell_by_cell(plant: FileWorkbook, run: Run, tmp_path: Path):
    run()
    (tmp_path / "parts.csv").write_text(PARTS.replace("Tube", "Pipe").replace("1.234,50", "1.234,60"), encoding="utf-8")
    (tmp_path / "moves1.csv").write_text(MOVES.replace("4,0;12,5", "5,0;12,5"), encoding="utf-8")
    run(preview=True)
    changed = lines(plant, "changed").filter(pl.col("Row").is_not_null())
    assert changed.select("Key", "Column", "Old", "New", "Why").rows() == [
        ("S", "Standard Cost", "1234.5", "1234.6", "Materials!F7"),
        ("T", "Description", "Tube", "Pipe", "Materials!B8"),
        ("M2", "Quantity", "4", "5", "Movements!G8"),
    ]
    for address, old in (("F7", 1234.5), ("B8", "Tube")):
        assert plant.read_cell("Materials", address) == old
    assert lines(plant, "balance").select("Old", "New", "Value").row(0) == ("10,050.00", "10,062.50", 12.5)
    assert lines(plant, "unchanged")["Why"].to_list() == ["1 row"]
    run(accept=True)
    assert refresh(plant, user="u").balances["Raw Materials"] == 10062.5


def test_many_rows_are_counted_and_the_first_listed(plant: FileWorkbook, run: Run, tmp_path: Path):
    rows = "".join(f"N{number};2026-01-05;Receipt;S;1,0;2\n" for number in range(1500))
    (tmp_path / "moves1.csv").write_text("No;Day;What;Part;Qty;Cost\n" + rows, encoding="utf-8")
    run(preview=True)
    new = lines(plant, "new").filter(pl.col("Table") == "Movements")
    assert new["Why"][0] == "1,500 rows" and new["Why"][-1] == "and 500 more rows" and new.height == 1002
    assert lines(plant, "balance")["Value"][0] == 3000.0


def test_a_control_total_that_differs_is_shown_and_refused(plant: FileWorkbook, run: Run):
    frame = plant.read_table("Imports").frame
    row = frame["Our Column"].to_list().index("Quantity")
    plant.write_cells("Imports", {plant.tables()["Imports"].cell(row, "Control Total"): "15"})
    done = run(preview=True)
    assert done.report.exit_code == 3
    control = lines(plant, "control total").select("Key", "Old", "New", "Why").rows()
    assert control == [("Imports: Movements, Quantity", "15", "14.000000", "DIFFERS: nothing will be written")]
    before = inputs(plant)
    with pytest.raises(ControlsDiffer):
        run(accept=True)
    assert inputs(plant) == before


OTHER = {
    "a source": lambda plant, folder: (folder / "parts.csv").write_text(PARTS + "B;Bar;1,5\n", encoding="utf-8"),
    "one more file": lambda plant, folder: (folder / "moves2.csv").write_text(MOVES.replace("M", "N")),
    "a source that is gone": lambda plant, folder: (folder / "moves1.csv").rename(folder / "later.csv"),
    "a table that is filled": lambda plant, folder: plant.write_cells("Movements", {"A7": "M9"}),
    "another table": lambda plant, folder: plant.write_cells("Suppliers", {"A7": "S-1"}),
    "a setting": lambda plant, folder: write_settings(plant, {"Materiality": 7}),
    "the mapping": lambda plant, folder: plant.write_cells("Imports", {"C9": "x"}),
}


@pytest.mark.parametrize("what", OTHER)
def test_nothing_is_accepted_that_is_not_what_was_looked_at(plant: FileWorkbook, run: Run, tmp_path: Path, what: str):
    run(preview=True)
    OTHER[what](plant, tmp_path)
    before = inputs(plant)
    with pytest.raises((PreviewOutdated, SourceMissing)) as caught:
        run(accept=True)
    assert inputs(plant) == before
    if what != "a source that is gone":
        assert caught.value.exit_code == 3 and "Nothing was written" in caught.value.message


def test_the_words_of_a_refusal_name_what_changed(plant: FileWorkbook, run: Run, tmp_path: Path):
    run(preview=True)
    plant.write_cells("Movements", {"A7": "M9"})
    with pytest.raises(PreviewOutdated, match=r"Movements in book.xlsx.*changed since the preview"):
        run(accept=True)
    run(preview=True)
    (tmp_path / "moves2.csv").write_text(MOVES.replace("M", "N"), encoding="utf-8")
    with pytest.raises(PreviewOutdated, match=r"moves2.csv.*new since the preview"):
        run(accept=True)


def test_a_preview_is_accepted_once_and_from_a_saved_file(plant: FileWorkbook, run: Run):
    with pytest.raises(NothingPreviewed):
        run(accept=True)
    run(preview=True)
    plant.save()
    with open_file(plant.path) as again:
        assert run_import(again, Asked(accept=True), user="u").report.written
        with pytest.raises(NothingPreviewed):
            run_import(again, Asked(accept=True))


def test_a_preview_by_a_mapping_file_stands_on_that_file(plant: FileWorkbook, run: Run, tmp_path: Path):
    path = tmp_path / "map.toml"
    path.write_text(MAPPING, encoding="utf-8")
    run("parts.csv", "moves1.csv", preview=True, mapping=path)
    path.write_text(MAPPING.replace('"raw"', '"supply"'), encoding="utf-8")
    with pytest.raises(PreviewOutdated, match=r"map.toml"):
        run(accept=True)
    path.write_text(MAPPING, encoding="utf-8")
    assert run(accept=True).report.written
    assert plant.read_table("Materials").frame["Kind"].to_list() == ["raw", "raw"]


def test_settings_of_a_mapping_count_in_the_preview(plant: FileWorkbook, run: Run, tmp_path: Path):
    """As of January 6 only the receipt of January 5 is there: 10 at 1,000.00."""
    path = tmp_path / "map.toml"
    path.write_text('[settings]\n"Period Start" = 2026-01-01\n"As Of" = 2026-01-06\n' + MAPPING, encoding="utf-8")
    run("parts.csv", "moves1.csv", preview=True, mapping=path)
    assert lines(plant, "balance")["New"][0] == "10,000.00"
    run(accept=True)
    assert refresh(plant, user="u").balances["Raw Materials"] == 10000.0


def test_the_sheet_remembers_when_and_which_files(plant: FileWorkbook, run: Run):
    run()
    frame = plant.read_table("Imports").frame
    mapped = frame.filter(pl.col("Our Column").is_not_null())
    assert mapped["Last Run"].null_count() == 0 and set(mapped["Rows"]) == {3.0, 2.0}
    files = frame.filter(pl.col("Table") == "File")
    assert sorted(files["Source"]) == ["moves1.csv", "parts.csv"] and len(known_files(plant)) == 2
    run(preview=True)
    assert all("was imported before" in why for why in lines(plant, "note")["Why"]) and lines(plant, "note").height == 2
    run()
    assert plant.read_table("Imports").frame.height == frame.height, "nothing new, nothing said twice"


def test_only_what_is_given_is_read_and_the_rest_is_said(plant: FileWorkbook, run: Run, tmp_path: Path):
    (tmp_path / "other.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    done = run("moves1.csv", "other.csv")
    assert [table.sheet for table in done.report.tables] == ["Movements"]
    assert done.notes == (
        "other.csv: sheet Imports does not name it; it was not read",
        "not read, as nothing of it was given: parts.csv",
    )
    with pytest.raises(NothingMapped, match="--map"):
        run("other.csv")
    with pytest.raises(SourceMissing, match="did you mean"):
        run_import(plant, Asked((Path("part.csv"),)))
    assert run_import(plant, Asked((Path("moves*.csv"),))).report.tables[0].unchanged == 2, "a source by its name"


def test_the_sources_lie_in_the_import_folder(plant: FileWorkbook, run: Run, tmp_path: Path):
    (tmp_path / "exports").mkdir()
    for name in ("parts.csv", "moves1.csv"):
        (tmp_path / name).rename(tmp_path / "exports" / name)
    with pytest.raises(SourceMissing):
        run()
    write_settings(plant, {"Import Folder": "exports"})
    assert run().report.written


def test_options_that_contradict_each_other_are_refused(run: Run, tmp_path: Path):
    for asked in (
        {"accept": True, "preview": True}, {"preview": True, "dry_run": True},
        {"accept": True, "mapping": tmp_path / "map.toml"},
    ):
        with pytest.raises(ImportUnclear):
            run(**asked)
    with pytest.raises(ImportUnclear, match="those of the preview"):
        run("parts.csv", accept=True)


def test_rows_that_nothing_can_be_costed_by_are_shown_all_the_same(
    plant: FileWorkbook, run: Run, monkeypatch: pytest.MonkeyPatch
):
    def broken(*given: object) -> None:
        raise SettingNotUnderstood(where="Settings!B9", found="x", expected="y", remedy="z")

    monkeypatch.setattr("wipbook.commands.data.import_.preview.preview.open_books", broken)
    run(preview=True)
    assert lines(plant, "note")["Why"].to_list() == [
        "the effect on balances is not known: Settings!B9: found x, expected y. What to do: z."
    ]
    assert lines(plant, "new").height == 6 and lines(plant, "balance").is_empty()


def test_what_no_row_names_is_proposed_and_previewed_at_once(plant: FileWorkbook, run: Run, tmp_path: Path):
    """The key, the name and nothing else that Suppliers require."""
    (tmp_path / "lieferanten.csv").write_text("Lieferant;Name 1\nL-1;Meier\nL-2;Kunz\n", encoding="utf-8")
    before = plant.read_table("Imports").frame.height
    done = run("lieferanten.csv", "moves1.csv", preview=True)
    assert done.proposed == 2 and done.asked == 0
    added = plant.read_table("Imports").frame.tail(2).select("Table", "Source", "Their Column", "Our Column", "Key")
    assert added.rows() == [
        ("Suppliers", "lieferanten.csv", "Lieferant", "Supplier", "yes"),
        ("Suppliers", "lieferanten.csv", "Name 1", "Name", None),
    ]
    assert {table.sheet: table.new for table in done.report.tables} == {"Movements": 2, "Suppliers": 2}
    run("lieferanten.csv", preview=True)
    assert plant.read_table("Imports").frame.height == before + 2, "it is known from now on"
    assert run(accept=True).report.tables[0].new == 2


def test_files_of_a_folder_are_proposed_too_and_asked_for_before_anything_is_previewed(
    plant: FileWorkbook, run: Run, tmp_path: Path
):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "stock.csv").write_text("Material,Description\nS,Steel\n", encoding="utf-8")
    (folder / "readme.pdf").write_bytes(b"%PDF")
    done = run(folder, preview=True)
    assert done.report.tables == () and done.asked == 2, "Kind and Unit"
    frame = plant.read_table("Imports").frame.filter(pl.col("Source") == "stock.csv")
    assert frame.filter(pl.col("Their Column").is_null())["Our Column"].to_list() == ["Kind", "Unit"]
    with pytest.raises(MappingUnreadable, match=r"Imports!D\d+: found nothing"):
        run(folder, preview=True)


def test_a_database_beside_files_is_looked_at_and_accepted(
    plant: FileWorkbook, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What was told, not what followed from it, is told again: all that the sheet names, or a source by its name."""
    with closing(sqlite3.connect(tmp_path / "plant.db")) as database:
        database.execute("CREATE TABLE vendors (no, name)")
        database.execute("INSERT INTO vendors VALUES ('L-1', 'Meier')")
        database.commit()
    monkeypatch.setenv("PLANT_DB", f"sqlite:///{tmp_path}/plant.db")
    lay_out(plant, sheet_rows(parse_mapping(MAPPING + """
[sources.vendors]
database = "env:PLANT_DB"
query = "SELECT no, name FROM vendors"
[tables.Suppliers]
source = "vendors"
columns = { Supplier = "no", Name = "name" }
""")))
    run(preview=True)
    assert [table.sheet for table in run(accept=True).report.tables] == ["Materials", "Movements", "Suppliers"]
    with closing(sqlite3.connect(tmp_path / "plant.db")) as database:
        database.execute("INSERT INTO vendors VALUES ('L-2', 'Kunz')")
        database.commit()
    named = Asked((Path("vendors"),), preview=True)
    run_import(plant, named)
    assert run(accept=True).report.tables[0].new == 1
    run_import(plant, named)
    with closing(sqlite3.connect(tmp_path / "plant.db")) as database:
        database.execute("UPDATE vendors SET name = 'Hinz' WHERE no = 'L-2'")
        database.commit()
    with pytest.raises(PreviewOutdated, match="vendors"):
        run(accept=True)
    assert plant.read_table("Suppliers").frame["Name"].to_list() == ["Meier", "Kunz"]


def test_a_part_of_a_mapping_file_is_accepted_as_that_part(plant: FileWorkbook, run: Run, tmp_path: Path):
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    run("parts.csv", preview=True, mapping=tmp_path / "map.toml", partly=True)
    assert [table.sheet for table in run(accept=True).report.tables] == ["Materials"]


def test_a_source_that_is_not_given_takes_no_query_along_that_does_not_name_it(plant: FileWorkbook, run: Run):
    lay_out(plant, sheet_rows(parse_mapping(
        '[sources]\npart = "none.csv"\nparts = "parts.csv"\n[tables.Suppliers]\n'
        'query = \'SELECT "Part" AS "Supplier", "Name" FROM parts\'\n'
        '[tables.Customers]\nsource = "part"\ncolumns = { Customer = "a", Name = "b" }\n'
    )))
    assert [table.sheet for table in run("parts.csv").report.tables] == ["Suppliers"]
