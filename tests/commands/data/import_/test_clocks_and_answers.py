"""Hours, times, moments with a zone, and answers, as the files of other programs have them, through an import."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from wipbook.commands.data.import_ import import_rows
from wipbook.commands.data.import_.errors import MappingUnreadable
from wipbook.commands.data.import_.mapping import parse_mapping
from wipbook.commands.data.import_.mapping.shown_formats import format_meant, format_shown
from wipbook.commands.data.import_.proposals import Confidence, propose
from wipbook.hosts.file.workbook import FileWorkbook

LABOR = """
[sources]
t = "t.csv"
[tables.Labor]
source = "t"
columns = {{ Ticket = "T", Date = "D", Employee = "E", Start = "S", Hours = "H" }}
{more}
"""
ELAPSED = 'formats = { Hours = "[h]:mm" }'
ZONED = 'date = "%Y-%m-%dT%H:%M:%S%z"'


def tickets(*rows: str) -> dict[str, str]:
    return {"t.csv": "\n".join(["T,D,E,S,H", *(f"{at},{row}" for at, row in enumerate(rows, 1)), ""])}


def labor(book: FileWorkbook, column: str) -> list[object]:
    read = book.read_table("Labor").frame
    return read.filter(read["Ticket"].is_not_null())[column].to_list()


def clocks(book: FileWorkbook) -> list[str]:
    """Times of day, which a cell holds as a moment of the day before the first."""
    return [str(one).rpartition(" ")[2] for one in labor(book, "Start")]


def test_hours_that_say_their_units(run, book):
    rows = tickets("2026-01-05,E1,07:00,1h 30m", "2026-01-05,E1,,45 min", "2026-01-05,E1,,2")
    report = run(LABOR.format(more=""), rows)
    assert report.rejected == 0
    assert labor(book, "Hours") == [1.5, 0.75, 2]


def test_a_clock_is_refused_as_hours_until_the_mapping_says_that_it_is_elapsed(run, book):
    rows = tickets("2026-01-05,E1,07:00,7:30", "2026-01-05,E1,07:00,8.25")
    refused = run(LABOR.format(more=""), rows)
    assert refused.tables[0].rejections.to_dicts()[0]["Found"] == "7:30"
    assert "[h]:mm" in refused.tables[0].rejections.to_dicts()[0]["Expected"]
    assert run(LABOR.format(more=ELAPSED), rows).rejected == 0
    assert sorted(labor(book, "Hours")) == [7.5, 8.25]


def test_times_with_halves_of_the_day_and_behind_a_day(run, book):
    report = run(
        LABOR.format(more=""),
        tickets("2026-01-05,E1,7:05 PM,1", "2026-01-05,E1,2026-01-05 07:30:15,1", "2026-01-05,E1,7.30,1"),
    )
    assert clocks(book) == ["19:05:00", "07:30:15"]
    assert [(row["Row"], row["Found"]) for row in report.tables[0].rejections.to_dicts()] == [(4, "7.30")]


def test_a_moment_of_a_zone_is_refused_until_the_mapping_says_that_it_counts_as_written(run, book):
    """Half past eleven in the evening of the 5th in New York is the 6th in London: the file's day is the 5th."""
    rows = tickets(
        "2026-01-05T23:30:00.000-05:00,E1,2026-01-05T23:30:00.000-05:00,1", "2026-01-06T08:00:00Z,E1,08:00,1",
        "2026-01-07,E1,08:00,1",
    )
    refused = run(LABOR.format(more=""), rows, dry_run=True)
    assert [row["Row"] for row in refused.tables[0].rejections.to_dicts() if row["Column"] == "Date"] == [2, 3]
    assert run(LABOR.format(more=ZONED), rows).rejected == 0
    days = [one.date() if isinstance(one, dt.datetime) else one for one in labor(book, "Date")]
    assert days == [dt.date(2026, 1, 5), dt.date(2026, 1, 6), dt.date(2026, 1, 7)]
    assert clocks(book) == ["23:30:00", "08:00:00", "08:00:00"]


