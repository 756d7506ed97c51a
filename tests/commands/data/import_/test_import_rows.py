"""What an import does to a workbook: new, changed, unchanged and rejected rows, and everything it leaves alone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from wipbook.commands.data.import_.errors import ControlsDiffer, KeyTwice, TableMissing
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import open_file

MATERIALS = """
[sources]
parts = "parts.csv"
[tables.Materials]
source = "parts"
columns = { Material = "No", Description = "Name", Unit = "UoM", "Standard Cost" = "Cost" }
constants = { Kind = "raw" }
"""
PARTS = "No,Name,UoM,Cost\n00123,Tube,m,3.20\n22E1,Plate,pcs,1.15\n"


def counts(report, sheet="Materials"):
    table = next(table for table in report.tables if table.sheet == sheet)
    return table.read, table.new, table.changed, table.unchanged, table.rejected


def materials(book):
    frame = book.read_table("Materials").frame
    return frame.filter(frame["Material"].is_not_null())


def test_new_rows_arrive_and_codes_keep_their_shape(run, book):
    report = run(MATERIALS, {"parts.csv": PARTS})
    assert counts(report) == (2, 2, 0, 0, 0)
    assert report.written and report.exit_code == 0
    assert materials(book)["Material"].to_list() == ["00123", "22E1"]
    assert materials(book)["Standard Cost"].to_list() == [3.2, 1.15]


def test_a_second_import_of_the_same_source_changes_nothing(run, book):
    run(MATERIALS, {"parts.csv": PARTS})
    book.save()
    report = run(MATERIALS, {"parts.csv": PARTS})
    assert counts(report) == (2, 0, 0, 2, 0)
    assert not report.written and not book.changed


def test_a_changed_row_is_updated_in_place_and_a_new_one_added_below(run, book):
    run(MATERIALS, {"parts.csv": PARTS})
    report = run(MATERIALS, {"parts.csv": PARTS.replace("3.20", "3.35") + "A-1,Axle,pcs,4.80\n"})
    assert counts(report) == (3, 1, 1, 1, 0)
    assert materials(book).select("Material", "Standard Cost").rows() == [("00123", 3.35), ("22E1", 1.15), ("A-1", 4.8)]


def test_columns_the_mapping_does_not_name_keep_what_they_hold(run, book):
    run(MATERIALS, {"parts.csv": PARTS})
    row = book.tables()["Materials"].first_row
    at = book.read_table("Materials").address(0, "Reorder Point").rpartition("!")[2]
    book.write_cells("Materials", {at: 40})
    report = run(MATERIALS, {"parts.csv": PARTS.replace("Tube", "Steel tube")})
    assert counts(report) == (2, 0, 1, 1, 0)
    assert materials(book).select("Description", "Reorder Point").row(0) == ("Steel tube", 40)
    assert row == book.tables()["Materials"].first_row


def test_a_code_typed_as_a_number_is_the_same_code(run, book):
    run(MATERIALS, {"parts.csv": "No,Name,UoM,Cost\n123,Tube,m,3.20\nA,Plate,pcs,1\n"})
    at = book.read_table("Materials").address(0, "Material").rpartition("!")[2]
    book.write_cells("Materials", {at: 123})
    report = run(MATERIALS, {"parts.csv": "No,Name,UoM,Cost\n123,Tube,m,3.20\n"})
    assert report.tables[0].new == 0


def test_a_dry_run_reports_and_writes_nothing(run, book):
    report = run(MATERIALS, {"parts.csv": PARTS}, dry_run=True)
    assert counts(report) == (2, 2, 0, 0, 0)
    assert not report.written and not book.changed


def test_bad_rows_are_rejected_with_row_column_and_reason(run, book):
    bad = "No,Name,UoM,Cost\nA,Tube,m,3.20\n,Plate,pcs,1\nB,Bolt,pcs,abc\nC,Nut,pcs,-1\nD,x,m,1\nD,y,m,1\n"
    report = run(MATERIALS, {"parts.csv": bad})
    assert counts(report) == (6, 1, 0, 0, 5)
    assert report.exit_code == 1
    rejections = report.tables[0].rejections
    assert rejections.select("Row", "Column", "Found").rows() == [
        (3, "Material", "blank"),  # lines of the file; the header is line 1
        (4, "Standard Cost", "abc"),
        (5, "Standard Cost", "-1"),
        (6, "Material", "D"),
        (7, "Material", "D"),
    ]
    assert "rows 6, 7" in rejections["Expected"][3]
    assert report.tables[0].totals[0].source == Decimal("5.20")  # 3.20 + 1 - 1 + 1 + 1
    assert report.tables[0].totals[0].accepted == Decimal("3.20")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_text_that_looks_like_a_formula_stays_text(run, book, text, tmp_path):
    quoted = '"' + text.replace('"', '""') + '"'
    run(MATERIALS, {"parts.csv": f"No,Name,UoM,Cost\nA,{quoted},m,1\n"})
    path = book.save()
    book.close()
    with open_file(path) as again:
        cells = again.read_table("Materials")
        assert cells.frame["Description"].to_list() == [text]
        assert not cells.formulas.get("Description")


def test_padding_is_taken_off_and_choices_and_dates_are_read_as_people_write_them(run, book):
    mapping = """
