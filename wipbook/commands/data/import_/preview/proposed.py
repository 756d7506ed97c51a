"""A proposal laid on the sheet Imports: what it takes, and the columns that somebody has to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wipbook.commands.data.import_.mapping import Mapping
from wipbook.commands.data.import_.mapping.sheet_rows import Row, column_shown, constant_shown, sheet_rows
from wipbook.commands.data.import_.mapping.sheet_writing import put_below
from wipbook.commands.data.import_.proposals import Proposal, ProposedColumn, propose
from wipbook.port.workbook import Workbook
from wipbook.schema import input_sheet
from wipbook.schema.data.imports import ASK

_LONGEST = 200


@dataclass(frozen=True)
class LaidOut:
    """What came of it: ``rows`` put on the sheet, how many columns are ``asked``, of theirs and of ours, whether
    required ones are ``unfilled``, and what is to be said."""

    rows: int = 0
    asked: int = 0
    unfilled: bool = False
    said: tuple[str, ...] = ()


def lay_out_proposal(workbook: Workbook, sources: Sequence[Path], preset: str = "") -> LaidOut:
    """Propose what the files are, and put it below what the sheet Imports says already; the caller saves."""
    proposal = propose(sources, workbook, preset)
    rows = proposed_rows(proposal)
    put_below(workbook, rows)
    said = [f"{len(rows):,} rows proposed on sheet Imports: look at Our Column and Why"] if rows else []
    said += [f"{one.source}, {one.their_column}: {one.why}" for one in proposal.asked]
    said += [f"nothing fills {one}, which is required: name a column or a constant on sheet Imports"
             for one in proposal.unfilled]
    asked = len(proposal.asked) + len(proposal.unfilled)
    return LaidOut(len(rows), asked, bool(proposal.unfilled), (*said, *proposal.remarks))


def proposed_rows(proposal: Proposal) -> list[Row]:
    """The mapping's rows with the confidence and the reason of each; below them, without Our Column, the columns that
    are asked, and, without Their Column, required ones of ours that nothing fills."""
    mapping = _by_files(proposal.mapping)
    known = {(one.table, one.our_column): one for one in proposal.columns if one.our_column}
    rows = []
    for row in sheet_rows(mapping):
        told = known.get((row["Table"], row.get("Our Column", "")))
        rows.append(row if told is None else row | {"Confidence": str(told.confidence), "Why": _why(told)})
    filled = {table: one.source for table, one in mapping.tables.items()}
    for one in proposal.asked:
        rows.append({
            "Table": one.table or "?", "Source": filled.get(one.table, one.source), "Their Sheet": one.their_sheet,
            "Their Column": column_shown(one.their_column), "Confidence": ASK, "Why": _why(one),
        })
    for name in proposal.unfilled:
        table, _, header = name.partition(".")
        sheet = input_sheet(table)
        rows.append({
            "Table": sheet.name, "Source": filled.get(sheet.name, ""), "Our Column": header,
            "Key": "yes" if header in sheet.key else "", "Confidence": ASK,
            "Why": "required, and tells rows apart: name a column" if header in sheet.key else
            f"required: name a column, or a constant such as {constant_shown(sheet.column(header).example)}",
        })
    return [{header: text for header, text in row.items() if text} for row in rows]


def _by_files(mapping: Mapping) -> Mapping:
    """The mapping with the sources called as their files are, where no query and no other source is in the way."""
    if any(table.query for table in mapping.tables.values()):
        return mapping
    files = [source.file for source in mapping.sources.values()]
    called = {
        alias: source.file if files.count(source.file) == 1 else alias for alias, source in mapping.sources.items()
    }
    return mapping.model_copy(update={
        "sources": {called[alias]: source for alias, source in mapping.sources.items()},
        "tables": {
            name: table.model_copy(update={"source": called[table.source]}) for name, table in mapping.tables.items()
        },
    })


def _why(one: ProposedColumn) -> str:
    shown = ", ".join(f"{sample.line}: {sample.value}" for sample in one.samples)
    return (f"{one.why} ({shown})" if shown else one.why)[:_LONGEST]
