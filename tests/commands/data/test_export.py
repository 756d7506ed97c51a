"""The cube as a file, read back by programs that are not ours."""

from __future__ import annotations

import csv
import errno
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.commands.every_command import small_plant
from wipbook.books.analysis.cube.cube import CUBE
from wipbook.commands.data.cube_file import NotOurExport, refuse_target, write
from wipbook.commands.data.new import copy_template
from wipbook.commands.value import whole_file
from wipbook.hosts.file.workbook import open_file

Said = tuple[int, str, str]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return small_plant(tmp_path / "plant.xlsx")


def test_parquet_holds_exact_decimals_of_all_months(book: Path, wipbook: Callable[..., Said]) -> None:
    """40 of 100 kg at 2.50 into J1: 100 charged, 150 in stock, and 30 days of 100."""
    before = book.read_bytes()
    code, out, err = wipbook("export", str(book))
    written = book.with_name("plant-analysis.parquet")
    assert (code, err) == (0, "") and str(written) in out
    found = duckdb.sql(
        f"SELECT Measure, Stage, sum(Amount) AS amount, any_value(typeof(Amount)) FROM '{written}' "
        "WHERE Reported = 'This period' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    kind = "DECIMAL(38,6)"
    assert found == [
        ("Balance", "Raw Materials", Decimal(150), kind), ("Balance", "Work in Process", Decimal(100), kind),
        ("Cost charged", "Work in Process", Decimal(100), kind),
        ("WIP cost days", "Work in Process", Decimal(3000), kind),
    ]
    assert book.read_bytes() == before, "the workbook stays as it is"


def test_csv_says_the_same_and_no_text_becomes_a_formula(book: Path, wipbook: Callable[..., Said]) -> None:
    with open_file(book, backups=0) as workbook:
        place = workbook.tables()["Jobs"]
        workbook.write_cells("Jobs", {place.cell(0, "Customer"): "=1+1"})
        workbook.save()
    code, out, _ = wipbook("export", str(book), "--out", str(book.parent / "bi" / "cube.csv"), "--json")
    told = json.loads(out)
    with (book.parent / "bi" / "cube.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == tuple(CUBE) and told["rows"] == len(rows) and told["format"] == "csv"
    assert code == int(told["rows_left_out"] > 0)
    of_job = [row for row in rows if row["Measure"] == "Cost charged"]
    assert [(row["Job"], row["Customer"], row["Amount"]) for row in of_job] == [("J1", "'=1+1", "100.000000")]


def test_an_older_export_is_replaced_and_nothing_else(book: Path, wipbook: Callable[..., Said]) -> None:
    path = book.parent / "cube.csv"
    assert [wipbook("export", str(book), "--out", str(path))[0] for _ in range(2)] == [0, 0], "ours"
    foreign = b"Name,Phone\nAnn,123\n"
    path.write_bytes(foreign)
    code, out, err = wipbook("export", str(book), "--out", str(path))
    assert (code, out) == (3, "") and "did not write" in err and path.read_bytes() == foreign
    assert wipbook("export", str(book), "--out", str(path), "--overwrite")[0] == 0
    assert path.read_bytes() != foreign
    assert not list(book.parent.glob(".wipbook-*")), "no piece is left"


def test_a_parquet_file_is_known_by_who_wrote_it(tmp_path: Path) -> None:
    ours, theirs, broken = (tmp_path / name for name in ("ours.parquet", "theirs.parquet", "broken.parquet"))
    frame = pl.DataFrame(schema=CUBE)
    write(ours, frame, "parquet")
    frame.write_parquet(theirs)
    broken.write_bytes(b"PAR1")
    refuse_target(ours, tuple(CUBE), overwrite=False)
    for path in (theirs, broken):
        with pytest.raises(NotOurExport):
            refuse_target(path, tuple(CUBE), overwrite=False)
        refuse_target(path, tuple(CUBE), overwrite=True)


@pytest.mark.parametrize(("said", "found"), [
    (["--format", "xlsx"], "'xlsx'"), (["--out", "cube.txt"], "cube.txt"),
    (["--format", "csv", "--out", "cube.parquet"], "cube.parquet"),
], ids=["format", "ending", "both"])
def test_what_is_not_written(said: list[str], found: str, book: Path, wipbook: Callable[..., Said]) -> None:
    code, out, err = wipbook("export", str(book), *said)
    assert (code, out) == (2, "") and found in err


def test_a_folder_in_the_place_of_the_file(book: Path, wipbook: Callable[..., Said]) -> None:
    (book.parent / "plant-analysis.csv").mkdir()
    code, _, err = wipbook("export", str(book), "--format", "csv", "--overwrite")
    assert code == 3 and "no file" in err


def test_a_folder_nobody_may_write_into(
    book: Path, wipbook: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the system says it of such a folder: root would be let in."""
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(book.parent / "shut"))

    (book.parent / "shut").mkdir()
    monkeypatch.setattr(whole_file.tempfile, "mkstemp", refused)
    code, out, err = wipbook("export", str(book), "--out", str(book.parent / "shut"))
    assert code in (2, 3) and out == "" and "shut" in err and "Traceback" not in err
    assert list((book.parent / "shut").iterdir()) == []


def test_a_file_in_the_place_of_the_folder(book: Path, wipbook: Callable[..., Said]) -> None:
    (book.parent / "bi").write_text("a note", "utf-8")
    code, out, err = wipbook("export", str(book), "--out", str(book.parent / "bi" / "cube.csv"))
    assert code in (2, 3) and out == "" and err.count("\n") == 1
    assert (book.parent / "bi").read_text("utf-8") == "a note"


def test_a_workbook_in_which_nothing_happened(tmp_path: Path, wipbook: Callable[..., Said]) -> None:
    path = tmp_path / "empty.xlsx"
    copy_template(path)
    code, out, err = wipbook("export", str(path), "--format", "csv")
    assert (code, err) == (0, "") and "No row, only the header" in out
    assert (tmp_path / "empty-analysis.csv").read_text("utf-8").splitlines() == [",".join(CUBE)]
