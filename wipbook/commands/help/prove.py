"""``wipbook prove``: every function's published example, computed inside the user's own workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.sheets import bring_back_sheets
from wipbook.ledger.ledger import read_policy
from wipbook.port.workbook import CellError, Workbook
from wipbook.sheets.help.functions import (
    AGREES,
    DIFFERENCE,
    NEEDS_ADD_IN,
    SHEET,
    Card,
    computed_once,
    live_cells,
    rows_of,
)

Progress = Callable[[str], None]
TABLE = SHEET.tables[0]


@dataclass(frozen=True)
class Proof:
    """One function: what its source prints, what the workbook computed, and whether they agree."""

    function: str
    expected: float | str
    got: object
    difference: float | None
    agrees: bool
    source: str


@dataclass(frozen=True)
class ProofReport:
    proofs: tuple[Proof, ...]

    @property
    def failing(self) -> tuple[Proof, ...]:
        return tuple(proof for proof in self.proofs if not proof.agrees)

    @property
    def line(self) -> str:
        return f"{len(self.proofs) - len(self.failing)} of {len(self.proofs)} examples agree with their sources"


def prove(
    workbook: Workbook,
    functions: Mapping[str, Callable[..., Any]],
    progress: Progress = lambda step: None,
    now: dt.datetime | None = None,
) -> ProofReport:
    """Write every example on the Functions sheet, let the workbook compute it, and compare; the caller saves.

    ``functions`` are those of ``udfs``: the commands do not know the faces above them. In a spreadsheet program the
    results are its own, through the add-in; in a file they are what Python computes from the same example. Errors:
    ``SheetMissing`` for a workbook of another kind.
    """
    read_policy(workbook)  # another kind of workbook must not be given our sheets
    bring_back_sheets(workbook)
    cards = sorted((function.card for function in functions.values()), key=lambda c: (c.group, c.name))  # type: ignore[attr-defined]
    progress("writing the examples")
    _write(workbook, cards, functions)
    progress("reading the results")
    report = ProofReport(tuple(_proofs(workbook, cards)))
    change_log.append(workbook, "prove", "every function's published example computed", result=report.line, now=now)
    return report


def _write(workbook: Workbook, cards: Sequence[Card], functions: Mapping[str, Callable[..., Any]]) -> None:
    computed = computed_once(cards, functions)
    frame = rows_of(cards, computed)
    workbook.write_table(TABLE.name, frame, {"Difference": DIFFERENCE, "Agrees": AGREES})
    place = workbook.tables()[TABLE.name]
    workbook.write_cells(place.sheet, live_cells(cards, computed, place.first_row, place.headers))


def _proofs(workbook: Workbook, cards: Sequence[Card]) -> list[Proof]:
    cells = workbook.read_table(TABLE.name)
    results = cells.mixed.get("Result") or cells.frame["Result"].to_list()
    proofs = []
    for card, got in zip(cards, results, strict=False):
        example = card.example
        agrees = example.agrees(got)
        difference = None
        if isinstance(got, int | float) and not isinstance(example.expected, str):
            difference = 0.0 if agrees else float(got) - example.expected
        shown = NEEDS_ADD_IN if isinstance(got, CellError) or got is None else got
        proofs.append(Proof(card.name, example.expected, shown, difference, agrees, example.source))
    return proofs