[sources.moves]
file = "moves.csv"
delimiter = ";"
[tables.Movements]
source = "moves"
columns = { Movement = "N", Date = "D", Type = "T", Material = "M", Quantity = "Q" }
date = "%d.%m.%Y"
decimal = ","
"""
    report = run(mapping, {"moves.csv": "N;D;T;M;Q\n1;31.01.2026;receipt;EA ;1.234,5\n"})
    assert counts(report, "Movements") == (1, 1, 0, 0, 0)
    row = book.read_table("Movements").frame.row(0, named=True)
    assert (row["Type"], row["Material"], row["Quantity"]) == ("Receipt", "EA", 1234.5)
    assert row["Date"] == dt.datetime(2026, 1, 31)


def test_times_and_timestamps_survive_and_compare_equal(run, book):
    mapping = """
[sources]
t = "t.csv"
[tables.Labor]
source = "t"
columns = { Ticket = "T", Date = "D", Employee = "E", Start = "S", End = "F", Hours = "H", "Entered At" = "A" }
"""
    text = "T,D,E,S,F,H,A\n1,2026-01-05,E1,07:00,15:30,8.5,2026-01-05 17:05:00\n"
    run(mapping, {"t.csv": text})
    path = book.save()
    with open_file(path) as again:
        assert again.read_table("Labor").frame.height == 1
    assert counts(run(mapping, {"t.csv": text}), "Labor") == (1, 0, 0, 1, 0)


def test_a_key_column_that_is_blank_on_both_sides_matches(run, book):
    mapping = """
[sources]
b = "b.csv"
[tables."Bill of Materials"]
source = "b"
columns = { Product = "P", Component = "C", "Quantity Per" = "Q" }
"""
    run(mapping, {"b.csv": "P,C,Q\nA,B,2\n"})
    assert counts(run(mapping, {"b.csv": "P,C,Q\nA,B,3\n"}), "Bill of Materials") == (1, 0, 1, 0, 0)


def test_two_rows_of_the_workbook_with_the_key_of_a_source_row_refuse_the_import(run, book):
    run(MATERIALS, {"parts.csv": PARTS})
    at = book.read_table("Materials").address(1, "Material").rpartition("!")[2]
    book.write_cells("Materials", {at: "00123"})
    with pytest.raises(KeyTwice) as caught:
        run(MATERIALS, {"parts.csv": PARTS})
    assert caught.value.exit_code == 3
    assert "Materials!A" in caught.value.where


@pytest.mark.parametrize(("role", "shown"), [("All", True), ("Controller", False)])
def test_a_hidden_sheet_that_receives_rows_is_shown_in_whose_view_it_is(run, book, role, shown):
    book.set_visible("Customers", False)
    write_settings(book, {"Role": role})
    mapping = '[sources]\nc = "c.csv"\n[tables.Customers]\nsource = "c"\ncolumns = { Customer = "C", Name = "N" }\n'
    run(mapping, {"c.csv": "C,N\n1,City Cycles\n"})
    assert book.is_visible("Customers") is shown


CONTROL = MATERIALS + '[controls.cost]\nquery = "SELECT sum(\\"Standard Cost\\") FROM imported.Materials"\nexpect = '


def test_a_control_total_that_comes_out_lets_the_import_through(run, book):
    report = run(CONTROL + '"4.35"', {"parts.csv": PARTS})
    assert [(each.got, each.ok) for each in report.controls] == [("4.350000", True)]


def test_a_control_total_that_differs_refuses_with_exit_code_3_and_nothing_written(run, book):
    with pytest.raises(ControlsDiffer) as caught:
        run(CONTROL + '"4.36"', {"parts.csv": PARTS})
    assert caught.value.exit_code == 3
    assert "found 4.350000, expected 4.36" in caught.value.message
    assert not book.changed
    report = run(CONTROL + '"4.36"', {"parts.csv": PARTS}, dry_run=True)
    assert report.exit_code == 3 and len(report.differences) == 1


def test_expectations_in_json_may_be_objects_of_objects_and_miss_no_name(run):
    mapping = (
        MATERIALS
        + """
