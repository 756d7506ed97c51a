"""The command calendar: public holidays, against what the law of the land says."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import polars as pl
import pytest

from tests.shell import run
from wipbook.commands.forecast.calendar import UnknownCountry, fill_calendar, holidays_of
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file

NOON = dt.datetime(2027, 1, 15, 12, 0)

# Art. 1 of the Bavarian law on Sundays and holidays (FTG) and Art. 2 of the Unification Treaty; Easter Sunday of 2027
# is 28 March. Assumption (15 August) is one only in communities that are mostly Catholic, not in all of Bavaria.
BAVARIA_2027 = {
    (1, 1), (1, 6), (3, 26), (3, 29), (5, 1), (5, 6), (5, 17), (5, 27), (10, 3), (11, 1), (12, 25), (12, 26),
}
# 5 U.S.C. 6103 (a), and the days on which they are observed when they fall on a weekend (4 July is a Sunday, 25
# December and 19 June are Saturdays)
UNITED_STATES_2027 = {
    (1, 1), (1, 18), (2, 15), (5, 31), (6, 19), (7, 4), (9, 6), (10, 11), (11, 11), (11, 25), (12, 25),
}


# 5 U.S.C. 6103 (b): Friday 18 June for the 19th, Monday 5 July for the 4th, Friday 24 December for the 25th, and Friday
# 31 December for 1 January 2028
OBSERVED_2027 = {(6, 18), (7, 5), (12, 24), (12, 31)}


@pytest.mark.parametrize(
    ("country", "expected"), [("de-by", BAVARIA_2027), ("US", UNITED_STATES_2027 | OBSERVED_2027)]
)
def test_the_days_that_the_law_names(country: str, expected: set[tuple[int, int]]) -> None:
    found = {(day.month, day.day) for day in holidays_of(country, range(2027, 2028))}
    assert found == expected


def test_names_do_not_depend_on_the_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for spoken in ("en_US.UTF-8", "fr_FR.UTF-8", "C"):
        monkeypatch.setenv("LANG", spoken)
        monkeypatch.setenv("LANGUAGE", spoken)
        assert holidays_of("DE", range(2027, 2028))[dt.date(2027, 12, 25)] == "Erster Weihnachtstag"


@pytest.fixture
def book(demo_copy: Path) -> FileWorkbook:
    return open_file(demo_copy)


def test_days_of_the_plant_stay_and_a_second_run_adds_nothing(book: FileWorkbook) -> None:
    before = book.read_table("Calendar").frame
    done = fill_calendar(book, "DE", "BY", 2, now=NOON)
    after = book.read_table("Calendar").frame
    assert after.head(before.height).equals(before)
    assert (done.country, done.years) == ("DE-BY", (2026, 2027))
    assert after.height == before.height + done.added.height
    assert done.added.height + done.there == 24  # twelve a year
    assert after.filter(pl.col("Work Center").is_null())["Date"].is_unique().all()
    assert (after.tail(done.added.height)["Hours"] == 0).all()
    assert after.tail(done.added.height)["Work Center"].is_null().all()
    again = fill_calendar(book, "DE", "BY", 2, now=NOON)
    assert (again.added.height, again.there) == (0, 24)


def test_a_day_off_of_one_work_center_is_no_day_off_of_the_plant(book: FileWorkbook) -> None:
    row = {"Work Center": ["WC-10"], "Date": [dt.date(2026, 5, 14)], "Hours": [2.0], "Reason": ["repair"]}
    book.append_rows("Calendar", pl.DataFrame(row))
    added = fill_calendar(book, "DE", "", 1, now=NOON).added
    assert dt.date(2026, 5, 14) in added["Date"].to_list()  # Ascension Day


def test_the_country_of_settings_and_none(book: FileWorkbook) -> None:
    with pytest.raises(UnknownCountry, match="without a country there are no holidays"):
        fill_calendar(book)
    with pytest.raises(UnknownCountry, match="no country"):
        fill_calendar(book, region="BY")
    write_settings(book, {"Country": "DE-BW"})
    assert fill_calendar(book, now=NOON).country == "DE-BW"
    assert fill_calendar(book, region="BY", now=NOON).country == "DE-BY"


@pytest.mark.parametrize(
    ("country", "region", "years", "said"),
    [("Germany", "", 2, "a code of ISO 3166"), ("DE", "ZZ", 2, "BB, BE, BW, BY"), ("XX", "", 2, "did you mean"),
     ("DE", "", 0, "1 to 10"), ("DE", "", 99, "1 to 10"), ("MC", "X", 1, "no region")],
)
def test_what_is_not_known_is_said_and_nothing_written(
    book: FileWorkbook, country: str, region: str, years: int, said: str
) -> None:
    before = book.read_table("Calendar").frame
    with pytest.raises(UnknownCountry) as error:
        fill_calendar(book, country, region, years)
    assert said in str(error.value)
    assert book.read_table("Calendar").frame.equals(before)


def test_from_the_shell_and_the_schedule_follows(demo_copy: Path) -> None:
    done = run("calendar", str(demo_copy), "--country", "DE", "--region", "BY", "--years", "2", "--json")
    said = json.loads(done.stdout)
    assert done.returncode == 1, "two rows of the demo are left out"
    assert (said["country"], said["there"], len(said["added"])) == ("DE-BY", 6, 18)
    assert run("calendar", str(demo_copy)).returncode == 2
    steps = json.loads(run("schedule", str(demo_copy), "--json").stdout)["steps"]
    worked = {row[f"Scheduled {end}"] for row in steps for end in ("Start", "Finish")}
    assert "2027-01-01" not in worked and "2027-01-06" not in worked
    assert any("2027-01-04" <= day <= "2027-01-08" for day in worked)
