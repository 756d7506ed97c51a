"""A mapping for source files, proposed from their headers, their values and the codes of the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from wipbook.commands.data.import_.mapping import Mapping, TableMap
from wipbook.commands.data.import_.proposals.assign import Given
from wipbook.commands.data.import_.proposals.formats import format_of, samples_of
from wipbook.commands.data.import_.proposals.keys import codes_of
from wipbook.commands.data.import_.proposals.model import Confidence, Proposal, ProposedColumn
from wipbook.commands.data.import_.proposals.presets import preset_named
from wipbook.commands.data.import_.proposals.presets.apply import propose_by
from wipbook.commands.data.import_.proposals.remarks import of_source, of_table
from wipbook.commands.data.import_.proposals.sample import Cells, Sampled, read_samples
from wipbook.commands.data.import_.proposals.tables import Chosen, choose
from wipbook.port.workbook import Workbook

_IS_EMPTY = "it has no values"


def propose(sources: Sequence[Path], workbook: Workbook | None = None, preset: str = "") -> Proposal:
    """The mapping that files seem to need: which sheet each fills, from which columns, in which formats.

    ``sources`` are files and folders as ``wipbook import`` takes them; ``workbook`` is where their codes are looked up;
    ``preset`` is the program they come from, blank for any. The order of files and columns and the case of headers do
    not matter. Of a source at most 10,000 rows from the first on, and as many spread over the rest, are looked at.

    Errors: ``UnknownPreset``, ``NotOfPreset``, and those of reading a source (``SourceUnreadable`` and others).
    """
    chosen = preset_named(preset) if preset else None
    samples, remarks = read_samples(sources)
    if chosen is not None:
        return propose_by(chosen, samples, remarks)
    codes = codes_of(workbook)
    found = [choose(sample, codes) for sample in samples]
    winners = _winners(found)
    tables: dict[str, TableMap] = {}
    columns: list[ProposedColumn] = []
    unfilled: list[str] = []
    for one in found:
        remarks += of_source(one)
        won = one.best is not None and winners.get(one.best.sheet.name) is one
        taken = list(_columns(one, won))
        columns += taken
        if one.best is None:
            continue
        name = one.best.sheet.name
        if not won:
            other = winners[name].source
            remarks.append(
                f"{_called(one.source)} fills {name} as well; in the mapping is {_called(other)}. "
                "Map the other by itself."
            )
            continue
        tables[name] = _table(one, {column.our_column: column for column in taken if column.our_column})
        unfilled += [f"{name}.{header}" for header in one.best.unfilled]
        remarks += of_table(one)
    used = {one.source.alias for name, one in winners.items() if name in tables}
    mapping = Mapping(
        sources={one.source.alias: one.source.source for one in found if one.source.alias in used}, tables=tables
    )
    return Proposal(mapping, tuple(columns), tuple(dict.fromkeys(remarks)), tuple(unfilled))


def _winners(found: Sequence[Chosen]) -> dict[str, Chosen]:
    """For each sheet the source that fills it best, what it requires first: a mapping has one source for each."""
    winners: dict[str, Chosen] = {}
    placed = [(one, one.best) for one in found if one.best is not None]
    for one, best in sorted(placed, key=lambda pair: (len(pair[1].unfilled), -pair[0].score, pair[0].source.alias)):
        winners.setdefault(best.sheet.name, one)
    return winners


def _table(one: Chosen, mapped: dict[str, ProposedColumn]) -> TableMap:
    columns = {ours: column.their_column for ours, column in mapped.items()}
    if one.translation is not None:
        return one.translation.table(one.source, columns)
    formats = {ours: column.format for ours, column in mapped.items() if column.format}
    return TableMap(source=one.source.alias, columns=columns, formats=formats)


def _called(source: Sampled) -> str:
    return f"{source.file}, sheet {source.sheet}" if source.sheet else source.file


def _columns(one: Chosen, won: bool) -> Iterator[ProposedColumn]:
    """The columns of a source, those without a place among them."""
    for cells in one.source.columns:
        given = one.best.given.get(cells.name) if one.best else None
        plain = ProposedColumn(
            one.best.sheet.name if one.best else "", one.source.file, one.source.sheet, cells.name,
            encoding=one.source.encoding, samples=samples_of(cells),
        )
        if one.best is None or given is None:
            why = _IS_EMPTY if one.profiles[cells.name].blank else "nothing of ours is called so"
            if not one.source.named:
                yield replace(plain, confidence=Confidence.ASK, why="the file has no header: nobody can tell by a name")
                continue
            yield replace(plain, why=why)
            continue
        yield _placed(plain, given, one, cells, won)


def _placed(plain: ProposedColumn, given: Given, one: Chosen, cells: Cells, won: bool) -> ProposedColumn:
    assert one.best is not None
    if given.claim is None:
        return replace(plain, confidence=given.confidence, why=given.why)
    column = one.best.sheet.column(given.claim.column)
    found, unclear = format_of(cells, column, one.best.sheet.name)
    confidence, why = given.confidence, given.why
    if one.close and confidence is Confidence.SURE:
        confidence, why = Confidence.LIKELY, f"{why}; but the file could fill {one.runner_up} as well"
    if unclear:
        confidence, why = Confidence.LIKELY, f"{why}; {unclear}"
    if one.source.looked_at < one.source.rows:
        why = f"{why}; {one.source.looked_at:,} of {one.source.rows:,} rows were looked at"
    return replace(
        plain, our_column=column.name if won else "", key=column.name in one.best.sheet.key, format=found,
        confidence=confidence if won else Confidence.NONE, why=why if won else f"another source fills {column.name}",
        leaves_out=won and given.claim.leaves_out,
    )
