"""Costing changes nothing it was given: facts in, a solution and its doubts out."""

from __future__ import annotations

import dataclasses

import pytest

from tests.books import ledger_of
from tests.plant import day
from wipbook.books.results import Results
from wipbook.costing.solve import solve


def test_the_ledger_is_as_it_was_though_rows_cannot_be_used() -> None:
    """A shortage refused, a ticket without a rate, something taken back that never was: three rows of seven."""
    material = {"Description": "x", "Unit": "pcs", "Kind": "raw"}
    ledger = ledger_of(
        {
            "Materials": [{"Material": code, **material} for code in ("A", "P", "Q")],
            "Jobs": [{"Job": "J", "Description": "x", "Material": "P", "Quantity": 1, "Status": "Released",
                      "Due": day(28)}],
            "Movements": [
                {"Movement": "M1", "Date": day(1), "Type": "Receipt", "Material": "A", "Quantity": 5, "Unit Cost": 2},
                {"Movement": "M2", "Date": day(2), "Type": "Shipment", "Material": "A", "Quantity": 6},
                {"Movement": "M3", "Date": day(3), "Type": "Receipt", "Material": "Q", "Quantity": 1,
                 "Reverses": "M9"},
            ],
            "Labor": [{"Ticket": "T1", "Date": day(2), "Employee": "E1", "Hours": 1, "Job": "J"}],
        },
        Negative_Stock="refuse",
    )
    tables = {name: frame.clone() for name, frame in ledger.tables.items()}
    listed = ledger.rejections

    solution = solve(ledger, jit=False)

    assert all(ledger.table(name).equals(frame) for name, frame in tables.items())
    assert ledger.rejections == listed
    assert {sheet: sorted(rows) for sheet, rows in solution.left_out.items()} == {"Movements": [1, 2], "Labor": [0]}
    assert sorted(solution.doubts.frame()["Row Key"]) == ["M2", "M3", "T1"]
    counted = Results(ledger, solution).ledger
    assert (counted.rows_used["Movements"], ledger.rows_used["Movements"]) == (1, 3)
    # 5 at 2.00 came in and nothing could leave: 10.00
    assert Results(ledger, solution).subledger["Raw Materials"] == 1000
    assert solve(ledger, jit=False).keys.equals(solution.keys)


def test_a_ledger_cannot_be_written_to() -> None:
    ledger = ledger_of({})
    with pytest.raises(TypeError):
        ledger.tables["Movements"] = ledger.table("Movements")  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        ledger.rejections = ledger.rejections + ledger.rejections  # type: ignore[misc]