[controls.by_unit]
query = 'SELECT "Unit", count(*) AS rows, sum("Standard Cost") AS cost FROM imported.Materials GROUP BY ALL'
expect = { file = "totals.json", at = "/by unit" }
"""
    )
    totals = '{"by unit": {"m": {"rows": 1, "cost": "3.20"}, "kg": {"rows": 1, "cost": "1.00"}}}'
    report = run(mapping, {"parts.csv": PARTS, "totals.json": totals}, dry_run=True)
    figures = {each.figure: each.ok for each in report.controls}
    assert figures == {
        "m: rows": True,
        "m: cost": True,
        "kg: rows": False,
        "kg: cost": False,
        "pcs: rows": False,
        "pcs: cost": False,
    }


class Without:
    """A workbook that lacks one table."""

    name = "book.xlsx"

    def tables(self):
        return {"Movements": None}


def test_a_workbook_without_the_table_is_refused(tmp_path):
    from wipbook.commands.data.import_ import import_rows, parse_mapping

    (tmp_path / "parts.csv").write_text(PARTS)
    with pytest.raises(TableMissing, match="Materials"):
        import_rows(Without(), parse_mapping(MATERIALS), [tmp_path])


def test_a_column_the_workbook_lacks_is_named(tmp_path):
    from types import SimpleNamespace

    from wipbook.commands.data.import_ import import_rows, parse_mapping
    from wipbook.commands.data.import_.errors import UnknownColumn

    (tmp_path / "parts.csv").write_text(PARTS)
    book = Without()
    place = SimpleNamespace(headers=("Material", "Description", "Kind", "Unit"))
    book.tables = lambda: {"Materials": place}
    book.read_table = lambda name: SimpleNamespace(place=place, around=None)
    with pytest.raises(UnknownColumn, match="Standard Cost"):
        import_rows(book, parse_mapping(MATERIALS), [tmp_path])


def test_a_changed_time_and_timestamp_arrive(run, book):
    mapping = """
[sources]
t = "t.csv"
[tables.Labor]
source = "t"
columns = { Ticket = "T", Date = "D", Employee = "E", Start = "S", Hours = "H", "Entered At" = "A" }
"""
    run(mapping, {"t.csv": "T,D,E,S,H,A\n1,2026-01-05,E1,07:00,8,2026-01-05 17:05\n"})
    text = "T,D,E,S,H,A\n1,2026-01-06,E1,07:15,8,2026-01-06 17:35\n"
    assert counts(run(mapping, {"t.csv": text}), "Labor") == (1, 0, 1, 0, 0)
    path = book.save()
    with open_file(path) as again:
        row = again.read_table("Labor").frame.row(0, named=True)
        assert row["Date"] == dt.datetime(2026, 1, 6)
        assert row["Entered At"] == dt.datetime(2026, 1, 6, 17, 35)
    assert counts(run(mapping, {"t.csv": text}), "Labor") == (1, 0, 0, 1, 0)