def test_answers_in_other_languages_and_states_of_use(run, book):
    said = {"Ja": True, "nein": False, "Sì": True, "não": False, "Active": True, "INAKTIV": False, "obsolete": False}
    rows = "".join(f"P-{at},Part,raw,pcs,{one}\n" for at, one in enumerate(said))
    report = run(
        '[sources]\np = "p.csv"\n[tables.Materials]\nsource = "p"\n'
        'columns = { Material = "M", Description = "D", Kind = "K", Unit = "U", Active = "A" }\n',
        {"p.csv": f"M,D,K,U,A\n{rows}P-X,Part,raw,pcs,perhaps\n"},
    )
    read = book.read_table("Materials").frame
    assert read.filter(read["Material"].is_not_null())["Active"].to_list() == list(said.values())
    assert [row["Found"] for row in report.tables[0].rejections.to_dicts()] == ["perhaps"]


@pytest.mark.parametrize("shown", ["[h]:mm", "[hh]:mm:ss", "[H]:MM"])
def test_the_format_of_elapsed_hours_stands_in_a_cell_as_excel_writes_it(shown: str) -> None:
    assert format_meant(shown) == "[h]:mm" == format_shown(format_meant(shown))


def test_the_format_of_elapsed_hours_is_of_hours_only() -> None:
    text = LABOR.format(more='formats = { Ticket = "[h]:mm" }')
    with pytest.raises(MappingUnreadable, match="a column of hours"):
        parse_mapping(text)


def test_what_a_time_tracker_exports_is_proposed_and_comes_in(tmp_path: Path, book: FileWorkbook) -> None:
    """1:30 and 0:45 are two hours and a quarter."""
    path = tmp_path / "time entries.csv"
    path.write_text(
        "Entry ID,Employee,Project,Start Date,Duration\nT-1,Ada,J-1,2026-05-04T08:00:00+02:00,01:30:00\n"
        "T-2,Ada,J-1,2026-05-05T08:00:00+02:00,00:45:00\n", "utf-8",
    )
    found = {one.their_column: one for one in propose([path]).columns}
    assert (found["Duration"].our_column, found["Duration"].format) == ("Hours", "[h]:mm")
    assert (found["Start Date"].our_column, found["Start Date"].confidence) == ("Date", Confidence.LIKELY)
    assert "as they are written" in found["Start Date"].why
    assert import_rows(book, propose([path]).mapping, [path]).rejected == 0
    assert labor(book, "Hours") == [1.5, 0.75]
    assert [str(one)[:10] for one in labor(book, "Date")] == ["2026-05-04", "2026-05-05"]


def test_a_code_that_nearly_each_row_has_of_its_own_is_proposed_and_the_others_are_left_out(
    tmp_path: Path, book: FileWorkbook
) -> None:
    path = tmp_path / "item master.csv"
    rows = "".join(f"P-{at},Part {at},raw,pcs\n" for at in range(18))
    path.write_text(f"Item Number,Description,Kind,Unit\n{rows}P-1,Part again,raw,pcs\n", "utf-8")
    found = propose([path]).columns[0]
    assert (found.our_column, found.confidence) == ("Material", Confidence.LIKELY)
    assert "its values repeat (18 in 19 rows)" in found.why and "left out" in found.why
    done = import_rows(book, propose([path]).mapping, [path])
    assert (done.tables[0].new, done.rejected) == (17, 2)


@pytest.mark.parametrize(("states", "ours"), [(("Active", "Inactive"), "Active"), (("Active", "Draft"), "")])
def test_a_state_of_use_is_what_is_active_and_no_other(states: tuple[str, str], ours: str, tmp_path: Path) -> None:
    path = tmp_path / "vendors.csv"
    rows = "".join(f"V-{at},Vendor {at},{state}\n" for at, state in enumerate(states))
    path.write_text(f"Vendor ID,Vendor Name,Status\n{rows}", "utf-8")
    assert propose([path]).columns[-1].our_column == ours
