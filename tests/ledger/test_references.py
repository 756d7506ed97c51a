"""Codes that are nowhere: what was probably meant is said, and a row that is left out tells of those that use it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import pytest

from tests.books import ledger_of
from wipbook.audit.rules.left_out import rejected
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.rejections import Reason

Row = dict[str, Any]


def material(code: str, kind: str = "raw") -> Row:
    return {"Material": code, "Description": "d", "Kind": kind, "Unit": "kg"}


def receipt(number: int, code: str, **more: Any) -> Row:
    day = dt.date(2026, 1, 5)
    return {"Movement": f"M{number}", "Date": day, "Type": "Receipt", "Material": code, "Quantity": 10, "Unit Cost": 2,
            **more}


def job(code: str, of: str) -> Row:
    return {"Job": code, "Description": "d", "Material": of, "Quantity": 5, "Status": "Released",
            "Due": dt.date(2026, 3, 1)}


def ticket(number: int, of: str) -> Row:
    return {"Ticket": f"T{number}", "Date": dt.date(2026, 2, 1), "Employee": "E1", "Job": of, "Hours": 3}


PEOPLE: list[Row] = [{"Employee": "E1", "Name": "Ann", "Rate": 30}]


def advice(known: Sequence[str], typed: str) -> str:
    """What to do about a movement of the material ``typed``."""
    ledger = ledger_of({"Materials": [material(code) for code in known], "Movements": [receipt(1, typed)]})
    listed = ledger.rejections.frame()
    assert listed.select("Cell", "Found", "Effect").rows() == [("F6", repr(typed), "row excluded")]
    assert ledger.rows_left_out == 1
    return str(listed["What To Do"].item())


OTHERS = ["STEEL-4", "PAINT", "X900"]


@pytest.mark.parametrize(
    ("known", "typed", "meant"),
    [
        ("BT-06", "BT06", "BT-06"),
        ("BT-06", "bt 06", "BT-06"),
        ("BT06", "B.T/06", "BT06"),
        ("00123", "123", "00123"),
        ("123", "000123", "123"),
        ("000", "0", "000"),
        ("FRAME-LARGE", "FRAME-LAREG", "FRAME-LARGE"),  # 10 of 11 letters in order: ratio 20/22 = 0.91
        ("Ölfilter", "ÖLFILTR", "Ölfilter"),
    ],
)
def test_the_code_that_was_probably_meant(known: str, typed: str, meant: str) -> None:
    assert advice([*OTHERS, known], typed) == f"did you mean {meant!r}? Else add it to Materials"


@pytest.mark.parametrize("typed", ["Q-77", "---", "STAINLESS"])
def test_none_for_what_is_far_from_all(typed: str) -> None:
    assert advice([*OTHERS, "000"], typed) == "add it to Materials, or correct the code"


def test_the_same_letters_and_figures_before_what_is_only_near() -> None:
    # by letters alone "AB-12" is as near to "AB-123" (10/11) as anything: the one without the hyphen is the same code
    assert advice(["AB-123", "AB12"], "AB-12") == "did you mean 'AB12'? Else add it to Materials"


def test_the_order_of_rows_and_the_case_do_not_matter() -> None:
    known = [*OTHERS, "A-1", "A1", "PUMP-10", "PUMP-20"]
    for seed in range(8):
        mixed = random.Random(seed).sample(known, len(known))
        assert advice(mixed, "A 1") == "did you mean 'A-1'? Else add it to Materials"
        assert advice(mixed, "pump_10") == "did you mean 'PUMP-10'? Else add it to Materials"
        rows = [receipt(number, code.lower()) for number, code in enumerate(mixed)]
        ledger = ledger_of({"Materials": [material(code) for code in known], "Movements": rows})
        assert ledger.rejections.rows == () and ledger.table("Movements")["Material"].to_list() == mixed


def test_rows_with_the_same_advice_are_listed_each_in_its_cell() -> None:
    rows = [receipt(1, "bt06"), receipt(2, "Q-77"), receipt(3, "BT_06"), receipt(4, "BT-06")]
    listed = ledger_of({"Materials": [material("BT-06")], "Movements": rows}).rejections.frame()
    told = dict(listed.select("Cell", "What To Do").rows())
    assert told == {
        "F6": "did you mean 'BT-06'? Else add it to Materials",
        "F7": "add it to Materials, or correct the code",
        "F8": "did you mean 'BT-06'? Else add it to Materials",
    }


def bad_kind(materials: Sequence[Row], **more: Sequence[Row]) -> Ledger:
    """Twelve receipts of BAD, a job of it, three tickets and an issue of that job; and good rows beside them."""
    rows: Mapping[str, Sequence[Row]] = {
        "Materials": materials,
        "Employees": PEOPLE,
        "Movements": [
            *(receipt(number, "bad" if number % 2 else "BAD") for number in range(12)),
            receipt(12, "GOOD"), receipt(13, "GOOD", Type="Issue", Job="J-2"),
        ],
        "Jobs": [job("J-1", "BAD"), job("J-2", "GOOD")],
        "Labor": [ticket(1, "J-1"), ticket(2, "j-1"), ticket(3, "J-1"), ticket(4, "J-2")],
        **more,
    }
    return ledger_of(rows)


GOOD, BAD = material("GOOD", "finished"), material("BAD", "rwa")


@pytest.mark.parametrize("materials", [[GOOD, BAD], [BAD, GOOD]])
def test_one_bad_kind_is_one_message(materials: Sequence[Row]) -> None:
    ledger = bad_kind(materials)
    (entry,) = ledger.rejections.frame().rows(named=True)
    assert (entry["Sheet"], entry["Row Key"], entry["Column"]) == ("Materials", "BAD", "Kind")
    assert (entry["Found"], entry["Effect"]) == ("'rwa'", "row excluded")
    assert entry["Cell"] == f"C{6 + list(materials).index(BAD)}"
    remedy, _, then = entry["What To Do"].partition("; then ")
    assert remedy
    assert then == "1 row of Jobs and 12 rows of Movements and 3 rows of Labor that use it count as well"
    assert ledger.rows_left_out == 1 + 1 + 12 + 3
    used = {name: ledger.rows_used[name] for name in ("Materials", "Movements", "Jobs", "Labor")}
    assert used == {"Materials": 1, "Movements": 2, "Jobs": 1, "Labor": 1}


def test_the_audit_sees_one_wrong_kind_and_no_unknown_code() -> None:
    ledger = bad_kind([GOOD, BAD])
    assert rejected(ledger, Reason.KIND).select("Sheet", "Column").rows() == [("Materials", "Kind")]
    assert rejected(ledger, Reason.UNKNOWN).is_empty()
    also = bad_kind([GOOD, BAD], Movements=[receipt(1, "BAD"), receipt(2, "GODO")])
    assert rejected(also, Reason.UNKNOWN).select("Sheet", "Row Key", "Found").rows() == [("Movements", "M2", "'GODO'")]


def test_a_row_that_uses_it_twice_is_one_row() -> None:
    issues = [receipt(number, "BAD", Type="Issue", Job="J-1") for number in range(2)]
    ledger = bad_kind([GOOD, BAD], Movements=issues, Labor=[])
    (entry,) = ledger.rejections.frame().rows(named=True)
    assert entry["What To Do"].endswith("then 1 row of Jobs and 2 rows of Movements that use it count as well")
    assert ledger.rows_left_out == 1 + 1 + 2


def test_one_row_uses_it() -> None:
    ledger = ledger_of({"Materials": [GOOD, BAD], "Movements": [receipt(1, "BAD")]})
    assert str(ledger.rejections.frame()["What To Do"].item()).endswith(
        "then 1 row of Movements that uses it count as well"
    )


def test_each_bad_row_tells_of_its_own() -> None:
    worse = material("WORSE", "?")
    ledger = ledger_of({
        "Materials": [GOOD, BAD, worse],
        "Movements": [receipt(1, "BAD"), receipt(2, "WORSE"), receipt(3, "WORSE")],
    })
    then = pl.col("What To Do").str.extract("; then (.*) that")
    told = dict(ledger.rejections.frame().select("Row Key", then).rows())
    assert told == {"BAD": "1 row of Movements", "WORSE": "2 rows of Movements"}
    assert ledger.rows_left_out == 5


def test_when_the_kind_is_mended_all_count() -> None:
    ledger = bad_kind([GOOD, material("BAD")])
    assert ledger.rejections.rows == () and ledger.rows_left_out == 0
