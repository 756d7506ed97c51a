"""A sign-off is of a period: moving on changes no signature, coming back compares it again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from tests.second_opinion import compare, recalculate
from wipbook.commands.audit.sign import sign
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file

NOON = dt.datetime(2026, 4, 2, 12)
MARCH = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))
APRIL = (dt.date(2026, 4, 1), dt.date(2026, 4, 30))


@pytest.fixture
def signed(book: Path) -> FileWorkbook:
    """The small plant, signed for March, in which 60 kg at 2.50 and 40 kg in a job stand: 250.00 in all."""
    workbook = open_file(book, backups=0)
    _stand_in(workbook, MARCH)
    assert sign(workbook, "Dana Kowal", "controller", now=NOON).inventory == 250.0
    return workbook


def _stand_in(workbook: FileWorkbook, period: tuple[dt.date, dt.date], as_of: dt.date | None = None) -> None:
    write_settings(workbook, {"Period Start": period[0], "Period End": period[1], "As Of": as_of})
    refresh(workbook, now=NOON)


def _state(workbook: FileWorkbook, row: int = 0) -> tuple[Any, ...]:
    return workbook.read_table("SignOffs").frame.select("State", "Compared").row(row)


def _ship(workbook: FileWorkbook, day: dt.date) -> None:
    """Ten kg leave on a day, 25.00."""
    workbook.append_rows("Movements", pl.DataFrame({
        "Movement": ["M9"], "Date": [day], "Type": ["Shipment"], "Material": ["S"], "Quantity": [10.0],
    }))


def test_the_period_is_stored(signed: FileWorkbook) -> None:
    row = signed.read_table("SignOffs").frame.row(0, named=True)
    days = [row[name].date() for name in ("Period From", "Period To", "As Of")]
    assert days == [*MARCH, MARCH[1]]
    assert _state(signed) == ("as signed", "now")
    said = signed.read_table("ChangeLog").frame["What Changed"][-1]
    assert said.endswith("of 2026-03-01 to 2026-03-31 as of 2026-03-31")


def test_moving_on_changes_no_signature(signed: FileWorkbook) -> None:
    _ship(signed, dt.date(2026, 4, 7))
    _stand_in(signed, APRIL)
    assert _state(signed) == ("as signed", "last as of 2026-03-31")
    sign(signed, "Paul Haas", now=NOON)
    assert [_state(signed, row)[0] for row in (0, 1)] == ["as signed", "as signed"]
    signed.append_rows("Movements", pl.DataFrame({
        "Movement": ["M10"], "Date": [dt.date(2026, 4, 8)], "Type": ["Shipment"], "Material": ["S"], "Quantity": [5.0],
    }))
    refresh(signed, now=NOON)
    assert [_state(signed, row)[0] for row in (0, 1)] == ["as signed", "changed since it was signed"]


def test_coming_back_compares_again(signed: FileWorkbook) -> None:
    _stand_in(signed, APRIL)
    _ship(signed, dt.date(2026, 3, 20))
    refresh(signed, now=NOON)
    assert _state(signed) == ("as signed", "last as of 2026-03-31"), "nobody looked at March"
    _stand_in(signed, MARCH)
    assert _state(signed) == ("changed since it was signed", "now")
    _stand_in(signed, APRIL)
    assert _state(signed) == ("changed since it was signed", "last as of 2026-03-31"), "and that is kept as well"


def test_another_day_of_the_same_period_is_another_balance(signed: FileWorkbook) -> None:
    _stand_in(signed, MARCH, dt.date(2026, 3, 15))
    assert _state(signed) == ("as signed", "last as of 2026-03-31")


def test_a_sign_off_of_an_older_workbook_is_given_the_period_whose_figures_it_has(signed: FileWorkbook) -> None:
    rows = signed.read_table("SignOffs").frame
    old = [name for name in rows.columns if name not in ("Period From", "Period To", "As Of", "Compared", "Last State")]
    other = rows.select(old).with_columns(pl.lit("0123456789abcdef").alias("Figures"))
    signed.write_table("SignOffs", pl.concat([rows.select(old), other]))
    refresh(signed, now=NOON)
    table = signed.read_table("SignOffs").frame
    assert table["State"].to_list() == ["as signed", "changed since it was signed"]
    assert table["Compared"].to_list() == ["now", "now; of no period"]
    assert [day and day.date() for day in table["As Of"]] == [MARCH[1], None]
    _stand_in(signed, APRIL)
    assert _state(signed) == ("as signed", "last as of 2026-03-31")


@pytest.mark.libreoffice
def test_libreoffice_says_the_same_of_both_periods(signed: FileWorkbook, office_profile: Path, tmp_path: Path) -> None:
    _ship(signed, dt.date(2026, 4, 7))
    _stand_in(signed, APRIL)
    sign(signed, "Paul Haas", now=NOON)
    saved = signed.save(tmp_path / "two.xlsx")
    again = recalculate(saved, office_profile, tmp_path / "again")
    _, wrong = compare(saved, again)
    assert not wrong, wrong[:5]
    sheet = openpyxl.load_workbook(again, read_only=True, data_only=True)["Sign-Off"]
    place = signed.tables()["SignOffs"]
    shown = [[sheet[place.cell(row, name)].value for name in ("State", "Compared")] for row in (0, 1)]
    assert shown == [["as signed", "last as of 2026-03-31"], ["as signed", "now"]]
